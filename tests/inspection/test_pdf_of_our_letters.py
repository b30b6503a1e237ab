"""Our own PDFs measured exactly: what the style sheet says is what the inspection finds."""

import unicodedata

import pytest
from pdf_files import inspected_bytes
from rendering_letters import CLOSING, DAY, LETTERS, body, simple

from vanban.domain.judging.inspected import Element, FileKind, Story
from vanban.regulations.law import law_on
from vanban.rendering.pdf.press import letter_pdf
from vanban.rendering.style import print_style

LAW = law_on(DAY)
STYLE = print_style(DAY)
HOUSE = STYLE.house
SENTENCE = "Đề nghị các cơ quan, đơn vị báo cáo kết quả thực hiện về Sở Nội vụ đúng thời hạn đã nêu. "
PARAGRAPHS = [body((SENTENCE * times).strip()) for times in (3, 4, 5) * 12]
LEFT, RIGHT = HOUSE.margin_left_mm, HOUSE.margin_right_mm
WIDTH = LAW.page.width_mm - LEFT - RIGHT
NEAR = 0.5


@pytest.fixture(scope="module")
def everything():
    return inspected_bytes(letter_pdf(LETTERS["everything"]))


@pytest.fixture(scope="module")
def long():
    return inspected_bytes(letter_pdf(simple(*PARAGRAPHS, CLOSING)))


@pytest.fixture(scope="module")
def every_letter():
    return {name: inspected_bytes(letter_pdf(letter)) for name, letter in LETTERS.items()}


def first(inspection, element):
    return inspection.elements[element][0]


def middle(line):
    return (line.left_mm + LAW.page.width_mm - line.right_mm) / 2


FACES = [
    (Element.COUNTRY_NAME, "country_name"),
    (Element.MOTTO, "motto"),
    (Element.SUPERIOR, "superior"),
    (Element.ISSUER, "issuer"),
    (Element.CODE, "code"),
    (Element.PLACE_AND_DATE, "place_date"),
    (Element.SUBJECT, "subject_letter"),
    (Element.URGENCY, "urgency_mark"),
    (Element.CIRCULATION, "circulation_mark"),
    (Element.ADDRESSEES, "addressees"),
    (Element.DISTRIBUTION_HEADING, "distribution_label"),
    (Element.DISTRIBUTION, "distribution_item"),
    (Element.SIGNING_LINES, "authority"),
    (Element.SIGNER_NAME, "signer_name"),
    (Element.ADDRESS, "contact"),
    (Element.PAGE_NUMBER, "page_number"),
    (Element.APPENDIX_LABEL, "appendix_label"),
    (Element.APPENDIX_TITLE, "appendix_title"),
    (Element.APPENDIX_NOTE, "appendix_reference"),
]


@pytest.mark.parametrize(("element", "key"), FACES, ids=[key for _, key in FACES])
def test_an_element_has_the_size_and_face_of_the_law(everything, element, key):
    rule = LAW.element(key)
    for line in everything.elements[element]:
        for run in line.runs:
            assert run.size_pt == pytest.approx(HOUSE.size_pt(key), abs=0.02)
            assert (run.bold, run.italic, run.font) == (rule.bold, rule.italic, "Liberation Serif")


def test_what_was_measured_is_a_pdf_of_pages_of_a4(everything):
    assert (everything.kind, everything.file) == (FileKind.PDF, "letter.pdf")
    assert [(page.width_mm, page.height_mm) for page in everything.pages] == [(210, 297)] * 4
    assert everything.properties["pdf_version"] == "1.7"
    assert everything.properties["images"] == "2"
    assert everything.properties["author"] == "Sở Nội vụ"


def test_the_text_of_every_letter_is_found_element_by_element(every_letter):
    for name, letter in LETTERS.items():
        found = every_letter[name].elements
        texts = {element: [line.text for line in lines] for element, lines in found.items()}
        assert texts[Element.COUNTRY_NAME] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], name
        assert texts[Element.MOTTO] == ["Độc lập - Tự do - Hạnh phúc"], name
        issuer = " ".join(texts[Element.ISSUER])
        assert issuer == " ".join(letter.letterhead.issuer_lines).upper(), name
        assert texts[Element.DISTRIBUTION] == list(letter.distribution_list), name
        assert texts[Element.SIGNING_LINES] == list(letter.signature.lines), name
        assert texts[Element.SIGNER_NAME] == [letter.signature.full_name], name
        assert texts[Element.BODY][-1] == "Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện./.", name
        assert not every_letter[name].unplaced, name


def test_the_blanks_of_a_draft_part_no_line(every_letter):
    draft = every_letter["draft with appendices"].elements
    assert [line.text for line in draft[Element.CODE]] == ["Số: /SNV-CCHC"]
    assert [line.text for line in draft[Element.PLACE_AND_DATE]] == ["Khánh Hòa, ngày tháng 01 năm 2026"]
    assert draft[Element.APPENDIX_NOTE][0].text == (
        "(Kèm theo Công văn số /SNV-CCHC ngày tháng 01 năm 2026 của Sở Nội vụ)"
    )


def test_all_text_is_composed_and_has_single_blanks(every_letter):
    for inspection in every_letter.values():
        for line in inspection.lines:
            assert unicodedata.is_normalized("NFC", line.text)
            assert line.text == " ".join(line.text.split())


def test_margins_are_those_of_the_style_sheet(long):
    for page in long.pages[:-1]:
        assert page.left_mm == pytest.approx(HOUSE.margin_left_mm, abs=NEAR)
        assert page.right_mm == pytest.approx(HOUSE.margin_right_mm, abs=NEAR)
        assert page.top_mm == pytest.approx(HOUSE.margin_top_mm, abs=0.6)
        assert page.bottom_mm >= HOUSE.margin_bottom_mm - NEAR


def test_the_margins_of_a_short_last_page_are_those_of_full_pages(long):
    last = long.pages[-1]
    assert (last.left_mm, last.right_mm) == pytest.approx((LEFT, RIGHT), abs=NEAR)


def test_lines_become_paragraphs_again(long):
    found = [line.text for line in long.elements[Element.BODY]]
    assert found == [
        *(unicodedata.normalize("NFC", "".join(run.text for run in one.runs)) for one in PARAGRAPHS),
        "".join(run.text for run in CLOSING.runs),
    ]


def test_a_paragraph_has_its_indent_alignment_and_spacing(long):
    for line in long.elements[Element.BODY][:-1]:
        assert line.first_line_indent_mm == pytest.approx(HOUSE.indent_mm, abs=0.1)
        assert line.indent_mm == pytest.approx(0, abs=0.1)
        assert line.align == "justify"
        assert line.line_spacing == pytest.approx(HOUSE.line_spacing, abs=0.02)
        assert (line.left_mm, line.right_mm) == pytest.approx((LEFT, RIGHT), abs=NEAR)


def test_page_numbers_stand_in_the_middle_of_the_top_margin(long):
    numbers = long.elements[Element.PAGE_NUMBER]
    pages = len(long.pages)
    assert pages > 2
    assert [line.text for line in numbers] == [str(number) for number in range(2, pages + 1)]
    assert [page.number for page in long.pages] == ["", *(line.text for line in numbers)]
    assert [page.hides_first_number for page in long.pages] == [True] + [None] * (pages - 1)
    for line in numbers:
        assert line.story is Story.HEADER
        assert middle(line) == pytest.approx(LEFT + WIDTH / 2, abs=0.1)
        assert line.top_mm == pytest.approx(HOUSE.page_number_distance_mm, abs=NEAR)


def test_head_and_foot_stand_in_the_columns_of_the_style_sheet(everything):
    right = LEFT + STYLE.header_left_mm + STYLE.header_right_mm / 2
    for element in (Element.COUNTRY_NAME, Element.MOTTO, Element.PLACE_AND_DATE):
        assert middle(first(everything, element)) == pytest.approx(right, abs=NEAR)
    left = LEFT + STYLE.header_left_mm / 2
    for element in (Element.SUPERIOR, Element.ISSUER, Element.CODE, Element.SUBJECT):
        for line in everything.elements[element]:
            assert middle(line) == pytest.approx(left, abs=NEAR)
            assert (line.column_from, line.column_to < 0.5) == (0, True)
    foot = LEFT + STYLE.foot_left_mm + STYLE.foot_right_mm / 2
    for line in (*everything.elements[Element.SIGNING_LINES], first(everything, Element.SIGNER_NAME)):
        assert middle(line) == pytest.approx(foot, abs=NEAR)
        assert line.column_to == 1
    for line in everything.elements[Element.DISTRIBUTION]:
        assert line.left_mm == pytest.approx(LEFT, abs=0.1)


def test_number_and_day_are_level(everything):
    number, day = first(everything, Element.CODE), first(everything, Element.PLACE_AND_DATE)
    assert number.bottom_mm == pytest.approx(day.bottom_mm, abs=0.5)


DRAWN = {
    "one addressee": {Element.MOTTO: 1.0, Element.ISSUER: 0.4},
    "báo cáo": {Element.MOTTO: 1.0, Element.ISSUER: 0.4, Element.SUBJECT: 0.4},
    "everything": {Element.MOTTO: 1.0, Element.ISSUER: 0.4, Element.ADDRESS: 1.0},
}


@pytest.mark.parametrize("name", DRAWN)
def test_drawn_lines_have_the_length_and_place_of_the_style_sheet(every_letter, name):
    drawn = {one.below: one for one in every_letter[name].drawn if one.below is not Element.APPENDIX_NOTE}
    assert set(drawn) == set(DRAWN[name])
    for element, share in DRAWN[name].items():
        one = drawn[element]
        assert one.share == pytest.approx(share, abs=0.01)
        assert one.offset_mm == pytest.approx(0, abs=0.2)
        assert (one.typed, one.continuous) == (False, True)


def test_marks_are_boxed(everything):
    urgency, circulation = first(everything, Element.URGENCY), first(everything, Element.CIRCULATION)
    assert (urgency.boxed, circulation.boxed) == (True, True)
    assert (urgency.box_width_mm, urgency.box_height_mm) == pytest.approx((40, 8), abs=0.3)
    assert {run.colour for run in urgency.runs} == {"FF0000"}
    assert circulation.story is Story.HEADER
    assert {run.colour for run in circulation.runs} == {"000000"}


def test_cells_of_a_table_are_lines_of_their_own(everything):
    cells = [line.text for line in everything.elements[Element.BODY] if line.in_table]
    assert cells == ["TT", "Tên đơn vị", "Số phiếu", "1", "Sở Tài chính", "120", "2", "Sở Xây dựng (mẫu)", "1.045"]
    assert [page.has_wide_content for page in everything.pages] == [True, False, False, True]


def test_words_in_other_faces_are_runs_of_their_own(everything):
    line = next(line for line in everything.elements[Element.BODY] if line.text.startswith("Thực hiện Kế hoạch"))
    assert [(run.text.strip(), run.bold, run.italic) for run in line.runs] == [
        ("Thực hiện", False, False),
        ("Kế hoạch", True, False),
        ("khảo sát,", False, True),
        ("rất khẩn", True, True),
        ("tại trang khảo sát", False, False),
    ]


def test_a_place_names_page_and_line_and_its_anchor_is_its_own(everything):
    assert first(everything, Element.COUNTRY_NAME).place == "trang 1, dòng 2"
    anchors = [line.anchor for line in everything.lines]
    assert len(set(anchors)) == len(anchors)
