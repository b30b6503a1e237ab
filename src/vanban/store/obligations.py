"""Obligations: who owes which report under which letter until when, and how a deadline is extended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, insert, select
from sqlalchemy.sql import Select

from vanban.domain.calendar import ComputedDay
from vanban.domain.draft import LetterKey
from vanban.domain.errors import IllegalTransition
from vanban.domain.obligation import Extension, Obligation, ObligationKey
from vanban.domain.occasion import VIETNAM_TIME
from vanban.domain.relation import RelationKind
from vanban.domain.wording import short_date
from vanban.store import audit
from vanban.store.allotment import letter_name
from vanban.store.audit import AuditAction
from vanban.store.database import Database
from vanban.store.tables import entry_relation, obligation, obligation_extension, register_entry

_GIVES = obligation.c.entry_id == register_entry.c.id
_ENDING = [kind.value for kind in RelationKind if kind.ends_the_target]


def obligations(
    database: Database, *, campaign_id: str | None = None, organ_id: str | None = None, issuer_id: str | None = None
) -> Iterator[Obligation]:
    """The obligations from the top level down, then as the register has their letters; each filter may be left out.

    Args:
        campaign_id: The campaign whose letters give them.
        organ_id: Who owes the report.
        issuer_id: Whose letters give them, and who therefore gets the report.
    """
    wanted = [
        column == value
        for column, value in (
            (register_entry.c.campaign_id, campaign_id),
            (obligation.c.organ_id, organ_id),
            (register_entry.c.organ_id, issuer_id),
        )
        if value is not None
    ]
    with database.reading() as connection:
        return iter(_read(connection, *wanted).values())


def extend(  # all but the key are named
    database: Database, key: ObligationKey, *, due: date, reason: str, now: datetime, actor: str
) -> None:
    """Put the deadline of one obligation off, with the reason; the older deadlines stay in its history.

    Raises:
        IllegalTransition: No reason, no such obligation or one that is withdrawn, a date that is not later
            than the deadline in force, or not before that of the obligation it feeds.
    """
    if not reason.strip():
        raise IllegalTransition("Gia hạn báo cáo phải ghi rõ lý do.")
    with database.transaction() as connection:
        found = _find(connection, key)
        if found is None:
            raise IllegalTransition(
                f"Không có nhiệm vụ “{key.assignment}” giao cho {key.organ_id} trong {letter_name(key.letter)}."
            )
        row_id, held = found
        _refuse_extension(connection, held, due)
        values = {"obligation_id": row_id, "position": len(held.extensions) + 1, "due_on": due, "reason": reason}
        granted_on = now.astimezone(VIETNAM_TIME).date()
        connection.execute(insert(obligation_extension).values(**values, granted_on=granted_on))
        subject = _audit_subject(key) | {
            "due": due.isoformat(),
            "due_before": held.due_now.isoformat(),
            "reason": reason,
            "granted_on": granted_on.isoformat(),
        }
        audit.append(connection, action=AuditAction.EXTEND, subject=subject, now=now, actor=actor)


def _refuse_extension(connection: Connection, held: Obligation, due: date) -> None:
    if held.withdrawn:
        raise IllegalTransition(f"{letter_name(held.key.letter)} đã bị thu hồi hoặc thay thế, không gia hạn được.")
    if due <= held.due_now:
        raise IllegalTransition(
            f"{_owed(held)} đang có hạn {short_date(held.due_now)}; hạn mới phải sau ngày đó, không thể là"
            f" {short_date(due)}."
        )
    upper = None if held.feeds is None else _find(connection, held.feeds)
    if upper is not None and due >= upper[1].due_now:
        raise IllegalTransition(
            f"Không gia hạn được đến {short_date(due)}: {_owed(held)} là để phục vụ {_owed(upper[1])},"
            f" hạn {short_date(upper[1].due_now)}. Hạn của cấp dưới phải trước hạn của cấp trên;"
            " hãy chọn ngày sớm hơn, hoặc gia hạn cho cấp trên trước."
        )


def _owed(held: Obligation) -> str:
    return f"“{held.title}” của {held.label} theo {letter_name(held.key.letter)}"


def _find(connection: Connection, key: ObligationKey) -> tuple[int, Obligation] | None:
    condition = and_(
        register_entry.c.campaign_id == key.letter.campaign_id,
        register_entry.c.letter_id == key.letter.letter_id,
        register_entry.c.organ_id == key.letter.organ_id,
        obligation.c.assignment == key.assignment,
        obligation.c.organ_id == key.organ_id,
    )
    return next(iter(_read(connection, condition).items()), None)


def _read(connection: Connection, *wanted: ColumnElement[bool]) -> dict[int, Obligation]:
    """The obligations with their row ids, in order."""
    rows = connection.execute(_query().where(*wanted)).all()
    extensions: defaultdict[int, list[Extension]] = defaultdict(list)
    table = obligation_extension.c
    rows_of = obligation_extension.join(obligation).join(register_entry, _GIVES)
    query = select(obligation_extension).select_from(rows_of).where(*wanted)
    for row in connection.execute(query.order_by(table.obligation_id, table.position)):
        extension = Extension(due=row.due_on, reason=row.reason, granted_on=row.granted_on)
        extensions[row.obligation_id].append(extension)
    return {row.id: _obligation(row, tuple(extensions.get(row.id, ()))) for row in rows}


def _query() -> Select[Any]:
    upper, above = obligation.alias("upper_one"), register_entry.alias("above")
    entry = register_entry.c
    withdrawn = exists().where(entry_relation.c.target_id == entry.id, entry_relation.c.kind.in_(_ENDING))
    return (
        select(
            obligation,
            entry.campaign_id,
            entry.letter_id,
            entry.organ_id.label("issuer_id"),
            above.c.campaign_id.label("above_campaign_id"),
            above.c.letter_id.label("above_letter_id"),
            above.c.organ_id.label("above_issuer_id"),
            withdrawn.label("withdrawn"),
        )
        .select_from(obligation)
        .join(register_entry, _GIVES)
        .outerjoin(upper, upper.c.id == obligation.c.feeds_id)
        .outerjoin(above, above.c.id == upper.c.entry_id)
        .order_by(
            func.coalesce(entry.level, 1),
            entry.organ_id,
            entry.year,
            entry.series,
            entry.code_number,
            obligation.c.id,
        )
    )


def _obligation(row: Row[Any], extensions: tuple[Extension, ...]) -> Obligation:
    letter = LetterKey(campaign_id=row.campaign_id, letter_id=row.letter_id, organ_id=row.issuer_id)
    feeds = None
    if row.feeds_id is not None:
        above = LetterKey(
            campaign_id=row.above_campaign_id, letter_id=row.above_letter_id, organ_id=row.above_issuer_id
        )
        # What a duty feeds is the same assignment, owed by whoever issued the letter.
        feeds = ObligationKey(letter=above, assignment=row.assignment, organ_id=row.issuer_id)
    return Obligation(
        key=ObligationKey(letter=letter, assignment=row.assignment, organ_id=row.organ_id),
        issuer_id=row.issuer_id,
        label=row.label,
        title=row.title,
        due=ComputedDay(day=row.due_on, projected=row.projected),
        feeds=feeds,
        extensions=extensions,
        withdrawn=bool(row.withdrawn),
    )


def _audit_subject(key: ObligationKey) -> dict[str, object]:
    letter = key.letter
    return {
        "campaign_id": letter.campaign_id,
        "letter_id": letter.letter_id,
        "issuer_id": letter.organ_id,
        "assignment": key.assignment,
        "organ_id": key.organ_id,
    }
