"""The reference letters as they were typed, set in DOCX files: what is told of them is what was found by hand.

``BY_HAND`` is section by section what a reader of the Decree found in the three letters; what each remark means for
their files is said beside it. The files of the first test are typed from the text copies, those of the last drawn from
the parts of the same letters by our own renderer, with a number and a day.
"""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typed_reference

from vanban.compliance.format_rules.paper import DocumentState
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element
from vanban.domain.judging.verdict import Verdict
from vanban.inspection.docx.inspect import inspect_docx
from vanban.usecases.checking.check_file import check_file

TESTS = Path(__file__).parents[1]
SOFFICE = shutil.which("soffice")
TODAY = date(2026, 11, 22)
BROKEN = {Verdict.FAILED, Verdict.TO_BE_SEEN}
DRAFT, ISSUED = DocumentState.DRAFT, DocumentState.ISSUED
BY_HAND = {
    "2020": {
        "NĐ30-R48": "(VBĐT)",  # in the trích yếu
        "NĐ30-R66": "bằng dấu chấm phẩy",  # the opening paragraph
        "NĐ30-R67": "UBND tỉnh",  # at the first mention of a decision
        "NĐ30-R73": "không đậm",  # 1. Nội dung:
        "NĐ30-R75": "có chữ thường",  # I. Triển khai khảo sát ...
        "NĐ30-R77": "1. Nội dung:",
        "NĐ30-R78": "hóa – Thông",
        "NĐ30-R82": "- Lưu: VT. CCHC.01b.",
        "NĐ30-R83": "- Lưu: VT. CCHC.01b.",
        "NĐ30-R85": "(VBĐT)",
        "NĐ30-R90": "không đậm",  # the name
        "NĐ30-R103": "không nhắc đến “Phụ lục”",  # the notice, and the three rules below
        "NĐ30-R104": "không có chữ “Phụ lục”",
        "NĐ30-R105": "không có chữ “Phụ lục”",
        "NĐ30-R106": "không có dòng “(Kèm theo …)”",
    },
    "2024": {
        "NĐ30-R55": "“TX”, “TP”",
        "NĐ30-R66": "bằng dấu chấm phẩy",
        "NĐ30-R83": "- Lưu: VT, CCHC (01b).",
        "NĐ30-R85": "(p/hop- VBĐT)",
        "NĐ30-R103": "mà không gọi tên Phụ lục",
    },
    "2025": {
        "NĐ30-R55": "XTTM",
        "NĐ30-R64": "(Đính kèm Công văn số 1923/SNV-CCHC",
        "NĐ30-R76": "“c)”",
        "NĐ30-R77": "2021 – 2025.",
        "NĐ30-R78": "“2021- 2025”",
        "NĐ30-R79": "Nơi nhận: (VBĐT)",
        "NĐ30-R84": "VP, VH",
        "NĐ30-R85": "(Đăng tải)",
        "NĐ30-R86": "VH",
    },
}
"""By year and rule: words of what was found. Of 2025 the citation under R67 was found nearly complete, which is right."""
NOT_FOUND_BY_HAND = {
    "2020": {},
    "2024": {},
    # The letter cites one instrument twice with its date, and asks for a report before the survey is over.
    "2025": {"NĐ30-R68": "1923/SNV-CCHC", "HOUSE.EARLY_REPORT": "25/5/2025"},
}
"""Told as well, all of it less than an error, and true."""
BLANKS = {"2020": {"NĐ30-R29", "NĐ30-R39"}, "2024": {"NĐ30-R29"}, "2025": {"NĐ30-R29", "NĐ30-R39"}}
"""Number and day are blank, which a draft may be and an issued letter may not."""
ERRORS = {
    "2020": {"NĐ30-R75", "NĐ30-R82", "NĐ30-R90", "NĐ30-R103", "NĐ30-R104", "NĐ30-R105", "NĐ30-R106"},
    "2024": set(),
    "2025": {"NĐ30-R64", "NĐ30-R76", "NĐ30-R79"},
}


@pytest.fixture(scope="module")
def as_it_stands(tmp_path_factory):
    """By year: the text copy, typed into a DOCX."""
    folder = tmp_path_factory.mktemp("typed")
    made = {year: folder / f"{year}.docx" for year in typed_reference.COPIES}
    for year, path in made.items():
        path.write_bytes(typed_reference.docx_of(year))
    return made


def told(path, state):
    return [one for one in check_file(path, today=TODAY, state=state).judgements if one.verdict in BROKEN]


@pytest.mark.parametrize("year", sorted(BY_HAND))
def test_a_reference_letter_as_it_stands_breaks_what_was_found_by_hand(as_it_stands, year):
    found = told(as_it_stands[year], DRAFT)

    expected = BY_HAND[year] | NOT_FOUND_BY_HAND[year]
    assert {one.rule_id for one in found} == set(expected)
    for rule, words in expected.items():
        assert any(words in f"{one.found} {one.place}" for one in found if one.rule_id == rule), rule


@pytest.mark.parametrize("year", sorted(BY_HAND))
def test_nothing_else_of_a_reference_letter_is_an_error(as_it_stands, year):
    errors = {one.rule_id for one in told(as_it_stands[year], DRAFT) if one.severity is Severity.ERROR}
    assert errors == ERRORS[year]
    assert errors <= set(BY_HAND[year])


@pytest.mark.parametrize("year", sorted(BY_HAND))
def test_the_blanks_of_a_draft_are_errors_in_an_issued_letter(as_it_stands, year):
    before, after = (told(as_it_stands[year], state) for state in (DRAFT, ISSUED))
    assert {one.rule_id for one in after} - {one.rule_id for one in before} == BLANKS[year]


@pytest.mark.parametrize("year", sorted(BY_HAND))
def test_every_line_of_a_reference_letter_is_found_for_what_it_is(as_it_stands, year):
    inspection = inspect_docx(as_it_stands[year])
    assert inspection.unplaced == ()
    expected = set(Element) - {Element.TYPE_NAME, Element.DRAFTER_MARK, Element.URGENCY, Element.CIRCULATION}
    expected -= {Element.ADDRESS, Element.APPENDIX_LABEL, Element.APPENDIX_NOTE}
    if year != "2020":
        expected -= {Element.APPENDIX_TITLE, Element.APPENDIX_BODY}
    assert set(inspection.elements) == expected


MORE = {"2020": {"NĐ30-R67"}, "2024": set(), "2025": {"NĐ30-R68", "NĐ30-R86", "HOUSE.EARLY_REPORT"}}
"""Told of a file and not of a draft, and less than errors: how instruments are cited, the drafter's symbol, a report due early."""


@pytest.fixture(scope="module")
def printed(as_it_stands):
    """By year: what LibreOffice prints of it."""
    folder = as_it_stands["2020"].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, as_it_stands.values())], check=True, capture_output=True, timeout=140)
    return {year: path.with_suffix(".pdf") for year, path in as_it_stands.items()}


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="cần LibreOffice: chạy `make peers`")
@pytest.mark.parametrize("year", sorted(BY_HAND))
def test_the_same_is_an_error_in_a_printed_reference_letter(printed, year):
    errors = {one.rule_id for one in told(printed[year], DRAFT) if one.severity is Severity.ERROR}
    assert errors == ERRORS[year]


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """By year: the file, and the rules that were found broken by hand."""
    sys.path[:0] = [str(TESTS / "compliance")]
    from compliance_drafts import letter_of  # noqa: PLC0415  # the path to it is set above
    from expected_findings import letters  # noqa: PLC0415

    from vanban.domain.dates.day import PlannedDay  # noqa: PLC0415
    from vanban.domain.letters.letter import Paragraph, Table  # noqa: PLC0415
    from vanban.rendering.docx.press import letter_docx  # noqa: PLC0415
    from vanban.rendering.pdf.press import letter_pdf  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("reference")
    made = {}
    for year, parts in letters():
        letter = letter_of(parts)
        month = letter.issued_on
        letter = replace(
            letter,
            # The pictures of these cases are no pictures, and a rule of the text does not need them.
            blocks=tuple(block for block in letter.blocks if isinstance(block, Paragraph | Table)),
            code=replace(letter.code, code_number=5),
            issued_on=PlannedDay(year=month.year, month=month.month, day=12),
        )
        path = folder / f"{year}.docx"
        path.write_bytes(letter_docx(letter))
        path.with_suffix(".pdf").write_bytes(letter_pdf(letter))
        made[year] = path, {one["rule"] for one in parts["expected"]}
    return made


@pytest.mark.parametrize("year", sorted(MORE))
def test_a_reference_letter_in_a_docx_breaks_the_rules_that_were_found_by_hand_and_no_others(typed, year):
    path, by_hand = typed[year]

    told = [one for one in check_file(path, today=TODAY).judgements if one.verdict is not Verdict.PASSED]

    broken = {one.rule_id for one in told if one.verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}}
    assert broken == by_hand | MORE[year]
    errors = {one.rule_id for one in told if one.verdict is Verdict.FAILED and one.severity is Severity.ERROR}
    assert errors <= by_hand


@pytest.mark.parametrize("year", sorted(MORE))
def test_a_reference_letter_in_a_pdf_has_no_error_but_those(typed, year):
    path, by_hand = typed[year]

    judgements = check_file(path.with_suffix(".pdf"), today=TODAY).judgements

    errors = {one.rule_id for one in judgements if one.verdict in BROKEN and one.severity is Severity.ERROR}
    assert errors == {rule for rule in ERRORS[year] | {"NĐ30-R103"} if rule in by_hand}
