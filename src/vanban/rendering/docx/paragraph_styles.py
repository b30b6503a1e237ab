"""Adds the styles of a letter to a Word document, with every length that the law or the house gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vanban.regulations.metrics import text_width_mm
from vanban.rendering.docx.styles import STYLES, StyleSpec
from vanban.rendering.style import PrintStyle

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def add_styles(document: Document, style: PrintStyle) -> None:
    """The paragraph styles of :data:`STYLES` and the grid of tables."""
    for spec in STYLES:
        _add_style(document, spec, style)
    add_grid_style(document)


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


def _distribution_rest_layout(layout: Any, style: PrintStyle) -> None:
    """The list goes on under itself, at the width of its column."""
    _distribution_layout(layout, style)
    layout.right_indent = Mm(style.foot_right_mm)


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
    "VBNoiNhanTiep": _distribution_rest_layout,
    "VBDiaChi": _contact_layout,
    "VBBang": _cell_layout,
    "VBHoTen": _signer_layout,
    "VBTenCuoi": _closing_name_layout,
    "VBKe": _rule_layout,
    "VBSo": _code_layout,
    "VBNgay": _code_layout,
}
"""The styles that need lengths of their own."""


def add_grid_style(document: Document) -> None:
    """The table style of every drawn grid."""
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
