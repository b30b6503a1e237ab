"""Notices that went out as events, each once, and the days whose deadlines have been looked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select

from vanban.domain.duties.obligation import ObligationKey
from vanban.store.approval_tables import notice, sweep
from vanban.store.database import Database
from vanban.store.instants import instant_text
from vanban.store.register.obligation_ids import required_ids

_IDS_AT_A_TIME = 500
_Slot = tuple[int, str, date | None]


class NoticeKind(StrEnum):
    """What an event tells of an obligation."""

    DUE_SOON = "due_soon"
    """Sắp đến hạn."""
    OVERDUE = "overdue"
    """Quá hạn."""
    REPORTED = "reported"
    """Đã báo cáo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An event about an obligation, for the deadline ``due``, seen on ``day``."""

    obligation: ObligationKey
    kind: NoticeKind
    due: date
    day: date


def unsent(database: Database, notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Those of the notices that have not gone out, each once, in the order given.

    A new deadline may fall due again; that a report came in is told once, whatever the deadline becomes.

    Raises:
        IllegalTransition: No such obligation.
    """
    with database.reading() as connection:
        return tuple(_unsent(connection, notices).values())


def mark_sent(database: Database, notices: Sequence[Notice], *, now: datetime, actor: str) -> None:
    """Remember that the notices went out; those remembered already are left as they are.

    Raises:
        IllegalTransition: No such obligation.
    """
    at = instant_text(now)
    with database.transaction() as connection:
        rows = [
            {
                "obligation_id": slot[0],
                "kind": one.kind.value,
                "due_on": one.due,
                "day": one.day,
                "sent_at": at,
                "sent_by": actor,
            }
            for slot, one in _unsent(connection, notices).items()
        ]
        if rows:
            connection.execute(insert(notice), rows)


def last_sweep(database: Database) -> date | None:
    """The latest day whose deadlines have been looked through."""
    with database.reading() as connection:
        return connection.execute(select(func.max(sweep.c.day))).scalar()


def record_sweep(database: Database, day: date, *, now: datetime, actor: str) -> None:
    """Remember that the deadlines of a day have been looked through; the same day again is no change."""
    at = instant_text(now)
    with database.transaction() as connection:
        if connection.execute(select(sweep.c.day).where(sweep.c.day == day)).first() is None:
            connection.execute(insert(sweep).values(day=day, swept_at=at, swept_by=actor))


def _unsent(connection: Connection, notices: Sequence[Notice]) -> Mapping[_Slot, Notice]:
    ids = required_ids(connection, [one.obligation for one in notices])
    sent = _sent(connection, sorted(ids.values()))
    found: dict[_Slot, Notice] = {}
    for one in notices:
        slot = _slot(ids[one.obligation], one.kind, one.due)
        if slot not in sent:
            found.setdefault(slot, one)
    return found


def _sent(connection: Connection, ids: Sequence[int]) -> frozenset[_Slot]:
    found: set[_Slot] = set()
    table = notice.c
    for start in range(0, len(ids), _IDS_AT_A_TIME):
        query = select(notice).where(table.obligation_id.in_(ids[start : start + _IDS_AT_A_TIME]))
        found |= {_slot(row.obligation_id, row.kind, row.due_on) for row in connection.execute(query)}
    return frozenset(found)


def _slot(obligation_id: int, kind: str, due: date) -> _Slot:
    return obligation_id, str(kind), None if kind == NoticeKind.REPORTED else due
