"""A register as a table for a spreadsheet: CSV and XLSX."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from vanban.directory.cells import escaped
from vanban.rendering.books.register_book import CELL_SIZE_PT, RegisterBook
from vanban.rendering.books.spreadsheet import CHARACTERS_PER_MM, set_cell, workbook_bytes, write_text

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads a CSV file in the code page of the machine."""
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
    sheet.title = book.form.sheet_name
    for number, cells in enumerate((book.columns, *(line.cells for line in book.lines)), start=1):
        _write_row(sheet, number, cells, book.form.centred_columns)
    for column, width in enumerate(book.column_widths_mm, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width * CHARACTERS_PER_MM, 1)
    _set_page(sheet, book)
    return workbook_bytes(workbook, title=book.name, creator=book.organisation_name, dated=book.dated)


def _write_row(sheet: Any, number: int, cells: tuple[str, ...], centred: frozenset[int]) -> None:
    head = number == 1
    for column, text in enumerate(cells, start=1):
        cell = sheet.cell(row=number, column=column)
        write_text(cell, text)
        set_cell(cell, size_pt=CELL_SIZE_PT, bold=head, centred=head or column - 1 in centred)
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
