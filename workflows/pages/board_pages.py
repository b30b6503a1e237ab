"""A board as Prefect shows it: an overview with links, what is late or due soon, and how far each level is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vanban.domain.duties.board import Board, BoardRow
from vanban.usecases.watching.describe_board import (
    due_words,
    heading,
    pressing_rows,
    progress_by_issuer,
    progress_by_level,
    progress_line,
    standing_words,
)
from workflows.pages.markdown import ROWS_SHOWN, cell, link, table

LINES_SHOWN = 40
"""Of what is late or due soon; whoever needs them all opens the full board."""
_COLUMNS = ("Đơn vị", "Nhiệm vụ", "Hạn", "Tình trạng", "Việc")


def board_page(
    board: Board, issuers: Mapping[str, str], links: Mapping[str, str], next_step: Callable[[BoardRow], str]
) -> str:
    """The overview of a campaign on a day.

    Args:
        board: the campaign on that day.
        issuers: what those are called who asked for the reports, by id.
        links: other pages and forms by what they are.
        next_step: the address of the form in which a row is dealt with; empty where there is none.
    """
    progress = (*progress_by_level(board), *progress_by_issuer(board, issuers))
    told = "".join(f"- {cell(progress_line(one))}\n" for one in progress) or "Chưa có nghĩa vụ báo cáo nào.\n"
    elsewhere = " · ".join(link(name, address) for name, address in links.items() if address)
    return f"# {cell(heading(board))}\n\n{elsewhere}\n\n## Tiến độ\n\n{told}\n{_pressing(board, next_step)}"


def pressing_table(board: Board) -> list[dict[str, str]]:
    """What is late or due soon, worst first: few short columns, as Prefect's tables want."""
    rows = pressing_rows(board)[:ROWS_SHOWN]
    return [dict(zip(_COLUMNS[:-1], _facts(row), strict=True)) for row in rows]


def _pressing(board: Board, next_step: Callable[[BoardRow], str]) -> str:
    head = "## Quá hạn và sắp đến hạn\n\n"
    rows = pressing_rows(board)
    if not rows:
        return f"{head}Không có đơn vị nào.\n"
    shown = [
        (*map(cell, _facts(row)), link("nhập báo cáo", address) if (address := next_step(row)) else "–")
        for row in rows[:LINES_SHOWN]
    ]
    cut = f"\nCòn {len(rows) - LINES_SHOWN} dòng nữa trong bảng theo dõi đầy đủ.\n" if len(rows) > LINES_SHOWN else ""
    return f"{head}{table(_COLUMNS, shown)}{cut}"


def _facts(row: BoardRow) -> tuple[str, str, str, str]:
    return row.obligation.label, row.obligation.title, due_words(row), standing_words(row)
