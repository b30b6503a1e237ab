"""The letter of ``right_letters``, right in every respect, built in the ways of other people and other software."""

import io
import re
from copy import deepcopy
from unittest.mock import patch

import docx
import foreign_letters as made
import right_letters as right
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

ISSUER_RULE_MM = right.text_width_mm(made.ISSUER, 12, style="bold") * 0.4
MOTTO_RULE_MM = right.text_width_mm(made.MOTTO, 13, style="bold")
SUBJECT = "V/v khảo sát mức độ hài lòng"
HEAD_RELATION = f'<Relationship Id="h" Type="{made.R}/header" Target="header1.xml"/>'
STYLE_RELATION = f'<Relationship Id="s" Type="{made.R}/styles" Target="styles.xml"/>'


def by_python_library():
    """python-docx: tables of its default template, every run set by hand, the rules as borders of empty paragraphs."""
    made_by = docx.Document()
    section = made_by.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    _field(_line(section.header.add_paragraph(), "", align=ALIGN.CENTER))

    left, right_cell = _cells(made_by)
    _line(left.paragraphs[0], right_letter_superior(), size=12, align=ALIGN.CENTER)
    _line(left.add_paragraph(), made.ISSUER, size=12, bold=True, align=ALIGN.CENTER)
    _border(left.add_paragraph(), right.LEFT_MM, ISSUER_RULE_MM)
    _line(left.add_paragraph(), made.CODE, size=13, align=ALIGN.CENTER)
    _line(left.add_paragraph(), SUBJECT, size=12, align=ALIGN.CENTER, before=6)
    _line(right_cell.paragraphs[0], made.COUNTRY, size=12, bold=True, align=ALIGN.CENTER)
    _line(right_cell.add_paragraph(), made.MOTTO, size=13, bold=True, align=ALIGN.CENTER)
    _border(right_cell.add_paragraph(), right.RIGHT_MM, MOTTO_RULE_MM)
    _line(right_cell.add_paragraph(), made.PLACE, size=13, italic=True, align=ALIGN.CENTER)
    _line(made_by.add_paragraph(), "Kính gửi:", indent=30)
    for text in made.ADDRESSEES:
        _line(made_by.add_paragraph(), text, indent=52)
    for text in made.BODY:
        _line(made_by.add_paragraph(), text, align=ALIGN.JUSTIFY, first=12.7, before=6)
    left, right_cell = _cells(made_by)
    _line(left.paragraphs[0], made.LABEL, size=12, bold=True, italic=True)
    for text in made.LISTED:
        _line(left.add_paragraph(), text, size=11)
    _line(right_cell.paragraphs[0], made.SIGNING[0], bold=True, align=ALIGN.CENTER)
    for text in (*made.SIGNING[1:], "", "", "", made.NAME):
        _line(right_cell.add_paragraph(), text, bold=True, align=ALIGN.CENTER)
    saved = io.BytesIO()
    made_by.save(saved)
    return saved.getvalue()


def right_letter_superior():
    return "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA"


def _cells(made_by):
    table = made_by.add_table(1, 2)
    table.autofit = False
    for column, width in zip(table.columns, (right.LEFT_MM, right.RIGHT_MM), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table.rows[0].cells


def _line(paragraph, text, *, size=14, bold=False, italic=False, align=None, **room):
    layout = paragraph.paragraph_format
    layout.alignment = align
    layout.space_before, layout.space_after = Pt(room.get("before", 0)), Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.left_indent, layout.first_line_indent = Mm(room.get("indent", 0)), Mm(room.get("first", 0))
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), "Times New Roman"
    run._r.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    return paragraph


def _border(paragraph, column_mm, length_mm):
    inside = (column_mm - 3.8 - length_mm) / 2
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(inside)
    paragraph.paragraph_format.space_after = Pt(0)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    top.set(qn("w:val"), "single")
    top.set(qn("w:sz"), "6")
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _field(paragraph):
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    run.insert(0, deepcopy(paragraph.runs[0]._r.rPr))


def by_script_library():
    """As JavaScript libraries write: looks on every run, a field in one run, widths of cells in per cent, no grid."""
    font = '<w:rFonts w:ascii="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman"/>'

    def script(xml):
        seen = re.sub(r"<w:rPr>((?:<w:[bi]/>)*)</w:rPr>", r'<w:rPr>\1<w:sz w:val="28"/></w:rPr>', xml)
        seen = seen.replace("<w:b/>", "<w:b/><w:bCs/>").replace("<w:i/>", "<w:i/><w:iCs/>")
        return seen.replace("<w:rPr>", f"<w:rPr>{font}")

    def halves(left, there, share):
        wide = '<w:tcW w:type="pct" w:w="{}%"/>'
        none = "".join(f'<w:{side} w:val="none" w:sz="0"/>' for side in ("top", "left", "bottom", "right"))
        margins = '<w:tblCellMar><w:left w:type="dxa" w:w="0"/><w:right w:type="dxa" w:w="0"/></w:tblCellMar>'
        return made.table(
            made.row(made.cell(left, wide.format(share)), made.cell(there, wide.format(100 - share))),
            grid=(100, 100),
            properties=f'<w:tblW w:type="pct" w:w="100%"/><w:tblBorders>{none}</w:tblBorders>{margins}',
        )

    column = 160 / 2
    left = right.HEAD_LEFT.replace(right.rule(right.LEFT_MM, ISSUER_RULE_MM), right.rule(column, ISSUER_RULE_MM))
    there = right.HEAD_RIGHT.replace(right.rule(right.RIGHT_MM, MOTTO_RULE_MM), right.rule(column, MOTTO_RULE_MM))
    body = halves(left, there, 50) + right.ADDRESSED + right.BODY + halves(right.FOOT_LEFT, right.FOOT_RIGHT, 50)
    number = (
        f'<w:hdr {made.SPACES}><w:p><w:pPr>{made.CENTRE}</w:pPr><w:r><w:rPr>{font}<w:sz w:val="28"/></w:rPr>'
        '<w:fldChar w:fldCharType="begin"/><w:instrText xml:space="preserve">PAGE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
    )
    return made.package(
        made.document(script(body) + right.SECTION),
        parts=(("word/header1.xml", number),),
        relations=HEAD_RELATION,
    )


def by_styles():
    """Nothing set on a paragraph or run: styles that inherit, the font of the theme, margins of a table style."""
    looks = {
        "Chinh": ("Normal", '<w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>', ""),
        "Giua": ("Normal", made.CENTRE, '<w:sz w:val="24"/>'),
        "Giua13": ("Giua", "", '<w:sz w:val="26"/>'),
        "Giua14": ("Giua", "", '<w:sz w:val="28"/><w:b/>'),
        "GiuaDam": ("Giua", "", "<w:b/>"),
        "GiuaDam13": ("Giua13", "", "<w:b/>"),
        "Nghieng13": ("Giua13", "", "<w:i/>"),
        "TrichYeu": ("Giua", '<w:spacing w:before="120"/>', ""),
        "KinhGui": ("Normal", '<w:ind w:left="1701"/>', ""),
        "NoiKinhGui": ("KinhGui", '<w:ind w:left="2950"/>', ""),
        "NoiNhan": ("Normal", "", '<w:sz w:val="24"/><w:b/><w:i/>'),
        "DongNoiNhan": ("Normal", "", '<w:sz w:val="22"/>'),
    }
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{parent}"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        for name, (parent, paragraph, run) in looks.items()
    )
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
        '<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:styleId="Cot"><w:name w:val="Cột"/><w:tblPr><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )

    def styled(text, name):
        return made.p(text, f'<w:pStyle w:val="{name}"/>')

    def columns(left, there):
        grid = (round(right.LEFT_MM * right.TWIPS), round(right.RIGHT_MM * right.TWIPS))
        return made.table(
            made.row(made.cell(left), made.cell(there)), grid=grid, properties='<w:tblStyle w:val="Cot"/>'
        )

    head = columns(
        styled(right_letter_superior(), "Giua")
        + styled(made.ISSUER, "GiuaDam")
        + right.rule(right.LEFT_MM, ISSUER_RULE_MM)
        + styled(made.CODE, "Giua13")
        + styled(SUBJECT, "TrichYeu"),
        styled(made.COUNTRY, "GiuaDam")
        + styled(made.MOTTO, "GiuaDam13")
        + right.rule(right.RIGHT_MM, MOTTO_RULE_MM)
        + styled(made.PLACE, "Nghieng13"),
    )
    foot = columns(
        styled(made.LABEL, "NoiNhan") + "".join(styled(text, "DongNoiNhan") for text in made.LISTED),
        "".join(styled(text, "Giua14") for text in (*made.SIGNING, "", "", "", made.NAME)),
    )
    body = styled("Kính gửi:", "KinhGui") + "".join(styled(text, "NoiKinhGui") for text in made.ADDRESSEES)
    body += "".join(styled(text, "Chinh") for text in made.BODY)
    return made.package(
        made.document(head + body + foot + right.SECTION),
        parts=(
            ("word/styles.xml", f"<w:styles {made.SPACES}>{defaults}{styles}</w:styles>"),
            ("word/theme/theme1.xml", made.THEME),
            ("word/header1.xml", right.PAGE),
        ),
        relations=STYLE_RELATION
        + HEAD_RELATION
        + f'<Relationship Id="t" Type="{made.R}/theme" Target="theme/theme1.xml"/>',
    )


def with_numbers_by_word():
    """Word's own numbering: khoản, and the dashes of Kính gửi and Nơi nhận, are not in the text at all."""
    levels = ((1, "decimal", "%1."), (2, "bullet", "-"))
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{one}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
        for one, kind, text in levels
    ) + "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one, _, _ in levels)

    def numbered(number, text, properties="", look=""):
        mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return made.p(text.removeprefix("- "), f"{mark}{properties}", look)

    prose = f'<w:spacing w:before="120"/><w:ind w:firstLine="720"/>{made.JUSTIFIED}'
    body = "".join(
        numbered(1, text[3:], prose) if text[:2] in {"1.", "2."} else made.p(text, prose) for text in made.BODY
    )
    addressed = made.p("Kính gửi:", '<w:ind w:left="1701"/>')
    addressed += "".join(numbered(2, text, '<w:ind w:left="2950" w:firstLine="0"/>') for text in made.ADDRESSEES)
    mark = f"<w:rPr>{right.size(11)}</w:rPr>"  # Word takes the look of a bullet from the mark that ends the paragraph
    listed = "".join(numbered(2, text, mark, right.size(11)) for text in made.LISTED)
    foot = right._columns(made.p(made.LABEL, "", right.size(12, made.BOLD + made.ITALIC)) + listed, right.FOOT_RIGHT)
    return made.package(
        made.document(right._columns(right.HEAD_LEFT, right.HEAD_RIGHT) + addressed + body + foot + right.SECTION),
        parts=(
            ("word/styles.xml", right.STYLES),
            ("word/header1.xml", right.PAGE),
            ("word/numbering.xml", f"<w:numbering {made.SPACES}>{numbering}</w:numbering>"),
        ),
        relations=STYLE_RELATION
        + HEAD_RELATION
        + f'<Relationship Id="n" Type="{made.R}/numbering" Target="numbering.xml"/>',
    )


def with_old_boxes():
    """Text boxes of the old drawing language (VML), without an inset."""

    def box(content, left_mm, width_mm):
        points = 72 / 25.4
        return (
            f'<w:r><w:pict><v:rect style="position:absolute;margin-left:{left_mm * points:.1f}pt;margin-top:0;'
            f'width:{width_mm * points:.1f}pt;height:90pt" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>'
            f"{content}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        )

    def boxes(left, there):
        return f"<w:p>{box(left, 0, right.LEFT_MM)}{box(there, right.LEFT_MM, right.RIGHT_MM)}</w:p>"

    return right._package(boxes(right.HEAD_LEFT, right.HEAD_RIGHT), boxes(right.FOOT_LEFT, right.FOOT_RIGHT))


def with_frames():
    """Paragraphs in frames, as WordPerfect and older Word set things side by side."""

    def framed(content, left_mm, width_mm):
        frame = (
            f'<w:framePr w:w="{round(width_mm * right.TWIPS)}" w:hSpace="0" w:wrap="around" w:vAnchor="text" '
            f'w:hAnchor="margin" w:x="{round(left_mm * right.TWIPS)}" w:y="1"/>'
        )
        return content.replace("<w:pPr>", f"<w:pPr>{frame}")

    def pair(left, there):
        return framed(left, 0, right.LEFT_MM) + framed(there, right.LEFT_MM, right.RIGHT_MM)

    return right._package(pair(right.HEAD_LEFT, right.HEAD_RIGHT), pair(right.FOOT_LEFT, right.FOOT_RIGHT))


def with_a_table_in_a_table():
    """The whole head in one cell of a table that holds another."""
    inner = right._columns(right.HEAD_LEFT, right.HEAD_RIGHT)
    none = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    grid = (round((right.LEFT_MM + right.RIGHT_MM) * right.TWIPS),)
    outer = made.table(made.row(made.cell(inner + "<w:p/>")), grid=grid, properties=none)
    return right._package(outer, right._columns(right.FOOT_LEFT, right.FOOT_RIGHT))


def with_rows_for_every_line():
    """A table with a row for each line of the head, as those type who fear that columns shift."""
    lefts, theirs = (content.split("</w:p>")[:-1] for content in (right.HEAD_LEFT, right.HEAD_RIGHT))
    rows = []
    for at in range(max(len(lefts), len(theirs))):
        cells = (f"{side[at]}</w:p>" if at < len(side) else "<w:p/>" for side in (lefts, theirs))
        rows.append(made.row(*(made.cell(content) for content in cells)))
    none = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    grid = (round(right.LEFT_MM * right.TWIPS), round(right.RIGHT_MM * right.TWIPS))
    return right._package(
        made.table(*rows, grid=grid, properties=none), right._columns(right.FOOT_LEFT, right.FOOT_RIGHT)
    )


def with_recipients_after_line_breaks():
    """Kính gửi and its recipients in one paragraph, set under each other by line breaks and tabs."""
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{round(52 * right.TWIPS)}"/></w:tabs>'
    words = "Kính gửi:\n" + "\n".join(f"\t{text}" for text in made.ADDRESSEES)
    with patch.object(right, "ADDRESSED", made.p(words, f'{stop}<w:ind w:left="1701"/>')):
        return right.by_tables()


def in_the_strict_kind():
    """ISO/IEC 29500 Strict, as Word writes it when asked to: other names, and lengths with their unit."""
    with patch.object(made, "SPACES", made.SPACES.replace(made.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")):
        return right._package(
            right._columns(right.HEAD_LEFT, right.HEAD_RIGHT), right._columns(right.FOOT_LEFT, right.FOOT_RIGHT)
        )


def with_pieces_of_runs():
    """Every few letters a run of their own, with marks of spelling and revision, as years of editing leave them."""

    def broken(text):
        return "".join(
            f'<w:r><w:rPr>{{0}}</w:rPr><w:t xml:space="preserve">{text[at : at + 7]}</w:t></w:r><w:proofErr w:type="spellStart"/>'
            for at in range(0, len(text), 7)
        )

    def p(text, properties="", run=""):
        if "\t" in text or "\n" in text or not text:
            return ORIGINAL(text, properties, run)
        return f"<w:p><w:pPr>{properties}</w:pPr>{broken(text).replace('{0}', run)}</w:p>"

    with patch.object(made, "p", p):
        body = "".join(
            p(text, f'<w:spacing w:before="120"/><w:ind w:firstLine="720"/>{made.JUSTIFIED}') for text in made.BODY
        )
        foot = p(made.LABEL, "", right.size(12, made.BOLD + made.ITALIC))
        foot += "".join(p(text, "", right.size(11)) for text in made.LISTED)
        with patch.object(right, "BODY", body):
            return right._package(
                right._columns(right.HEAD_LEFT, right.HEAD_RIGHT), right._columns(foot, right.FOOT_RIGHT)
            )


ORIGINAL = made.p
WAYS = (
    by_python_library,
    by_script_library,
    by_styles,
    with_numbers_by_word,
    with_old_boxes,
    with_frames,
    with_a_table_in_a_table,
    with_rows_for_every_line,
    with_recipients_after_line_breaks,
    in_the_strict_kind,
    with_pieces_of_runs,
)
