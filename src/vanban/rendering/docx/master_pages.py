"""Builds the Word masters: the same pages that a clerk could draw in Word, with docxtpl tags where text goes.

The masters are committed, so that an office can open and change them; this module is how they came to be, and
building them again gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from vanban.rendering.docx.package import Member, archive
from vanban.rendering.docx.styles import STYLES, StyleSpec
from vanban.rendering.metrics import text_width_mm
from vanban.rendering.style import PrintStyle
from vanban.rendering.templates import LETTER_MASTER, NAMED_MASTER

_KEPT_STYLES = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "No List"})
_UNUSED_RELATIONS = ("stylesWithEffects", "customXml", "numbering", "webSettings", "theme", "thumbnail")
"""What the library's own template carries and a letter does not need."""
_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_WORD_2013 = "15"
"""The compatibility mode under which Word opens a file without saying that it is old."""


def build_masters(folder: Path, style: PrintStyle) -> tuple[Path, ...]:
    """Writes the masters of both families into ``folder``."""
    written = []
    for name, named in ((LETTER_MASTER, False), (NAMED_MASTER, True)):
        path = folder / name
        path.write_bytes(master_bytes(style, named=named))
        written.append(path)
    return tuple(written)


def master_bytes(style: PrintStyle, *, named: bool) -> bytes:
    """A master of form 1.4 (``named``) or 1.5 as DOCX bytes."""
    document = docx.Document()
    _clear(document)
    _set_page(document, style)
    for spec in STYLES:
        _add_style(document, spec, style)
    _add_grid_style(document)
    _write_head(document, style, named=named)
    _write_addressees(document)
    _line(document, "{{p blocks }}", "VBNoiDung")
    _write_foot(document, style)
    _line(document, "{{p appendices }}", "VBNoiDung")
    _write_margins(document)
    return _reproducible(document)


def _clear(document: Document) -> None:
    """Drops the body, the styles and the parts of the library's own template; Normal and the defaults stay."""
    body = document.element.body
    for child in [one for one in body if one.tag != qn("w:sectPr")]:
        body.remove(child)
    for one in [one for one in document.styles if one.name not in _KEPT_STYLES]:
        one.delete()
    styles = document.styles.element
    for unused in ("w:latentStyles", "w:docDefaults"):
        styles.remove(styles.find(qn(unused)))
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED_RELATIONS)]:
            del relations[key]
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _set_page(document: Document, style: PrintStyle) -> None:
    section, house, page = document.sections[0], style.house, style.law.page
    section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
    section.top_margin, section.bottom_margin = Mm(house.margin_top_mm), Mm(house.margin_bottom_mm)
    section.left_margin, section.right_margin = Mm(house.margin_left_mm), Mm(house.margin_right_mm)
    section.header_distance = Mm(house.page_number_distance_mm)
    section.footer_distance = Mm(house.page_number_distance_mm)
    section.different_first_page_header_footer = True
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001  # no public way
    normal: Any = document.styles["Normal"]
    _set_font(normal.font, page.font_family)
    normal.font.size = Pt(style.text("body").size_pt)
    _set_language(normal.element)


def _set_font(font: Any, family: str) -> None:
    font.name = family
    fonts = font.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), family)
    font.color.rgb = RGBColor(0, 0, 0)


def _set_language(element: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    element.get_or_add_rPr().append(language)


def _add_style(document: Document, spec: StyleSpec, style: PrintStyle) -> None:
    added: Any = document.styles.add_style(spec.name, WD_STYLE_TYPE.PARAGRAPH)
    added.element.set(qn("w:styleId"), spec.style_id)
    added.base_style = document.styles["Normal"]
    added.quick_style = True
    layout = added.paragraph_format
    layout.space_before, layout.space_after = Pt(spec.space_before_pt), Pt(0)
    layout.line_spacing = 1.0
    layout.keep_with_next = spec.kept or None
    layout.widow_control = True
    layout.alignment = _ALIGNMENTS[spec.align]
    _set_look(added, spec, style)
    if spec.justified:
        layout.line_spacing = style.house.line_spacing
        layout.space_before = Pt(style.house.paragraph_gap_pt)
        if spec.align == "both":
            layout.first_line_indent = Mm(style.house.indent_mm)
    if spec.style_id in _LAYOUTS:
        _LAYOUTS[spec.style_id](layout, style)


def _set_look(added: Any, spec: StyleSpec, style: PrintStyle) -> None:
    if spec.element == "rule":
        added.font.size = Pt(1)
        return
    look = style.text("body" if spec.element == "table_cell" else spec.element)
    added.font.size = Pt(style.table_size_pt if spec.element == "table_cell" else look.size_pt)
    added.font.bold = look.bold or None
    added.font.italic = look.italic or None
    added.font.all_caps = None


def _subject_layout(layout: Any, style: PrintStyle) -> None:
    layout.space_before = Pt(style.house.subject_gap_pt)


def _addressee_label_layout(layout: Any, style: PrintStyle) -> None:
    layout.left_indent = Mm(style.house.addressee_indent_mm)


def _one_addressee_layout(layout: Any, style: PrintStyle) -> None:
    layout.left_indent = layout.right_indent = Mm(style.house.addressee_indent_mm / 2)


def _addressee_list_layout(layout: Any, style: PrintStyle) -> None:
    """Annex I, Part I, II.9.d: the dashes stand under each other, below the colon."""
    look = style.text("addressees")
    label = text_width_mm(style.law.fixed_text("addressee_label"), look.size_pt)
    _hang(layout, style.house.addressee_indent_mm + label, text_width_mm("- ", look.size_pt))


def _distribution_layout(layout: Any, style: PrintStyle) -> None:
    _hang(layout, 0, text_width_mm("- ", style.text("distribution_item").size_pt))


def _hang(layout: Any, dash_mm: float, dash_width_mm: float) -> None:
    """A list whose folded lines start where the words after the dash do."""
    layout.left_indent, layout.first_line_indent = Mm(dash_mm + dash_width_mm), Mm(-dash_width_mm)


def _contact_layout(layout: Any, style: PrintStyle) -> None:
    """The footer stands in the bottom margin; room under the line lifts it into the text area (III.4)."""
    layout.space_after = Mm(style.house.margin_bottom_mm - style.house.page_number_distance_mm)


def _cell_layout(layout: Any, style: PrintStyle) -> None:  # noqa: ARG001  # one shape for all layouts
    layout.space_before = layout.space_after = Pt(2)


def _signer_layout(layout: Any, style: PrintStyle) -> None:
    layout.space_before = Mm(style.house.signature_gap_mm)


def _closing_name_layout(layout: Any, style: PrintStyle) -> None:
    layout.left_indent = Mm(style.foot_left_mm)


def _rule_layout(layout: Any, style: PrintStyle) -> None:  # noqa: ARG001  # one shape for all layouts
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    layout.space_before = Pt(2)


def _code_layout(layout: Any, style: PrintStyle) -> None:
    """Số and ngày are lines of one height, so that they stand on one baseline whatever their sizes."""
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.code_line_pt)


_LAYOUTS: Mapping[str, Callable[[Any, PrintStyle], None]] = {
    "VBTrichYeuCongVan": _subject_layout,
    "VBKinhGui": _addressee_label_layout,
    "VBKinhGuiMot": _one_addressee_layout,
    "VBNoiNhanKinhGui": _addressee_list_layout,
    "VBNoiNhanMuc": _distribution_layout,
    "VBDiaChi": _contact_layout,
    "VBBang": _cell_layout,
    "VBHoTen": _signer_layout,
    "VBTenCuoi": _closing_name_layout,
    "VBKe": _rule_layout,
    "VBSo": _code_layout,
    "VBNgay": _code_layout,
}
"""The styles that need lengths of their own."""


def _add_grid_style(document: Document) -> None:
    grid: Any = document.styles.add_style("VB Lưới", WD_STYLE_TYPE.TABLE)
    grid.element.set(qn("w:styleId"), "VBLuoi")
    grid.base_style = document.styles["Normal Table"]
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties.append(borders)
    grid.element.append(properties)


def _line(where: Any, text: str, style_id: str) -> None:
    """A paragraph in a style; ``where`` is the document, a cell, a header or a footer."""
    paragraph = where.add_paragraph()
    paragraph.style = _style_named(style_id)
    paragraph.add_run(text)


def _style_named(style_id: str) -> str:
    return next(spec.name for spec in STYLES if spec.style_id == style_id)


def _columns(document: Document, left_mm: float, right_mm: float) -> tuple[_Cell, _Cell]:
    """A row of two cells without lines, its text flush with the margins."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001  # cell margins have no public way
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.insert_element_before(margins, "w:tblLook")
    row = table.rows[0]
    kept = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(kept)  # noqa: SLF001  # no public way
    for column, width in zip(table.columns, (left_mm, right_mm), strict=True):
        column.width = Mm(width)
        column.cells[0].width = Mm(width)
    return row.cells[0], row.cells[1]


def _fill(cell: _Cell, lines: Iterable[tuple[str, str]]) -> None:
    """Puts ``(text, style id)`` lines into a cell in place of its empty paragraph."""
    for text, style_id in lines:
        _line(cell, text, style_id)
    first = cell.paragraphs[0]._p  # noqa: SLF001  # a cell is born with a paragraph that has no public way out
    first.getparent().remove(first)


def _write_head(document: Document, style: PrintStyle, *, named: bool) -> None:
    left, right = _columns(document, style.header_left_mm, style.header_right_mm)
    _fill(
        left,
        [
            ("{%p if superior %}", "VBCoQuanChuQuan"),
            ("{{r superior }}", "VBCoQuanChuQuan"),
            ("{%p endif %}", "VBCoQuanChuQuan"),
            ("{{r issuer }}", "VBCoQuan"),
            ("{{p issuer_rule }}", "VBKe"),
        ],
    )
    _fill(
        right,
        [("{{ country_name }}", "VBQuocHieu"), ("{{ motto }}", "VBTieuNgu"), ("{{p motto_rule }}", "VBKe")],
    )
    _line(document, "", "VBKe")
    left, right = _columns(document, style.header_left_mm, style.header_right_mm)
    subject = [] if named else [("{{r subject }}", "VBTrichYeuCongVan")]
    _fill(left, [("{{ number_line }}", "VBSo"), *subject])
    _fill(right, [("{{ place_and_date }}", "VBNgay")])
    if named:
        for text, style_id in (
            ("{{ type_name }}", "VBTenLoai"),
            ("{{r subject }}", "VBTrichYeu"),
            ("{{p subject_rule }}", "VBKe"),
        ):
            _line(document, text, style_id)
    _line(document, "{{p urgency }}", "VBDauKhan")


def _write_addressees(document: Document) -> None:
    for text, style_id in (
        ("{%p if addressee_lines %}", "VBKinhGui"),
        ("{{ addressee_label }}", "VBKinhGui"),
        ("{%p for line in addressee_lines %}", "VBNoiNhanKinhGui"),
        ("{{ line }}", "VBNoiNhanKinhGui"),
        ("{%p endfor %}", "VBNoiNhanKinhGui"),
        ("{%p elif addressee %}", "VBKinhGuiMot"),
        ("{{ addressee_label }} {{ addressee }}", "VBKinhGuiMot"),
        ("{%p endif %}", "VBKinhGuiMot"),
        ("", "VBCoQuan"),
    ):
        _line(document, text, style_id)


def _write_foot(document: Document, style: PrintStyle) -> None:
    _line(document, "", "VBKe")
    _keep_last(document)
    left, right = _columns(document, style.foot_left_mm, style.foot_right_mm)
    _fill(
        left,
        [
            ("{{ distribution_label }}", "VBNoiNhan"),
            ("{%p for line in distribution_lines %}", "VBNoiNhanMuc"),
            ("{{ line }}", "VBNoiNhanMuc"),
            ("{%p endfor %}", "VBNoiNhanMuc"),
        ],
    )
    _fill(
        right,
        [
            ("{%p for line in signature_lines %}", "VBQuyenHan"),
            ("{{ line }}", "VBQuyenHan"),
            ("{%p endfor %}", "VBQuyenHan"),
            ("{{ signer_name }}", "VBHoTen"),
        ],
    )


def _keep_last(document: Document) -> None:
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _write_margins(document: Document) -> None:
    """The page number in the top margin from page 2 on; the marks of page 1 in its own header and footer."""
    section = document.sections[0]
    _replace_lines(section.header, _page_number)
    _replace_lines(section.first_page_header, lambda header: _line(header, "{{p circulation }}", "VBKe"))
    _replace_lines(section.first_page_footer, lambda footer: _line(footer, "{{p contact }}", "VBKe"))
    _replace_lines(section.footer, lambda footer: _line(footer, "", "VBKe"))
    # Even pages have no header of their own; appendices borrow these empty ones for their first page.
    _replace_lines(section.even_page_header, lambda header: _line(header, "", "VBKe"))
    _replace_lines(section.even_page_footer, lambda footer: _line(footer, "", "VBKe"))


def _replace_lines(story: Any, write: Callable[[Any], None]) -> None:
    story.is_linked_to_previous = False
    first = story.paragraphs[0]._p  # noqa: SLF001  # no public way
    write(story)
    first.getparent().remove(first)


def _page_number(header: Any) -> None:
    paragraph = header.add_paragraph()
    paragraph.style = _style_named("VBSoTrang")
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)  # noqa: SLF001  # fields have no public way
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001  # fields have no public way


def _reproducible(document: Document) -> bytes:
    """The saved document without what the library's own template leaves in it, with fixed dates and order."""
    core = document.core_properties
    core.author, core.comments, core.title = "", "", ""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as file:
        return archive([Member.of(name, file.read(name)) for name in file.namelist()])
