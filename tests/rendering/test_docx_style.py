"""How a DOCX is set: every element as the law asks, found by resolving Word's styles."""

import io
import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from rendering_letters import BLOCKS, DAY, LETTERS, TABLE, body, simple

from vanban.domain.letters.document import Urgency
from vanban.domain.letters.letter import Paragraph, Role
from vanban.regulations.law import law_on
from vanban.regulations.metrics import text_width_mm
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.style import print_style

LAW = law_on(DAY)
STYLE = print_style(DAY)
FULL = letter_docx(LETTERS["everything"])
NAMED = letter_docx(LETTERS["báo cáo"])
DIRECTED = letter_docx(LETTERS["tờ trình"])
LEFT, CENTRE, BOTH = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def opened(content):
    return docx.Document(BytesIO(content))


def stories(document):
    section = document.sections[0]
    return (document, section.header, section.first_page_header, section.first_page_footer)


def all_paragraphs(document):
    """Every paragraph of text, headers and footers, also in tables, as python-docx sees it."""
    for story in stories(document):
        element = story.element.body if story is document else story._element
        yield from (WordParagraph(one, story) for one in element.iter(qn("w:p")))


def found(content, start):
    matches = [one for one in all_paragraphs(opened(content)) if one.text.replace("\n", " ").startswith(start)]
    assert matches, f"no paragraph starts with {start}"
    return matches[0]


def resolved(paragraph, name):
    """A value of the paragraph's format: its own, or that of the nearest style in its chain that has one."""
    own = getattr(paragraph.paragraph_format, name)
    style = paragraph.style
    while own is None and style is not None:
        own = getattr(style.paragraph_format, name)
        style = style.base_style
    return own


def look(paragraph):
    """Family, size, bold and italic of the first run with text, through run, style and base styles."""
    run = next(one for one in paragraph.runs if one.text.strip())
    values = {}
    for name in ("name", "size", "bold", "italic"):
        own, style = getattr(run.font, name), paragraph.style
        while own is None and style is not None:
            own, style = getattr(style.font, name), style.base_style
        values[name] = own
    return values["name"], values["size"].pt, bool(values["bold"]), bool(values["italic"])


ELEMENTS = [
    (FULL, "ỦY BAN NHÂN DÂN", "superior", CENTRE),
    (FULL, "BAN CHỈ ĐẠO", "issuer", CENTRE),
    (FULL, "CỘNG HÒA", "country_name", CENTRE),
    (FULL, "Độc lập", "motto", CENTRE),
    (FULL, "Số: 1923/BC", "code", CENTRE),
    (FULL, "Khánh Hòa, ngày", "place_date", CENTRE),
    (FULL, "V/v triển khai", "subject_letter", CENTRE),
    (FULL, "THƯỢNG KHẨN", "urgency_mark", CENTRE),
    (FULL, "Kính gửi:", "addressees", LEFT),
    (FULL, "- Công an tỉnh.", "addressees", LEFT),
    (FULL, "Căn cứ Nghị định", "basis", BOTH),
    (FULL, "Phần I", "part", CENTRE),
    (FULL, "QUY ĐỊNH CHUNG", "part_title", CENTRE),
    (FULL, "I. MỤC ĐÍCH", "section", BOTH),
    (FULL, "Điều 1.", "article", BOTH),
    (FULL, "1. Đối tượng", "clause_title", BOTH),
    (FULL, "2. Tổ chức", "clause", BOTH),
    (FULL, "a) Trên", "point", BOTH),
    (FULL, "- Trên hệ thống", "body", BOTH),
    (FULL, "Đề nghị", "body", BOTH),
    (FULL, "(Nguồn:", "body", CENTRE),
    (FULL, "Nơi nhận:", "distribution_label", LEFT),
    (FULL, "- Như trên;", "distribution_item", LEFT),
    (FULL, "KT. TRƯỞNG BAN", "authority", CENTRE),
    (FULL, "PHÓ TRƯỞNG BAN", "authority", CENTRE),
    (FULL, "Nguyễn Văn A", "signer_name", CENTRE),
    (FULL, "Phụ lục I", "appendix_label", CENTRE),
    (FULL, "THÔNG BÁO KHẢO SÁT", "appendix_title", CENTRE),
    (FULL, "(Kèm theo", "appendix_reference", CENTRE),
    (FULL, "Sở Nội vụ", "signer_name", CENTRE),
    (FULL, "LƯU HÀNH NỘI BỘ", "circulation_mark", CENTRE),
    (FULL, "Số 01 đường", "contact", CENTRE),
    (NAMED, "BÁO CÁO", "type_name", CENTRE),
    (NAMED, "Kết quả khảo sát", "subject_named", CENTRE),
    (DIRECTED, "Kính gửi: Ủy ban nhân dân tỉnh", "addressees", CENTRE),
]


@pytest.mark.parametrize(("content", "start", "element", "alignment"), ELEMENTS, ids=[one[1] for one in ELEMENTS])
def test_an_element_is_set_as_the_law_asks(content, start, element, alignment):
    paragraph, rule = found(content, start), LAW.element(element)
    family, size, bold, italic = look(paragraph)
    assert family == LAW.page.font_family == "Times New Roman"
    assert rule.size_pt.holds(size)
    assert size == STYLE.house.size_pt(element)
    assert (bold, italic) == (rule.bold, rule.italic)
    assert resolved(paragraph, "alignment") == alignment
    if rule.uppercase:
        words = paragraph.text.removeprefix("I. ")
        assert words == words.upper()


def test_runs_are_bold_and_italic_as_given_and_links_lead_out():
    document = opened(FULL)
    paragraph = next(one for one in all_paragraphs(document) if one.text.startswith("Thực hiện"))
    looks = [(run.text, bool(run.bold), bool(run.italic)) for run in paragraph.runs]
    assert ("Kế hoạch", True, False) in looks
    assert (" khảo sát, ", False, True) in looks
    assert ("rất khẩn", True, True) in looks
    (link,) = paragraph.hyperlinks
    assert (link.text, link.address) == ("trang khảo sát", "https://example.org/khao-sat?a=1&b=2")


def test_no_font_of_a_theme_and_no_other_font_is_named():
    for content in (FULL, NAMED):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert not [name for name in file.namelist() if "theme" in name]
            parts = {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}
        assert "Theme=" not in "".join(parts.values())
        document = opened(content)
        for fonts in document.styles.element.iter(qn("w:rFonts")):
            assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert not list(document.element.iter(qn("w:rFonts")))


def test_every_paragraph_has_a_style_of_ours():
    for name, letter in LETTERS.items():
        unstyled = [one.text for one in all_paragraphs(opened(letter_docx(letter))) if one.style.name == "Normal"]
        # A paragraph that only ends a section says nothing.
        assert not [text for text in unstyled if text], name


def test_the_page_is_a4_within_the_margins_of_the_law():
    rule = LAW.page
    for section in opened(FULL).sections:
        assert (
            (round(section.page_width.mm), round(section.page_height.mm))
            == (rule.width_mm, rule.height_mm)
            == (210, 297)
        )
        assert rule.margin_top_mm.holds(section.top_margin.mm, 0.05)
        assert rule.margin_bottom_mm.holds(section.bottom_margin.mm, 0.05)
        assert rule.margin_left_mm.holds(section.left_margin.mm, 0.05)
        assert rule.margin_right_mm.holds(section.right_margin.mm, 0.05)


def test_prose_has_the_indent_gap_and_line_spacing_of_the_law():
    for start in ("Đề nghị", "Căn cứ", "2. Tổ chức", "a) Trên", "- Trên", "1. Đối tượng", "I. MỤC ĐÍCH"):
        paragraph = found(FULL, start)
        assert LAW.measures["body_indent_mm_options"].holds(resolved(paragraph, "first_line_indent").mm, 0.05)
        gap = resolved(paragraph, "space_before").pt + resolved(paragraph, "space_after").pt
        assert LAW.measures["body_paragraph_gap_pt"].holds(gap)
        assert LAW.measures["body_line_spacing"].holds(resolved(paragraph, "line_spacing"))


def test_the_heading_is_single_spaced_and_the_subject_stands_six_points_under_the_number():
    for start in ("CỘNG HÒA", "Độc lập", "ỦY BAN", "BAN CHỈ ĐẠO"):
        assert resolved(found(FULL, start), "line_spacing") == 1.0
    assert LAW.measures["subject_letter_gap_pt"].holds(resolved(found(FULL, "V/v"), "space_before").pt)


def test_number_and_day_stand_on_lines_of_one_height():
    number, day = found(FULL, "Số: 1923/BC"), found(FULL, "Khánh Hòa, ngày")
    for name in ("line_spacing_rule", "line_spacing", "space_before"):
        assert resolved(number, name) == resolved(day, name)
    assert resolved(number, "line_spacing_rule") == WD_LINE_SPACING.EXACTLY


def rule_after(content, start):
    """Length of the drawn line under the paragraph that starts so, and the width of its column."""
    element = found(content, start)._p
    line = element.getnext()
    assert line.find(qn("w:pPr")).find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    indent = line.find(qn("w:pPr")).find(qn("w:ind"))
    sides = [int(indent.get(qn(f"w:{side}"))) / 1440 * 25.4 for side in ("left", "right")]
    assert sides[0] == sides[1]
    cell = element.getparent()
    width = STYLE.text_width_mm
    if cell.tag == qn("w:tc"):
        width = int(cell.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) / 1440 * 25.4
    return width - sum(sides)


def test_the_line_under_the_issuer_is_a_third_to_a_half_of_its_last_line():
    last = found(FULL, "BAN CHỈ ĐẠO").text.split("\n")[-1]
    ratio = rule_after(FULL, "BAN CHỈ ĐẠO") / text_width_mm(last, STYLE.text("issuer").size_pt, style="bold")
    assert LAW.measures["issuer_rule_ratio"].holds(ratio)


def test_the_line_under_the_motto_is_as_long_as_the_motto():
    motto = LAW.fixed_text("motto")
    length = rule_after(FULL, "Độc lập")
    assert length == pytest.approx(text_width_mm(motto, STYLE.text("motto").size_pt, style="bold"), abs=0.1)


def test_the_line_under_the_subject_of_a_named_type_is_a_third_to_a_half_of_its_last_line():
    last = found(NAMED, "Kết quả khảo sát").text.split("\n")[-1]
    length = rule_after(NAMED, "Kết quả khảo sát")
    ratio = length / text_width_mm(last, STYLE.text("subject_named").size_pt, style="bold")
    assert LAW.measures["subject_rule_ratio"].holds(ratio)


def test_the_address_line_stands_under_a_line_across_the_page():
    properties = found(FULL, "Số 01 đường")._p.find(qn("w:pPr"))
    assert properties.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    assert properties.find(qn("w:ind")) is None


def test_the_mark_of_urgency_is_a_red_box_of_the_width_of_the_law():
    properties = found(FULL, "THƯỢNG KHẨN")._p.find(qn("w:pPr"))
    edges = list(properties.find(qn("w:pBdr")))
    assert [edge.tag for edge in edges] == [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
    assert {edge.get(qn("w:color")) for edge in edges} == {"FF0000"}
    indent = properties.find(qn("w:ind"))
    sides = sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right")) / 1440 * 25.4
    # The border stands 4 pt outside its paragraph on each side and is 1 pt thick.
    outer = STYLE.text_width_mm - sides + 2 * 5 / 72 * 25.4
    assert outer == pytest.approx(LAW.mark(Urgency.THUONG_KHAN).width_mm, abs=0.1)
    (run,) = [one for one in found(FULL, "THƯỢNG KHẨN").runs if one.text]
    assert str(run.font.color.rgb) == "FF0000"


def test_the_page_number_stands_in_the_top_margin_from_page_two():
    for section in opened(FULL).sections:
        assert section.different_first_page_header_footer
        header = section.header
        assert "PAGE" in header._element.xml
        (paragraph,) = header.paragraphs
        assert paragraph.style.font.size.pt == STYLE.house.size_pt("page_number")
        assert LAW.element("page_number").size_pt.holds(paragraph.style.font.size.pt)
        assert paragraph.style.paragraph_format.alignment == CENTRE
        assert "PAGE" not in section.first_page_header._element.xml
        assert section.header_distance < section.top_margin


def test_each_appendix_is_a_section_that_counts_from_one_without_the_marks_of_page_one():
    sections = list(opened(FULL).sections)
    assert len(sections) == 3
    for section in sections:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    letter, *appendices = sections
    assert "LƯU HÀNH" in letter.first_page_header._element.xml
    assert "Trần Phú" in letter.first_page_footer._element.xml
    for section in appendices:
        assert "LƯU HÀNH" not in section.first_page_header._element.xml
        assert "Trần Phú" not in section.first_page_footer._element.xml


def test_the_language_is_vietnamese():
    normal = opened(FULL).styles["Normal"].element
    assert normal.find(qn("w:rPr")).find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_a_table_fills_the_text_width_and_repeats_its_head():
    table = opened(FULL).tables[2]
    widths = [column.width for column in table.columns]
    assert sum(widths) == pytest.approx(Mm(STYLE.text_width_mm), abs=Mm(0.2))
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert all(row._tr.trPr.xpath("w:cantSplit") for row in table.rows)
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [
        WD_ALIGN_PARAGRAPH.CENTER,
        WD_ALIGN_PARAGRAPH.LEFT,
        WD_ALIGN_PARAGRAPH.RIGHT,
    ]


def test_pictures_have_their_size_and_their_words():
    image, code = opened(FULL).inline_shapes
    assert (round(image.width.mm), round(image.height.mm)) == (60, 40)
    assert (round(code.width.mm), round(code.height.mm)) == (30, 30)
    assert [shape._inline.docPr.get("descr") for shape in (image, code)] == [
        "Biểu đồ kết quả",
        "Mã QR của phiếu khảo sát",
    ]


@pytest.mark.parametrize(
    "last", [BLOCKS[-1], TABLE, *[b for b in BLOCKS if not isinstance(b, Paragraph) and b is not TABLE]]
)
def test_the_last_block_is_kept_with_the_signature(last):
    element = opened(letter_docx(simple(body("Mở đầu."), last))).element.body
    tables = list(element.iterchildren(qn("w:tbl")))
    foot = tables[-1]
    between = foot.getprevious()
    assert not "".join(between.itertext()).strip()
    closing = between.getprevious()
    rows = list(closing.iter(qn("w:tr")))
    paragraphs = list(rows[-1].iter(qn("w:p"))) if rows else [closing]
    for paragraph in [*paragraphs, between]:
        assert paragraph.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
    (row,) = foot.iterchildren(qn("w:tr"))
    assert row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None


def test_headings_are_kept_with_what_follows():
    for start in ("Phần I", "QUY ĐỊNH CHUNG", "I. MỤC ĐÍCH", "Điều 1.", "1. Đối tượng", "Phụ lục I"):
        assert resolved(found(FULL, start), "keep_with_next")


def test_tables_do_not_touch_each_other_or_the_end_of_the_text():
    twice = simple(TABLE, TABLE, body("Hết./."), appendices=LETTERS["everything"].appendices)
    element = opened(letter_docx(twice)).element.body
    for table in element.iterchildren(qn("w:tbl")):
        assert table.getnext().tag == qn("w:p")


def test_the_roles_of_the_model_all_have_a_style():
    for role in Role:
        assert found(letter_docx(simple(body("Nội dung thử", role), body("Hết."))), "N").style.name.startswith("VB ")
