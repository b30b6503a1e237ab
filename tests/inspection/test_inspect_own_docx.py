"""Our own DOCX, whose every size and distance is known, measured exactly."""

import pytest
from rendering_letters import DocumentType, full, named, simple

from vanban.domain.judging.inspected import DrawnLine, Element, FileKind, Story
from vanban.inspection.docx.inspect import inspect_docx
from vanban.rendering.docx.press import letter_docx


@pytest.fixture(scope="module")
def inspected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    found = {}
    for name, letter in (("simple", simple()), ("full", full()), ("named", named(DocumentType.BAO_CAO))):
        path = folder / f"{name}.docx"
        path.write_bytes(letter_docx(letter))
        found[name] = inspect_docx(path)
    return found


def texts(inspection, element):
    return [line.text for line in inspection.elements.get(element, ())]


def looks(inspection, element):
    return {
        (run.font, run.size_pt, run.bold, run.italic)
        for line in inspection.elements[element]
        for run in line.runs
        if run.text.strip()
    }


def test_every_element_of_a_letter_is_found_and_nothing_is_left_over(inspected):
    full_ = inspected["full"]
    assert full_.kind is FileKind.DOCX
    assert full_.file == "full.docx"
    assert set(Element) - set(full_.elements) == {Element.TYPE_NAME, Element.DRAFTER_MARK}
    assert full_.unplaced == ()


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (Element.COUNTRY_NAME, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        (Element.MOTTO, ["Độc lập - Tự do - Hạnh phúc"]),
        (Element.SUPERIOR, ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA"]),
        (Element.CODE, ["Số: 1923/BCĐ-CCHC"]),
        (Element.PLACE_AND_DATE, ["Khánh Hòa, ngày 05 tháng 01 năm 2026"]),
        (
            Element.ADDRESSEES,
            ["Kính gửi:", "- Các sở, ban, ngành;", "- Ủy ban nhân dân các xã, phường, đặc khu;", "- Công an tỉnh."],
        ),
        (Element.SIGNING_LINES, ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"]),
        (Element.SIGNER_NAME, ["Nguyễn Văn A"]),
        (Element.DISTRIBUTION_HEADING, ["Nơi nhận:"]),
        (Element.DISTRIBUTION, ["- Như trên;", "- Thường trực Tỉnh ủy (để báo cáo);", "- Lưu: VT, CCHC (01)."]),
        (Element.URGENCY, ["THƯỢNG KHẨN"]),
        (Element.CIRCULATION, ["LƯU HÀNH NỘI BỘ"]),
        (Element.APPENDIX_LABEL, ["Phụ lục I", "Phụ lục II"]),
        (Element.APPENDIX_TITLE, ["THÔNG BÁO KHẢO SÁT", "DANH SÁCH ĐƠN VỊ"]),
        (Element.PAGE_NUMBER, ["2", "2", "2"]),
    ],
)
def test_the_text_of_each_element_is_what_was_printed(inspected, element, expected):
    assert texts(inspected["full"], element) == expected


@pytest.mark.parametrize(
    ("element", "look"),
    [
        (Element.COUNTRY_NAME, (13.0, True, False)),
        (Element.MOTTO, (14.0, True, False)),
        (Element.SUPERIOR, (13.0, False, False)),
        (Element.ISSUER, (13.0, True, False)),
        (Element.CODE, (13.0, False, False)),
        (Element.PLACE_AND_DATE, (14.0, False, True)),
        (Element.SUBJECT, (12.0, False, False)),
        (Element.ADDRESSEES, (14.0, False, False)),
        (Element.SIGNING_LINES, (14.0, True, False)),
        (Element.SIGNER_NAME, (14.0, True, False)),
        (Element.DISTRIBUTION_HEADING, (12.0, True, True)),
        (Element.DISTRIBUTION, (11.0, False, False)),
        (Element.URGENCY, (13.0, True, False)),
        (Element.ADDRESS, (11.0, False, False)),
        (Element.APPENDIX_LABEL, (14.0, True, False)),
        (Element.APPENDIX_NOTE, (14.0, False, True)),
        (Element.PAGE_NUMBER, (14.0, False, False)),
    ],
)
def test_the_look_of_each_element_is_that_of_the_law(inspected, element, look):
    assert looks(inspected["full"], element) == {("Times New Roman", *look)}


def test_direct_bold_and_italic_are_told_run_by_run(inspected):
    line = next(line for line in inspected["full"].elements[Element.BODY] if line.text.startswith("Thực hiện"))
    assert [(run.text, run.bold, run.italic) for run in line.runs] == [
        ("Thực hiện ", False, False),
        ("Kế hoạch", True, False),
        (" khảo sát, ", False, True),
        ("rất khẩn", True, True),
        (" tại trang khảo sát\nxuống dòng.", False, False),
    ]


def test_the_page_of_every_section_is_measured(inspected):
    assert [
        (page.width_mm, page.height_mm, page.top_mm, page.bottom_mm, page.left_mm, page.right_mm)
        for page in inspected["full"].pages
    ] == [(pytest.approx(210, abs=0.02), pytest.approx(297, abs=0.02), 20.0, 20.0, 30.0, 20.0)] * 3
    assert [(page.hides_first_number, page.number, page.first_number) for page in inspected["full"].pages] == [
        (True, "2", 1)
    ] * 3
    assert [page.has_wide_content for page in inspected["full"].pages] == [True, False, True]


def test_the_layout_of_the_text_is_measured(inspected):
    line = inspected["simple"].elements[Element.BODY][0]
    assert line.align == "justify"
    assert line.first_line_indent_mm == pytest.approx(12.7, abs=0.02)
    assert (line.space_before_pt, line.space_after_pt, line.line_spacing) == (6.0, 0.0, 1.15)
    assert (line.column_from, line.column_to, line.in_table, line.story) == (0.0, 1.0, False, Story.TEXT)
    assert (line.place, line.anchor) == ("đoạn 2", "word/document.xml#12")


def test_the_columns_of_head_and_foot_are_measured(inspected):
    letter = inspected["simple"]
    for element, column in (
        (Element.ISSUER, (0.0, 0.39)),
        (Element.MOTTO, (0.39, 1.0)),
        (Element.DISTRIBUTION, (0.0, 0.45)),
        (Element.SIGNER_NAME, (0.45, 1.0)),
    ):
        assert {(line.column_from, line.column_to) for line in letter.elements[element]} == {column}
        assert all(line.in_table for line in letter.elements[element])


def test_a_line_of_exact_height_is_told_in_lines_of_its_font(inspected):
    code = inspected["simple"].elements[Element.CODE][0]
    assert code.line_spacing == pytest.approx(16.1 / (13 * 1.149), abs=0.01)


def test_the_drawn_lines_are_as_long_as_the_house_draws_them_and_centred(inspected):
    assert inspected["named"].drawn == (
        DrawnLine(below=Element.ISSUER, share=0.4, offset_mm=0.0),
        DrawnLine(below=Element.MOTTO, share=1.0, offset_mm=0.0),
        DrawnLine(below=Element.SUBJECT, share=0.4, offset_mm=0.0),
    )
    address = [line for line in inspected["full"].drawn if line.below is Element.ADDRESS]
    assert address == [DrawnLine(below=Element.ADDRESS, share=1.0, offset_mm=0.0)]


def test_the_boxes_of_marks_are_measured(inspected):
    urgency = inspected["full"].elements[Element.URGENCY][0]
    assert urgency.boxed
    assert urgency.box_width_mm == pytest.approx(40, abs=0.1)
    assert urgency.runs[0].colour == "FF0000"


def test_header_and_footer_are_told_from_the_text(inspected):
    letter = inspected["full"]
    assert letter.elements[Element.CIRCULATION][0].story is Story.HEADER
    assert letter.elements[Element.ADDRESS][0].story is Story.FOOTER
    assert letter.elements[Element.PAGE_NUMBER][0].place == "đầu trang"


def test_a_named_document_has_its_type_and_subject(inspected):
    letter = inspected["named"]
    assert texts(letter, Element.TYPE_NAME) == ["BÁO CÁO"]
    assert texts(letter, Element.SUBJECT) == ["Kết quả khảo sát sự hài lòng của người dân quý I năm 2026"]
    assert Element.ADDRESSEES not in letter.elements


def test_the_text_lies_between_head_and_foot(inspected):
    for letter in inspected.values():
        assert letter.elements[Element.BODY][-1].text.endswith("./.")


def test_the_title_of_the_file_is_told(inspected):
    assert inspected["simple"].properties["title"] == "Công văn 07/SNV-CCHC: khảo sát sự hài lòng"


def test_what_a_docx_does_not_tell_is_named(inspected):
    assert all(line.left_mm is None and line.top_mm is None for line in inspected["full"].lines)
    assert any("vị trí" in limit for limit in inspected["full"].limits)
