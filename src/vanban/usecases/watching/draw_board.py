"""A board drawn: an HTML page, or a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vanban.domain.duties.board import Board, BoardRow, Standing
from vanban.domain.letters.wording import official_date, short_date
from vanban.rendering.books.board_book import board_xlsx
from vanban.rendering.pages.board_page import board_html
from vanban.rendering.pages.board_view import BoardLevel, BoardLine, BoardSection, BoardView, Share
from vanban.usecases.watching.describe_board import (
    STANDING_NAMES,
    Progress,
    due_words,
    is_projected,
    pressing_rows,
    progress_by_issuer,
    progress_by_level,
    progress_of,
    progress_words,
    quota_words,
    remarks,
    standing_words,
)

_BAR = (
    Standing.REPORTED_ON_TIME,
    Standing.REPORTED_LATE,
    Standing.OPEN,
    Standing.DUE_SOON,
    Standing.DUE_TODAY,
    Standing.OVERDUE,
    Standing.WITHDRAWN,
)
"""A bar fills from the left with what is done."""


def board_page(board: Board, names: Mapping[str, str]) -> bytes:
    """One HTML page that needs nothing beside itself."""
    return board_html(board_view(board, names))


def board_workbook(board: Board, names: Mapping[str, str]) -> bytes:
    """An XLSX file."""
    return board_xlsx(board_view(board, names), names=tuple((one, STANDING_NAMES[one]) for one in Standing))


def board_view(board: Board, names: Mapping[str, str]) -> BoardView:
    """A board as it is drawn.

    Args:
        board: what is drawn.
        names: what the issuers are called, by id.
    """
    whole = progress_of(board.rows, level=0, name="Cả đợt")
    pressing = tuple(_line(row, names) for row in pressing_rows(board))
    issuers = progress_by_issuer(board, names)
    return BoardView(
        title=board.title,
        campaign_id=board.campaign_id,
        day=board.day,
        day_words=f"Tình hình báo cáo đến {official_date(board.day)}",
        ended_words=f"Đợt đã kết thúc ngày {short_date(board.closed_on)}" if board.closed_on else "",
        summary=progress_words(whole) if board.rows else "",
        shares=_shares(whole),
        task=_shared([line.title for line in pressing]),
        pressing=pressing,
        levels=tuple(
            BoardLevel(
                level=level.level,
                name=level.name,
                summary=progress_words(level),
                shares=_shares(level),
                sections=tuple(_section(one, board, names) for one in issuers if one.level == level.level),
            )
            for level in progress_by_level(board)
        ),
    )


def _section(progress: Progress, board: Board, names: Mapping[str, str]) -> BoardSection:
    rows = [row for row in board.rows if row.level == progress.level and row.obligation.issuer_id == progress.issuer_id]
    lines = tuple(_line(row, names) for row in rows)
    return BoardSection(
        issuer=progress.name,
        task=_shared([f"{line.title}, văn bản {line.letter_words}" for line in lines]),
        summary=progress_words(progress),
        shares=_shares(progress),
        lines=lines,
        pressing=progress.is_pressing,
    )


def _shared(texts: Sequence[str]) -> str:
    """The text that all of them are, else nothing."""
    return texts[0] if len(set(texts)) == 1 else ""


def _shares(progress: Progress) -> tuple[Share, ...]:
    return tuple(
        Share(standing=one, count=progress.counts[one], words=f"{STANDING_NAMES[one]}: {progress.counts[one]}")
        for one in _BAR
        if progress.counts.get(one)
    )


def _line(row: BoardRow, names: Mapping[str, str]) -> BoardLine:
    owed = row.obligation
    waited_for = row.standing.is_missing
    return BoardLine(
        level=row.level,
        issuer=names.get(owed.issuer_id, owed.issuer_id),
        organ=owed.label,
        title=owed.title,
        code=str(row.code),
        issued_date=row.issued_date,
        due=owed.due_now,
        due_words=due_words(row),
        projected=is_projected(row),
        standing=row.standing,
        standing_words=standing_words(row),
        days_left=row.days_left if waited_for else None,
        working_days_left=row.working_days_left if waited_for else None,
        received_on=row.first_received_on,
        quotas=tuple((quota_words(one), one.is_met) for one in row.quotas),
        remarks=remarks(row),
    )
