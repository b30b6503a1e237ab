"""Letters that LibreOffice printed to PDF: our own DOCX, and letters typed in other ways."""

import shutil
import subprocess

import pytest
from foreign_letters import WAYS
from pdf_files import inspected_bytes
from rendering_letters import CLOSING, DAY, LETTERS, body, simple

from vanban.domain.judging.inspected import Element
from vanban.inspection.pdf.inspect_pdf import inspect_pdf
from vanban.regulations.law import law_on
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf
from vanban.rendering.style import print_style

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="cần LibreOffice: chạy `make peers`"),
]
STYLE = print_style(DAY)
PROSE = [body("Đề nghị các cơ quan, đơn vị báo cáo kết quả thực hiện. " * times) for times in (5, 6, 7) * 6]
OURS = {**LETTERS, "long": simple(*PROSE, CLOSING)}
NEVER_PRINTED = {"with_old_text_boxes"}
"""LibreOffice prints these text boxes on top of each other."""
BROKEN_HEAD = {"with_text_boxes"}
"""The subject does not fit its box, and LibreOffice prints nothing of it."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Every letter as LibreOffice prints it; one start of the program for all."""
    folder = tmp_path_factory.mktemp("printed")
    contents = {name: letter_docx(letter) for name, letter in OURS.items()} | {way.__name__: way() for way in WAYS}
    sources = {name: folder / f"{number}.docx" for number, name in enumerate(contents)}
    for name, source in sources.items():
        source.write_bytes(contents[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, sources.values()),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return {name: inspect_pdf(source.with_suffix(".pdf")) for name, source in sources.items()}


def words(inspection):
    """The words of each element, one after the other."""
    return {element: " ".join(line.text for line in lines).split() for element, lines in inspection.elements.items()}


@pytest.mark.parametrize("name", OURS)
def test_both_printers_of_our_letters_give_the_same_elements(printed, name):
    theirs, ours = words(printed[name]), words(inspected_bytes(letter_pdf(OURS[name])))
    # Where a page ends is their own affair.
    theirs.pop(Element.PAGE_NUMBER, None), ours.pop(Element.PAGE_NUMBER, None)
    assert theirs == ours


@pytest.mark.parametrize("name", OURS)
def test_their_lines_have_the_same_length_and_place(printed, name):
    drawn = {one.below: one for one in printed[name].drawn}
    wanted = {one.below: one for one in inspected_bytes(letter_pdf(OURS[name])).drawn}
    assert set(drawn) == set(wanted)
    for element, one in wanted.items():
        assert drawn[element].share == pytest.approx(one.share, abs=0.02)
        assert drawn[element].offset_mm == pytest.approx(one.offset_mm, abs=0.5)


def test_their_sizes_faces_and_edges_are_the_same(printed):
    found, law, house = printed["long"], law_on(DAY), STYLE.house
    for element, key in ((Element.COUNTRY_NAME, "country_name"), (Element.BODY, "body"), (Element.CODE, "code")):
        for line in found.elements[element]:
            assert {run.size_pt for run in line.runs} == {house.size_pt(key)}
            assert {run.bold for run in line.runs} == {law.element(key).bold}
            assert {run.font for run in line.runs} == {"Liberation Serif"}
    page = found.pages[0]
    assert (page.left_mm, page.right_mm) == pytest.approx((house.margin_left_mm, house.margin_right_mm), abs=0.5)
    assert page.top_mm == pytest.approx(house.margin_top_mm, abs=0.6)
    for line in found.elements[Element.BODY][:-1]:
        assert line.first_line_indent_mm == pytest.approx(house.indent_mm, abs=0.3)
        assert line.align == "justify"


@pytest.mark.parametrize("way", [way.__name__ for way in WAYS if way.__name__ not in NEVER_PRINTED])
def test_the_text_of_a_letter_typed_by_others_is_found(printed, way):
    found = words(printed[way])
    assert " ".join(found[Element.MOTTO]) == "Độc lập - Tự do - Hạnh phúc"
    assert " ".join(found[Element.ISSUER]) == "SỞ NỘI VỤ"
    assert " ".join(found[Element.CODE]) == "Số: 123/SNV-CCHC"
    assert found[Element.BODY][-2:] == ["Trân", "trọng./."]
    if way not in BROKEN_HEAD:
        assert " ".join(found[Element.PLACE_AND_DATE]) == "Khánh Hòa, ngày 27 tháng 9 năm 2024"
        assert " ".join(found[Element.SUBJECT]) == "V/v triển khai khảo sát mức độ hài lòng năm 2024"
        assert " ".join(found[Element.SIGNING_LINES]) == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
        assert " ".join(found[Element.SIGNER_NAME]) == "Nguyễn Văn A"
        assert " ".join(found[Element.DISTRIBUTION]) == "- Như trên; - Lưu: VT, CCHC."
