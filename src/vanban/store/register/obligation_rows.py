"""The rows of obligations: writing them with the letter that gives them, and reading what is owed under a letter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from vanban.domain.errors import NumberConflict
from vanban.domain.letters.draft import Draft, Duty
from vanban.domain.letters.wording import short_date
from vanban.store.canonical import canonical_json
from vanban.store.register.letter_name import letter_name
from vanban.store.tables import obligation, obligation_extension

_IDS_AT_A_TIME = 500
_Id = TypeVar("_Id", int, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperObligation:
    """An obligation that lower ones may feed, with the deadline in force."""

    id: int
    label: str
    title: str
    due_now: date


def due_in_force() -> ColumnElement[date]:
    """The deadline of an obligation after its extensions, each of which is later than the one before."""
    last = select(func.max(obligation_extension.c.due_on)).where(
        obligation_extension.c.obligation_id == obligation.c.id
    )
    return func.coalesce(last.scalar_subquery(), obligation.c.due_on)


def owed_under(
    connection: Connection, entry_ids: Sequence[int], organ_ids: Sequence[str]
) -> dict[tuple[int, str, str], UpperObligation]:
    """The obligations that the letters give the organisations, by register row, assignment and organisation.

    A letter to a whole province gives thousands, of which a chunk of letters below it serves as many as it is long.
    """
    table = obligation.c
    found = {}
    for letters, organs in product(_parts(entry_ids), _parts(organ_ids)):
        query = select(obligation, due_in_force().label("due_now"))
        for row in connection.execute(query.where(table.entry_id.in_(letters), table.organ_id.in_(organs))):
            found[row.entry_id, row.assignment, row.organ_id] = UpperObligation(
                id=row.id, label=row.label, title=row.title, due_now=row.due_now
            )
    return found


def _parts(ids: Sequence[_Id]) -> list[Sequence[_Id]]:
    return [ids[start : start + _IDS_AT_A_TIME] for start in range(0, len(ids), _IDS_AT_A_TIME)]


def duties_of(draft: Draft) -> tuple[Duty, ...]:
    """The duties of a draft, one for each assignment and organisation, however often the organisation is meant.

    Raises:
        NumberConflict: One organisation has two deadlines or titles for one assignment.
    """
    found: dict[tuple[str, str], Duty] = {}
    for duty in draft.duties:
        first = found.setdefault((duty.assignment, duty.organ_id), duty)
        if (first.title, first.due.day) != (duty.title, duty.due.day):
            raise NumberConflict(
                f"Trong {letter_name(draft.key)}, {duty.label} có hai yêu cầu khác nhau cho cùng nhiệm vụ"
                f" “{duty.assignment}”: “{first.title}” hạn {short_date(first.due.day)}"
                f" và “{duty.title}” hạn {short_date(duty.due.day)}."
            )
    return tuple(found.values())


def obligation_values(duty: Duty, *, entry_id: int, feeds: UpperObligation | None) -> dict[str, Any]:
    """The row of a duty that becomes an obligation."""
    return {
        "entry_id": entry_id,
        "assignment": duty.assignment,
        "organ_id": duty.organ_id,
        "label": duty.label,
        "title": duty.title,
        "due_on": duty.due.day,
        "projected": duty.due.projected,
        "feeds_id": None if feeds is None else feeds.id,
    }


def duties_fingerprint(rows: Iterable[Mapping[str, Any] | RowMapping]) -> dict[str, object]:
    """How many obligations a letter gives and a hash over them, as the audit log holds them."""
    facts = sorted(
        [
            row["assignment"],
            row["organ_id"],
            row["label"],
            row["title"],
            row["due_on"].isoformat(),
            row["projected"],
            row["feeds_id"] is not None,
        ]
        for row in rows
    )
    return {"count": len(facts), "sha256": hashlib.sha256(canonical_json(facts).encode()).hexdigest()}
