"""Reading obligations with their letters, as they stand now or as they stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, select
from sqlalchemy.sql import Select

from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.duties.obligation import Extension, Obligation, ObligationKey
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import RelationKind
from vanban.store.register.letter_name import letter_name
from vanban.store.tables import entry_relation, obligation, obligation_extension, register_entry

GIVES = obligation.c.entry_id == register_entry.c.id
"""Joins an obligation to the letter that gives it."""
ENDING = [kind.value for kind in RelationKind if kind.ends_the_target]
"""The relations that put a letter out of force, as the rows have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldObligation:
    """An obligation with its row id and the register row of its letter."""

    id: int
    obligation: Obligation
    row: Row[Any]


def read_obligations(
    connection: Connection, *wanted: ColumnElement[bool], day: date | None = None
) -> tuple[HeldObligation, ...]:
    """The obligations from the top level down, then as the register has their letters.

    Args:
        connection: a transaction.
        wanted: conditions on obligations and on the register rows of their letters.
        day: only letters issued, extensions granted and letters ended by then; all when left out.
    """
    letters = () if day is None else (register_entry.c.issued_date <= day,)
    rows = connection.execute(_query(day).where(*wanted, *letters)).all()
    extensions = _extensions(connection, *wanted, day=day)
    return tuple(
        HeldObligation(id=row.id, obligation=_obligation(row, extensions.get(row.id, ())), row=row) for row in rows
    )


def find_obligation(connection: Connection, key: ObligationKey) -> HeldObligation | None:
    """The one obligation of a key."""
    return next(iter(read_obligations(connection, is_obligation(key))), None)


def owed_name(held: Obligation) -> str:
    """An obligation as a message names it."""
    return f"“{held.title}” của {held.label} theo {letter_name(held.key.letter)}"


def obligation_parts(key: ObligationKey) -> dict[str, object]:
    """A key as the audit log holds it."""
    letter = key.letter
    return {
        "campaign_id": letter.campaign_id,
        "letter_id": letter.letter_id,
        "issuer_id": letter.organ_id,
        "assignment": key.assignment,
        "organ_id": key.organ_id,
    }


def is_obligation(key: ObligationKey) -> ColumnElement[bool]:
    """The condition under which an obligation and its register row are those of a key."""
    return and_(
        register_entry.c.campaign_id == key.letter.campaign_id,
        register_entry.c.letter_id == key.letter.letter_id,
        register_entry.c.organ_id == key.letter.organ_id,
        obligation.c.assignment == key.assignment,
        obligation.c.organ_id == key.organ_id,
    )


def ended_by(day: date | None) -> ColumnElement[bool]:
    """Whether the letter of a register row has been recalled or replaced, by a letter issued up to a day."""
    table, newer = entry_relation.c, register_entry.alias("newer")
    ended = exists().where(table.target_id == register_entry.c.id, table.kind.in_(ENDING))
    return ended if day is None else ended.where(newer.c.id == table.entry_id, newer.c.issued_date <= day)


def _extensions(
    connection: Connection, *wanted: ColumnElement[bool], day: date | None
) -> Mapping[int, tuple[Extension, ...]]:
    table = obligation_extension.c
    granted = () if day is None else (table.granted_on <= day,)
    rows = obligation_extension.join(obligation).join(register_entry, GIVES)
    query = select(obligation_extension).select_from(rows).where(*wanted, *granted)
    found: defaultdict[int, list[Extension]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.obligation_id, table.position)):
        extension = Extension(due=row.due_on, reason=row.reason, granted_on=row.granted_on)
        found[row.obligation_id].append(extension)
    return {row_id: tuple(extensions) for row_id, extensions in found.items()}


def _query(day: date | None) -> Select[Any]:
    upper, above = obligation.alias("upper_one"), register_entry.alias("above")
    entry = register_entry.c
    level = func.coalesce(entry.level, 1).label("level")
    return (
        select(
            obligation,
            entry.campaign_id,
            entry.letter_id,
            entry.organ_id.label("issuer_id"),
            entry.code_number,
            entry.code_notation,
            entry.issued_date,
            level,
            above.c.campaign_id.label("above_campaign_id"),
            above.c.letter_id.label("above_letter_id"),
            above.c.organ_id.label("above_issuer_id"),
            ended_by(day).label("withdrawn"),
        )
        .select_from(obligation)
        .join(register_entry, GIVES)
        .outerjoin(upper, upper.c.id == obligation.c.feeds_id)
        .outerjoin(above, above.c.id == upper.c.entry_id)
        .order_by(level, entry.organ_id, entry.year, entry.series, entry.code_number, obligation.c.id)
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
