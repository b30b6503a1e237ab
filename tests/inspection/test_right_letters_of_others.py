"""Right letters built by other people's software: all elements are found, nothing is an error, and a defect still is."""

import shutil
import subprocess
from datetime import date

import foreign_letters as made
import pytest
import right_letters as right
import right_letters_of_others as others

from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element
from vanban.domain.judging.verdict import Verdict
from vanban.inspection.docx.inspect import inspect_docx
from vanban.usecases.checking.check_file import check_inspection

SOFFICE = shutil.which("soffice")
TODAY = date(2026, 1, 5)
EXPECTED = {
    Element.COUNTRY_NAME: made.COUNTRY,
    Element.MOTTO: made.MOTTO,
    Element.SUPERIOR: "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",
    Element.ISSUER: made.ISSUER,
    Element.CODE: made.CODE,
    Element.PLACE_AND_DATE: made.PLACE,
    Element.SUBJECT: others.SUBJECT,
    Element.ADDRESSEES: f"Kính gửi: {' '.join(made.ADDRESSEES)}",
    Element.BODY: " ".join(made.BODY),
    Element.SIGNING_LINES: " ".join(made.SIGNING),
    Element.SIGNER_NAME: made.NAME,
    Element.DISTRIBUTION_HEADING: made.LABEL,
    Element.DISTRIBUTION: " ".join(made.LISTED),
}
SAVED_AGAIN = ("odt", "doc", "rtf")
"""LibreOffice saves a letter as one of these, and that as DOCX."""
LOST = {("rtf", "by_text_boxes"): {"NĐ30-R19", "NĐ30-R24"}}
"""In RTF it loses the borders of paragraphs in text boxes: the rules under the names are gone from the paper too."""


def inspected(folder, content):
    path = folder / "thu.docx"
    path.write_bytes(content)
    return inspect_docx(path)


def words(inspection):
    found = {
        element: " ".join(" ".join(line.text for line in lines).split())
        for element, lines in inspection.elements.items()
    }
    return {element: found.get(element, "") for element in EXPECTED}


def errors(inspection):
    return [
        (one.rule_id, one.place, one.found)
        for one in check_inspection(inspection, today=TODAY).judgements
        if one.verdict is Verdict.FAILED and one.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("way", others.WAYS, ids=lambda way: way.__name__)
def test_a_right_letter_is_found_whole_and_has_no_error(tmp_path, way):
    inspection = inspected(tmp_path, way())
    assert words(inspection) == EXPECTED
    assert inspection.unplaced == ()
    assert errors(inspection) == []
    judgements = check_inspection(inspection, today=TODAY).judgements
    assert sum(one.verdict is Verdict.PASSED for one in judgements) >= 75


@pytest.mark.parametrize("way", others.WAYS, ids=lambda way: way.__name__)
def test_a_rule_that_is_too_short_is_still_an_error(tmp_path, way, monkeypatch):
    half = others.MOTTO_RULE_MM / 2
    monkeypatch.setattr(others, "MOTTO_RULE_MM", half)
    there = right.HEAD_RIGHT.replace(right.rule(right.RIGHT_MM, half * 2), right.rule(right.RIGHT_MM, half))
    monkeypatch.setattr(right, "HEAD_RIGHT", there)
    assert {rule for rule, *_ in errors(inspected(tmp_path, way()))} == {"NĐ30-R19"}


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory):
    """A folder for each kind, with the letter in the three layouts saved as that kind and as DOCX again."""
    root = tmp_path_factory.mktemp("saved")
    profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
    for way in right.WAYS:
        (root / f"{way.__name__}.docx").write_bytes(way())
    for kind in SAVED_AGAIN:
        for ending, target, source in ((kind, root, "docx"), ("docx", root / kind, kind)):
            sources = [str(root / f"{way.__name__}.{source}") for way in right.WAYS]
            command = [SOFFICE, profile, "--headless", "--convert-to", ending, "--outdir", str(target), *sources]
            subprocess.run(command, check=True, capture_output=True, timeout=140)
    return root


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="cần LibreOffice: chạy `make peers`")
@pytest.mark.parametrize("kind", SAVED_AGAIN)
@pytest.mark.parametrize("way", [way.__name__ for way in right.WAYS])
def test_a_right_letter_saved_by_libreoffice_has_no_error(saved_again, kind, way):
    inspection = inspect_docx(saved_again / kind / f"{way}.docx")
    found = words(inspection)
    expected = EXPECTED | {Element.SUPERIOR: found[Element.SUPERIOR]}
    assert found == expected
    assert {rule for rule, *_ in errors(inspection)} == LOST.get((kind, way), set())
