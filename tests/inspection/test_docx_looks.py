"""How text looks and where it stands in a DOCX: styles, themes, toggles, lists, fields, boxes and lengths."""

import zipfile
from xml.etree import ElementTree as ET

import foreign_letters as made
import pytest

from vanban.domain.judging.inspected import Element, Story
from vanban.inspection.docx.inspect import inspect_docx


@pytest.fixture
def inspected(tmp_path):
    def inspect(body, *, styles="", numbering="", theme="", parts=(), relations=""):
        pieces = [("styles", styles), ("numbering", numbering), ("theme", theme)]
        content = made.package(
            made.document(body),
            parts=(*((f"word/{name}.xml", xml) for name, xml in pieces if xml), *parts),
            relations=relations
            + "".join(f'<Relationship Id="{n}" Type="{made.R}/{n}" Target="{n}.xml"/>' for n, xml in pieces if xml),
        )
        path = tmp_path / "thu.docx"
        path.write_bytes(content)
        return inspect_docx(path)

    return inspect


def styles(inner, *, defaults=""):
    return f"<w:styles {made.SPACES}><w:docDefaults>{defaults}</w:docDefaults>{inner}</w:styles>"


def style(style_id, inner, *, kind="paragraph", based_on="", default=False):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}>{base}{inner}</w:style>'


def only_run(inspection):
    (line,) = inspection.lines
    (run,) = line.runs
    return run


def test_what_the_file_does_not_tell_is_not_made_up(inspected):
    found = inspected(made.p("chữ"))
    run = only_run(found)
    assert (run.font, run.size_pt, run.colour, run.bold) == ("", None, "auto", False)
    assert any("cỡ" in limit for limit in found.limits)


def test_defaults_chain_character_style_and_direct_setting_override_each_other_in_that_order(inspected):
    sheet = styles(
        style("Goc", '<w:rPr><w:sz w:val="24"/><w:color w:val="ff0000"/></w:rPr>', default=True)
        + style("Con", '<w:rPr><w:sz w:val="26"/></w:rPr>', based_on="Goc")
        + style("Chu", '<w:rPr><w:sz w:val="28"/></w:rPr>', kind="character"),
        defaults='<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="20"/></w:rPr></w:rPrDefault>',
    )
    con, chu, direct = '<w:pStyle w:val="Con"/>', '<w:rStyle w:val="Chu"/>', '<w:sz w:val="30"/>'
    found = inspected(
        made.p("a") + made.p("a", con) + made.p("a", con, chu) + made.p("a", con, chu + direct), styles=sheet
    )
    assert [line.runs[0].size_pt for line in found.lines] == [12.0, 13.0, 14.0, 15.0]
    assert {(line.runs[0].font, line.runs[0].colour) for line in found.lines} == {("Arial", "FF0000")}


def test_a_theme_font_is_followed_and_a_direct_font_wins(inspected):
    sheet = styles(
        "",
        defaults='<w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:ascii="X"/></w:rPr></w:rPrDefault>',
    )
    direct = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    found = inspected(made.p("a") + made.p("a", run=direct), styles=sheet, theme=made.THEME)
    assert [line.runs[0].font for line in found.lines] == ["Arial", "Times New Roman"]


def test_letters_with_marks_may_have_a_font_of_their_own(inspected):
    found = inspected(made.p("aộb", run='<w:rFonts w:ascii="Times New Roman" w:hAnsi="Arial"/>'))
    assert [(run.text, run.font) for run in found.lines[0].runs] == [
        ("a", "Times New Roman"),
        ("ộ", "Arial"),
        ("b", "Times New Roman"),
    ]


@pytest.mark.parametrize(
    ("paragraph", "character", "expected"), [("", "", False), ("<w:b/>", "", True), ("<w:b/>", "<w:b/>", False)]
)
def test_bold_in_a_bold_style_is_not_bold(inspected, paragraph, character, expected):
    sheet = styles(
        style("P", f"<w:rPr>{paragraph}</w:rPr>") + style("C", f"<w:rPr>{character}</w:rPr>", kind="character")
    )
    found = inspected(made.p("a", '<w:pStyle w:val="P"/>', '<w:rStyle w:val="C"/>'), styles=sheet)
    assert only_run(found).bold is expected


def test_direct_bold_off_takes_bold_away(inspected):
    sheet = styles(style("P", "<w:rPr><w:b/></w:rPr>"))
    found = inspected(made.p("a", '<w:pStyle w:val="P"/>', '<w:b w:val="0"/>'), styles=sheet)
    assert not only_run(found).bold


def test_a_table_style_sets_its_cells_and_its_first_row(inspected):
    sheet = styles(
        style(
            "B",
            '<w:rPr><w:sz w:val="22"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>',
            kind="table",
        )
    )
    rows = (made.row(made.cell(made.p("đầu")), made.cell(made.p("đầu"))), made.row(made.cell(made.p("sau"))))
    table = made.table(*rows, properties='<w:tblStyle w:val="B"/><w:tblLook w:val="0020"/>')
    found = inspected(table, styles=sheet)
    assert [(line.runs[0].size_pt, line.runs[0].bold) for line in found.lines] == [
        (11.0, True),
        (11.0, True),
        (11.0, False),
    ]


def test_capitals_that_a_style_makes_are_what_is_seen(inspected):
    assert only_run(inspected(made.p("Sở Nội vụ", run="<w:caps/>"))).text == "SỞ NỘI VỤ"


def test_hidden_deleted_and_field_codes_are_not_seen(inspected):
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ d</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>05</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> tháng</w:t><w:noBreakHyphen/><w:t>x\u00a0y</w:t></w:r></w:p>'
    )
    assert only_run(inspected(body)).text == "05 tháng-x y"


@pytest.mark.parametrize(
    "mark", ['<w:shd w:fill="FFFF00"/>', '<w:highlight w:val="yellow"/>', "<w14:glow/>", "<w:shadow/>", "<w:outline/>"]
)
def test_shading_highlights_and_effects_are_told(inspected, mark):
    assert only_run(inspected(made.p("a", run=mark))).shaded


@pytest.mark.parametrize(
    "properties", ['<w:tcPr><w:shd w:fill="EEEEEE"/></w:tcPr>', '<w:tcPr><w:shd w:fill="auto" w:val="clear"/></w:tcPr>']
)
def test_the_fill_of_a_cell_shades_its_text(inspected, properties):
    table = made.table(f"<w:tr><w:tc>{properties}{made.p('a')}</w:tc></w:tr>")
    assert inspected(table).lines[0].runs[0].shaded is ("EEEEEE" in properties)


@pytest.mark.parametrize(
    ("spacing", "lines"),
    [
        ('w:line="360"', 1.5),
        ('w:line="360" w:lineRule="auto"', 1.5),
        ('w:line="322" w:lineRule="exact"', pytest.approx(16.1 / (14 * 1.149), abs=0.001)),
        ('w:line="200" w:lineRule="atLeast"', 1.0),
        ('w:after="120"', 1.0),
    ],
)
def test_line_spacing_is_told_in_lines(inspected, spacing, lines):
    found = inspected(made.p("a", f"<w:spacing {spacing}/>", '<w:sz w:val="28"/>'))
    assert found.lines[0].line_spacing == lines


def test_distances_are_told_in_points_and_millimetres(inspected):
    found = inspected(
        made.p("a", '<w:spacing w:before="120" w:after="60"/><w:ind w:left="567" w:hanging="283"/><w:jc w:val="both"/>')
    )
    (line,) = found.lines
    assert (line.space_before_pt, line.space_after_pt, line.align) == (6.0, 3.0, "justify")
    assert (line.indent_mm, line.first_line_indent_mm) == (10.0, -4.99)


def test_gaps_between_paragraphs_of_one_style_may_be_closed(inspected):
    near = '<w:spacing w:after="160"/><w:contextualSpacing/>'
    found = inspected(made.p("a", near) + made.p("b", near) + made.p("c", '<w:pStyle w:val="X"/>' + near))
    assert [line.space_after_pt for line in found.lines] == [0.0, 8.0, 8.0]


NUMBERING = f"""<w:numbering {made.SPACES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf02d"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%4"/><w:suff w:val="nothing"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def listed(level, text, list_id=1):
    return made.p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_that_word_counts_stand_in_the_text(inspected):
    body = (
        listed(0, "một")
        + listed(1, "a")
        + listed(1, "b")
        + listed(2, "gạch")
        + listed(0, "hai")
        + listed(1, "lại")
        + listed(3, "La Mã")
        + listed(0, "mới", 2)
        + listed(0, "", 1)
        + listed(0, "không", 0)
    )
    found = inspected(body, numbering=NUMBERING)
    assert [line.text for line in found.lines] == [
        "1. một", "a) a", "b) b", "- gạch", "2. hai", "a) lại", "2.ILa Mã", "1. mới", "không",
    ]  # fmt: skip
    assert found.lines[0].runs[0].bold
    assert found.lines[3].runs[0].font == ""
    assert (found.lines[0].indent_mm, found.lines[0].first_line_indent_mm) == (12.7, -6.35)


def header(inner):
    return f"<w:hdr {made.SPACES}>{inner}</w:hdr>"


PAGE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("setting", "content", "expected"),
    [
        ("<w:titlePg/>", f"<w:p>{PAGE}</w:p>", (True, "2", ["2"])),
        ("", f"<w:p>{PAGE}</w:p>", (False, "1", ["2"])),
        ("<w:titlePg/>", '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>', (True, "2", ["2"])),
        ("<w:titlePg/>", "<w:p><w:r><w:pgNum/></w:r></w:p>", (True, "2", ["2"])),
        ('<w:titlePg/><w:pgNumType w:start="4" w:fmt="lowerRoman"/>', f"<w:p>{PAGE}</w:p>", (True, "v", ["v"])),
        ("<w:titlePg/>", f"<w:p><w:r><w:t>Trang </w:t></w:r>{PAGE}</w:p>", (True, "2", ["Trang 2"])),
        ("<w:titlePg/>", "<w:p/>", (True, "", [])),
    ],
)  # fmt: skip
def test_the_number_of_the_page_is_what_its_field_will_print(inspected, setting, content, expected):
    section = made.A4.replace("<w:pgSz", '<w:headerReference w:type="default" r:id="h"/><w:pgSz').replace(
        "</w:sectPr>", f"{setting}</w:sectPr>"
    )
    found = inspected(
        made.p("chữ") + section,
        parts=(("word/h.xml", header(content)),),
        relations=f'<Relationship Id="h" Type="{made.R}/header" Target="h.xml"/>',
    )
    (page,) = found.pages
    numbers = found.elements.get(Element.PAGE_NUMBER, ())
    assert (page.hides_first_number, page.number, [line.text for line in numbers]) == expected
    assert all(line.story is Story.HEADER for line in numbers)


def test_a_section_that_goes_on_counting_says_so(inspected):
    first = f"<w:p><w:pPr>{made.A4}</w:pPr></w:p>"
    found = inspected(
        made.p("a") + first + made.p("b") + made.A4.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    )
    assert [page.first_number for page in found.pages] == [1, None]
    assert [line.page for line in found.lines] == [1, 2]
    assert found.pages[1].width_mm > found.pages[1].height_mm


def test_a_nested_table_stands_inside_its_cell(inspected):
    inner = made.table(made.row(made.cell(made.p("trong")), made.cell(made.p("phải"))), grid=(1000, 1000))
    found = inspected(made.table(made.row(made.cell(made.p("trái")), made.cell(inner)), grid=(4535, 4536)) + made.A4)
    left, within, right = found.lines
    assert (left.column_from, left.column_to) == (0.0, pytest.approx(0.5, abs=0.001))
    assert within.column_from == pytest.approx(0.512, abs=0.002)
    assert within.column_to == right.column_from
    assert within.place == "bảng 2, hàng 1, ô 1"


def test_a_merged_cell_is_as_wide_as_its_columns(inspected):
    merged = made.cell(made.p("gộp"), '<w:gridSpan w:val="2"/>')
    table = made.table(made.row(merged, made.cell(made.p("sau"))), grid=(3000, 3000, 3071))
    found = inspected(table + made.A4)
    assert found.lines[0].column_to == found.lines[1].column_from == pytest.approx(6000 / 9071, abs=0.001)


def test_a_text_box_is_read_once_though_it_is_written_twice(inspected):
    found = inspected(f"<w:p>{made.text_box(made.p('trong khung'), 10, 50)}</w:p>")
    assert [line.text for line in found.lines] == ["trong khung"]
    assert found.lines[0].place == "khung chữ 1"


def test_a_frame_is_a_column(inspected):
    found = inspected(made.p("khung", '<w:framePr w:w="4000" w:x="5071" w:hAnchor="text"/>') + made.A4)
    assert found.lines[0].column_from == pytest.approx(5071 / 9071, abs=0.001)


def test_marks_of_one_cell_stand_in_a_box(inspected):
    table = made.table(
        f'<w:tr><w:trPr><w:trHeight w:val="454"/></w:trPr>{made.cell(made.p("HỎA TỐC"))}</w:tr>',
        grid=(1701,),
        properties='<w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/></w:tblBorders>',
    )
    (line,) = inspected(table).lines
    assert (line.boxed, line.box_width_mm, line.box_height_mm) == (True, 30.0, 8.01)


def test_an_anchor_finds_its_paragraph_again(inspected, tmp_path):
    inspected(made.p("một") + "<w:p/>" + made.table(made.row(made.cell(made.p("hai")))) + made.p("ba"))
    found = inspect_docx(tmp_path / "thu.docx")
    with zipfile.ZipFile(tmp_path / "thu.docx") as archive:
        for line in found.lines:
            part, _, place = line.anchor.partition("#")
            paragraphs = list(ET.fromstring(archive.read(part)).iter(f"{{{made.W}}}p"))  # noqa: S314  # our own bytes
            assert "".join(paragraphs[int(place)].itertext()) == line.text
