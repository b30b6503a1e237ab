"""Consolidated figures as a workbook: one row a unit, the sums under them, and a bar chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

from vanban.rendering.books.spreadsheet import CHARACTERS_PER_MM, set_cell, workbook_bytes, write_text

_SIZE_PT, _TITLE_PT = 11.0, 13.0
_SHEET, _CHART_SHEET = "Tổng hợp", "Biểu đồ"
_FIXED = ("TT", "Cơ quan, đơn vị")
_NOTE = "Ghi chú"
_ORDINAL_MM, _NAME_MM, _NUMBER_MM, _NOTE_MM = 12, 80, 34, 75
_EDGE = Side(style="thin")
_OVER_THE_CELLS_BESIDE = Alignment(horizontal="left", vertical="top", wrap_text=False)
_NUMBER = Alignment(horizontal="right", vertical="top")
_LANDSCAPE, _A4 = "landscape", 9
_CHART_WIDTH_CM, _CHART_MARGIN_CM, _CHART_ROW_CM = 24.0, 4.0, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class BookColumn:
    """One column of numbers; a ratio is a percentage, which has no sum of its own."""

    heading: str
    decimals: int = 0
    is_ratio: bool = False

    @property
    def number_format(self) -> str:
        return "#,##0" + ("." + "0" * self.decimals if self.decimals else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One unit, or the total: a number a column (``None`` where there is none), and what is said of it."""

    name: str
    numbers: tuple[Decimal | None, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationBook:
    """What the workbook says: ``lines`` stand under the title, ``dated`` is the day that the figures count to."""

    title: str
    issuer: str
    lines: tuple[str, ...]
    columns: tuple[BookColumn, ...]
    rows: tuple[BookRow, ...]
    total: BookRow
    dated: date


def consolidation_xlsx(book: ConsolidationBook) -> bytes:
    """A workbook on A4 lying: texts stay texts, numbers are numbers, and the chart is the spreadsheet's own."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = _SHEET
    head = _write_head(sheet, book)
    _write_row(sheet, head, (*_FIXED, *(one.heading for one in book.columns), _NOTE), book, bold=True)
    for number, row in enumerate(book.rows, start=1):
        _write_row(sheet, head + number, (str(number), row.name, *row.numbers, row.note), book, bold=False)
    last = head + len(book.rows)
    _write_row(sheet, last + 1, ("", book.total.name, *book.total.numbers, book.total.note), book, bold=True)
    _set_page(sheet, head, len(book.columns))
    if book.columns and book.rows:
        _draw(workbook, sheet, book, head, last)
    return workbook_bytes(workbook, title=book.title, creator=book.issuer, dated=book.dated)


def _write_head(sheet: Any, book: ConsolidationBook) -> int:
    """The title and its lines; returns the row of the headings."""
    for number, text in enumerate((book.title, book.issuer, *book.lines), start=1):
        cell = sheet.cell(row=number, column=1)
        write_text(cell, text)
        set_cell(cell, size_pt=_TITLE_PT if number == 1 else _SIZE_PT, bold=number == 1, centred=False)
        cell.alignment = _OVER_THE_CELLS_BESIDE
    return len(book.lines) + 4


def _write_row(
    sheet: Any, number: int, cells: Sequence[str | Decimal | None], book: ConsolidationBook, *, bold: bool
) -> None:
    for column, content in enumerate(cells, start=1):
        cell = sheet.cell(row=number, column=column)
        if isinstance(content, Decimal):
            cell.value = content
            cell.number_format = book.columns[column - 1 - len(_FIXED)].number_format
        elif content:
            write_text(cell, content)
        set_cell(cell, size_pt=_SIZE_PT, bold=bold, centred=column == 1)
        cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
        if isinstance(content, Decimal):
            cell.alignment = _NUMBER


def _set_page(sheet: Any, head: int, numbers: int) -> None:
    widths = (_ORDINAL_MM, _NAME_MM, *(_NUMBER_MM,) * numbers, _NOTE_MM)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width * CHARACTERS_PER_MM, 1)
    sheet.freeze_panes = f"C{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = _LANDSCAPE, _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _draw(workbook: Workbook, sheet: Any, book: ConsolidationBook, head: int, last: int) -> None:
    """A chart of the first ratio, which compares units of any size; of the first figure where there is none."""
    shown = next((index for index, one in enumerate(book.columns) if one.is_ratio), 0)
    column = len(_FIXED) + 1 + shown
    chart: Any = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = book.columns[shown].heading
    chart.add_data(Reference(sheet, min_col=column, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=len(_FIXED), min_row=head + 1, max_row=last))
    # The first unit on top, as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.width, chart.height = _CHART_WIDTH_CM, _CHART_MARGIN_CM + _CHART_ROW_CM * len(book.rows)
    workbook.create_sheet(_CHART_SHEET).add_chart(chart, "A1")
