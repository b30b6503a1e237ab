"""Builds the Word masters: the same pages that a clerk could draw in Word, with docxtpl tags where text goes.

The masters are committed, so that an office can open and change them; this module is how they came to be, and
building them again gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from vanban.rendering.docx.blank_document import (
    add_page_number,
    blank_document,
    replace_lines,
    reproducible,
    set_cell_margins,
    set_font,
    set_language,
)
from vanban.rendering.docx.paragraph_styles import add_styles
from vanban.rendering.docx.styles import STYLES
from vanban.rendering.style import PrintStyle
from vanban.rendering.templates import LETTER_MASTER, NAMED_MASTER

_FOOT_GAP_PT = 8


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
    document = blank_document()
    _set_page(document, style)
    add_styles(document, style)
    _write_head(document, style, named=named)
    _write_addressees(document)
    _line(document, "{{p blocks }}", "VBNoiDung")
    _write_foot(document, style)
    _line(document, "{{p appendices }}", "VBNoiDung")
    _write_margins(document)
    return reproducible(document)


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
    set_font(normal.font, page.font_family)
    normal.font.size = Pt(style.text("body").size_pt)
    set_language(normal.element)


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
    set_cell_margins(table, 0)
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
    _lead_into_foot(document)
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
    for text in ("{%p for line in distribution_rest %}", "{{ line }}", "{%p endfor %}"):
        _line(document, text, "VBNoiNhanTiep")


def _lead_into_foot(document: Document) -> None:
    """Some room after the text, on the page of the foot."""
    gap = document.paragraphs[-1].paragraph_format
    gap.space_after = Pt(_FOOT_GAP_PT)
    gap.keep_with_next = True


def _write_margins(document: Document) -> None:
    """The page number in the top margin from page 2 on; the marks of page 1 in its own header and footer."""
    section = document.sections[0]
    replace_lines(section.header, _page_number)
    replace_lines(section.first_page_header, lambda header: _line(header, "{{p circulation }}", "VBKe"))
    replace_lines(section.first_page_footer, lambda footer: _line(footer, "{{p contact }}", "VBKe"))
    replace_lines(section.footer, lambda footer: _line(footer, "", "VBKe"))
    # Even pages have no header of their own; appendices borrow these empty ones for their first page.
    replace_lines(section.even_page_header, lambda header: _line(header, "", "VBKe"))
    replace_lines(section.even_page_footer, lambda footer: _line(footer, "", "VBKe"))


def _page_number(header: Any) -> None:
    paragraph = header.add_paragraph()
    paragraph.style = _style_named("VBSoTrang")
    add_page_number(paragraph)
