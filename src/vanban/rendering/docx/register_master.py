"""Builds the Word masters of the registers: a cover, then one table whose row a clerk can restyle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Row

from vanban.rendering.books.register_book import (
    CELL_SIZE_PT,
    COVER_SIZE_PT,
    OUTGOING,
    TITLE_SIZE_PT,
    BookForm,
)
from vanban.rendering.docx.blank_document import (
    add_page_number,
    blank_document,
    replace_lines,
    reproducible,
    set_cell_margins,
    set_font,
    set_language,
)
from vanban.rendering.docx.paragraph_styles import add_grid_style
from vanban.rendering.style import PrintStyle

_AGENCY, _TITLE, _COVER = "VB Sổ, cơ quan", "VB Sổ, tên sổ", "VB Sổ, bìa"
_HEAD, _CELL, _MIDDLE = "VB Sổ, tiêu đề cột", "VB Sổ, ô", "VB Sổ, ô giữa"
_PAGE_NUMBER = "VB Sổ, số trang"
_CELL_MARGIN_MM = 0.9
"""As in the PDF: with Word's own 1.9 mm a date would not fit its column."""


def build_register_master(folder: Path, style: PrintStyle, form: BookForm = OUTGOING) -> Path:
    """Writes the master of one kind of register into ``folder``."""
    path = folder / form.master
    path.write_bytes(register_master_bytes(style, form))
    return path


def register_master_bytes(style: PrintStyle, form: BookForm = OUTGOING) -> bytes:
    """The master as DOCX bytes."""
    document = blank_document()
    normal: Any = document.styles["Normal"]
    set_font(normal.font, style.law.page.font_family)
    set_language(normal.element)
    _add_styles(document, style)
    _write_cover(document)
    _lay_page(document.sections[0], style)
    pages = document.add_section(WD_SECTION.NEW_PAGE)
    _lay_page(pages, style)
    _write_table(document, style, form)
    # Word wants a paragraph after a table that ends a section.
    document.add_paragraph("", style=_CELL)
    replace_lines(document.sections[0].header, lambda header: header.add_paragraph("", style=_CELL))
    replace_lines(pages.header, lambda header: add_page_number(header.add_paragraph("", style=_PAGE_NUMBER)))
    _number_from_one(pages)
    return reproducible(document)


def _add_styles(document: Document, style: PrintStyle) -> None:
    middle = WD_ALIGN_PARAGRAPH.CENTER
    for name, size_pt, bold, alignment, gap_pt in (
        (_AGENCY, COVER_SIZE_PT, True, middle, 0),
        (_TITLE, TITLE_SIZE_PT, True, middle, 120),
        (_COVER, COVER_SIZE_PT, False, middle, 12),
        (_HEAD, CELL_SIZE_PT, True, middle, 0),
        (_CELL, CELL_SIZE_PT, False, WD_ALIGN_PARAGRAPH.LEFT, 0),
        (_MIDDLE, CELL_SIZE_PT, False, middle, 0),
        (_PAGE_NUMBER, style.text("page_number").size_pt, False, middle, 0),
    ):
        added: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = document.styles["Normal"]
        added.font.size, added.font.bold = Pt(size_pt), bold or None
        layout = added.paragraph_format
        layout.alignment, layout.line_spacing = alignment, 1.0
        layout.space_before, layout.space_after = Pt(gap_pt), Pt(0)
    add_grid_style(document)


def _lay_page(section: Section, style: PrintStyle) -> None:
    house, page = style.house, style.law.page
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(page.height_mm), Mm(page.width_mm)
    section.top_margin, section.bottom_margin = Mm(house.margin_top_mm), Mm(house.margin_bottom_mm)
    section.left_margin, section.right_margin = Mm(house.margin_left_mm), Mm(house.margin_right_mm)
    section.header_distance = section.footer_distance = Mm(house.page_number_distance_mm)


def _number_from_one(section: Section) -> None:
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001  # no public way


def _write_cover(document: Document) -> None:
    for text, name in (
        ("{%p for line in agency_lines %}", _AGENCY),
        ("{{ line }}", _AGENCY),
        ("{%p endfor %}", _AGENCY),
        ("{{ title }}", _TITLE),
        ("{%p for line in cover_lines %}", _COVER),
        ("{{ line }}", _COVER),
        ("{%p endfor %}", _COVER),
    ):
        document.add_paragraph(text, style=name)


def _write_table(document: Document, style: PrintStyle, form: BookForm) -> None:
    """Four rows: the head, the start of the loop, the line that repeats, and its end."""
    widths = form.column_widths_mm(style)
    table: Table = document.add_table(rows=4, cols=len(widths))
    table.style = document.styles["VB Lưới"]
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    set_cell_margins(table, _CELL_MARGIN_MM)
    head, start, line, end = table.rows
    for index, width in enumerate(widths):
        table.columns[index].width = Mm(width)
        for row in table.rows:
            row.cells[index].width = Mm(width)
        _write_cell(head, index, f"{{{{ columns[{index}] }}}}", _HEAD)
        _write_cell(line, index, f"{{{{ line[{index}] }}}}", _MIDDLE if index in form.centred_columns else _CELL)
    _write_cell(start, 0, "{%tr for line in lines %}", _CELL)
    _write_cell(end, 0, "{%tr endfor %}", _CELL)
    _mark_row(head, "w:tblHeader")
    for row in (head, line):
        _mark_row(row, "w:cantSplit")


def _write_cell(row: _Row, index: int, text: str, name: str) -> None:
    paragraph = row.cells[index].paragraphs[0]
    paragraph.text, paragraph.style = text, name


def _mark_row(row: _Row, tag: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  # no public way
    mark = OxmlElement(tag)
    # The schema wants cantSplit before tblHeader.
    properties.insert(0, mark)
