"""The outgoing register as a table for a spreadsheet: CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from vanban.directory.cells import escaped
from vanban.rendering.docx.package import Member, archive
from vanban.rendering.register_book import CELL_SIZE_PT, CENTRED_COLUMNS, RegisterBook

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads a CSV file in the code page of the machine."""
_SHEET_NAME = "Văn bản đi"
_CHARACTERS_PER_MM = 0.53
"""Excel counts the width of a column in digits of its standard font."""
_TEXT = "@"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_MM_PER_INCH = 25.4
_LANDSCAPE, _A4 = "landscape", 9
_EDGE = Side(style="thin")


def register_csv(book: RegisterBook) -> bytes:
    """UTF-8 with a byte order mark; a cell that a spreadsheet would run as a formula is escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(book.columns)
    writer.writerows([escaped(cell) for cell in line.cells] for line in book.lines)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def register_xlsx(book: RegisterBook) -> bytes:
    """A workbook whose cells are all text, printed on A4 lying, with the columns named on every page."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = _SHEET_NAME
    for number, cells in enumerate((book.columns, *(line.cells for line in book.lines)), start=1):
        _write_row(sheet, number, cells)
    for column, width in enumerate(book.column_widths_mm, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width * _CHARACTERS_PER_MM, 1)
    _set_page(sheet, book)
    at = datetime(book.dated.year, book.dated.month, book.dated.day)  # noqa: DTZ001  # the format has no zone
    properties = workbook.properties
    properties.title, properties.creator, properties.created = book.name, book.organisation_name, at
    saved = io.BytesIO()
    workbook.save(saved)
    return _reproducible(saved.getvalue(), at)


def _write_row(sheet: Any, number: int, cells: tuple[str, ...]) -> None:
    head = number == 1
    for column, text in enumerate(cells, start=1):
        cell = sheet.cell(row=number, column=column)
        # In this order: the library takes a value that starts with = for a formula.
        cell.value, cell.data_type = text, "s"
        cell.number_format = _TEXT
        # A text that is escaped elsewhere keeps its mark here too, so that retyping it does not make it a formula.
        cell.quotePrefix = escaped(text) != text
        cell.font = Font(name="Times New Roman", size=CELL_SIZE_PT, bold=head)
        middle = head or column - 1 in CENTRED_COLUMNS
        cell.alignment = Alignment(horizontal="center" if middle else "left", vertical="top", wrap_text=True)
        cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def _set_page(sheet: Any, book: RegisterBook) -> None:
    house = book.style.house
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize = _LANDSCAPE, _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    setup.fitToWidth, setup.fitToHeight = 1, 0
    margins.left, margins.right = house.margin_left_mm / _MM_PER_INCH, house.margin_right_mm / _MM_PER_INCH
    margins.top, margins.bottom = house.margin_top_mm / _MM_PER_INCH, house.margin_bottom_mm / _MM_PER_INCH
    sheet.oddHeader.center.text = book.name.replace("&", "&&")
    sheet.oddFooter.center.text = "&P/&N"


def _reproducible(saved: bytes, at: datetime) -> bytes:
    """The library writes the clock into the properties and the archive; the book's own day stands there instead."""
    with zipfile.ZipFile(io.BytesIO(saved)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[_CORE] = _MODIFIED.sub(rf"\g<1>{at.isoformat()}Z", parts[_CORE].decode()).encode()
    return archive([Member.of(name, content) for name, content in parts.items()])
