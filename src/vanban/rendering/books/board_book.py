"""A board as a workbook: what is pressing, every obligation, and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from vanban.domain.duties.board import Standing
from vanban.rendering.books.spreadsheet import CHARACTERS_PER_MM, set_cell, workbook_bytes, write_text
from vanban.rendering.pages.board_view import BoardLine, BoardView, Share

_SIZE_PT = 11.0
_DAY_FORMAT = "dd/mm/yyyy"
_LANDSCAPE, _A4 = "landscape", 9
_PRESSING_SHEET, _ALL_SHEET, _COUNTS_SHEET = "Cần đôn đốc", "Chi tiết", "Tổng hợp"

LINE_COLUMNS: tuple[tuple[str, int], ...] = (
    ("Cấp", 12),
    ("Cơ quan ban hành", 50),
    ("Cơ quan báo cáo", 55),
    ("Nhiệm vụ", 55),
    ("Số, ký hiệu văn bản", 32),
    ("Ngày văn bản", 24),
    ("Hạn báo cáo", 24),
    ("Ngày nhận báo cáo", 24),
    ("Tình trạng", 55),
    ("Số ngày còn lại (số âm: đã quá)", 26),
    ("Số ngày làm việc còn lại (số âm: đã quá)", 30),
    ("Chỉ tiêu", 55),
    ("Ghi chú", 65),
)
"""Heading and width in mm; a deadline that is only projected says so in Ghi chú."""
_COUNT_COLUMNS: tuple[tuple[str, int], ...] = (
    ("Cấp", 12),
    ("Cơ quan ban hành", 60),
    ("Phải báo cáo", 24),
    ("Đã báo cáo", 24),
)

Cell = str | int | date | None


def board_xlsx(view: BoardView, *, names: Sequence[tuple[Standing, str]]) -> bytes:
    """The workbook of ``view``; counts are numbers and days are days, so that a clerk can filter and sort them.

    Args:
        view: the board.
        names: what the standings are called, in the order of the columns that count them.
    """
    workbook = Workbook()
    first: Any = workbook.active
    first.title = _PRESSING_SHEET
    _fill(first, LINE_COLUMNS, map(_line, view.pressing))
    _fill(workbook.create_sheet(_ALL_SHEET), LINE_COLUMNS, map(_line, view.lines))
    columns = _COUNT_COLUMNS + tuple((_capital(name), 24) for _, name in names)
    _fill(workbook.create_sheet(_COUNTS_SHEET), columns, _counts(view, [standing for standing, _ in names]))
    for sheet in workbook.worksheets:
        _set_page(sheet, f"{view.title}, {view.day_words}")
    return workbook_bytes(workbook, title=view.title, creator=view.campaign_id, dated=view.day)


def _line(line: BoardLine) -> tuple[Cell, ...]:
    projected = (f"hạn {line.due_words}",) if line.projected else ()
    return (
        line.level,
        line.issuer,
        line.organ,
        line.title,
        line.code,
        line.issued_date,
        line.due,
        line.received_on,
        line.standing_words,
        line.days_left,
        line.working_days_left,
        "; ".join(words for words, _ in line.quotas),
        "; ".join((*projected, *line.remarks)),
    )


def _counts(view: BoardView, standings: Sequence[Standing]) -> Iterable[tuple[Cell, ...]]:
    """One row a level and one an issuer below it."""
    for level in view.levels:
        yield (level.level, f"{level.name}, cộng", *_numbers(level.shares, standings))
        for section in level.sections:
            yield (level.level, section.issuer, *_numbers(section.shares, standings))


def _numbers(shares: Iterable[Share], standings: Sequence[Standing]) -> tuple[int, ...]:
    counts = {share.standing: share.count for share in shares}
    reported = sum(count for standing, count in counts.items() if standing.is_reported)
    missing = sum(count for standing, count in counts.items() if standing.is_missing)
    return (reported + missing, reported, *(counts.get(one, 0) for one in standings))


def _fill(sheet: Any, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]) -> None:
    heading: tuple[Cell, ...] = tuple(name for name, _ in columns)
    for row, cells in enumerate((heading, *rows), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(row=row, column=column)
            if isinstance(value, str):
                write_text(cell, value)
            elif value is not None:
                cell.value = value
                if isinstance(value, date):
                    cell.number_format = _DAY_FORMAT
            set_cell(cell, size_pt=_SIZE_PT, bold=row == 1, centred=row == 1)
    for column, (_, width_mm) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width_mm * CHARACTERS_PER_MM, 1)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _set_page(sheet: Any, heading: str) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = _LANDSCAPE, _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddHeader.center.text = heading.replace("&", "&&")
    sheet.oddFooter.center.text = "&P/&N"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
