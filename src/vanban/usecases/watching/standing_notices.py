"""What a board has to announce: who has become late or nearly so, and who has reported."""

from __future__ import annotations

from vanban.domain.duties.board import Board, Standing
from vanban.store.reporting.notices import Notice, NoticeKind

_KINDS = {
    Standing.DUE_SOON: NoticeKind.DUE_SOON,
    Standing.DUE_TODAY: NoticeKind.DUE_SOON,
    Standing.OVERDUE: NoticeKind.OVERDUE,
    Standing.REPORTED_LATE: NoticeKind.REPORTED,
    Standing.REPORTED_ON_TIME: NoticeKind.REPORTED,
}


def standing_notices(board: Board) -> tuple[Notice, ...]:
    """A notice for each obligation that is near, late or reported; those that went out before are among them."""
    return tuple(
        Notice(obligation=row.obligation.key, kind=_KINDS[row.standing], due=row.obligation.due_now, day=board.day)
        for row in board.rows
        if row.standing in _KINDS
    )
