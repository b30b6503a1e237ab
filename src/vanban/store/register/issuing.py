"""Giving drafts their numbers: all of a chunk together or none, and every letter once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from vanban.domain.letters.draft import Draft, Duty, IssuedDocument, LetterKey
from vanban.domain.letters.recipient import FileCopy, Recipient
from vanban.domain.letters.relation import Relation
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.bulk import insert_all, only_write_from_now_on
from vanban.store.database import Database
from vanban.store.register.allotment import Allotment, allot, allot_in_new_register
from vanban.store.register.hashed_draft import HashedDraft, hashed
from vanban.store.register.levels import LettersAbove, letters_above
from vanban.store.register.obligation_rows import duties_fingerprint, duties_of, obligation_values
from vanban.store.register.register_rows import EntryState
from vanban.store.register.relating import TargetedLetter, targeted, write_relations
from vanban.store.register.series import count_up
from vanban.store.register.standing import read_standing, standing_questions
from vanban.store.tables import entry_recipient, obligation, register_entry

_REGISTRY = "VT"
"""Văn thư keeps the original of every document (Annex I, Part I, II.9.d)."""


def issue(  # noqa: PLR0913  # all but the drafts are named
    database: Database,
    drafts: Sequence[Draft],
    *,
    day: date,
    now: datetime,
    actor: str,
    reserved: Mapping[LetterKey, int] | None = None,
    relations: Mapping[LetterKey, Relation] | None = None,
) -> tuple[IssuedDocument, ...]:
    """Number the drafts, in order, in one transaction with register rows, recipients, obligations and audit entries.

    A letter that was issued before keeps its first number and day, and nothing is written for it.

    Args:
        reserved: Letters that use up a number set aside by ``reserve``.
        relations: Letters that recall, replace or correct one issued before.

    Raises:
        NumberConflict: Before anything is written, naming every letter that was issued with other content,
            or every series in which the day would run backwards.
        IllegalTransition: A number named in ``reserved`` is not reserved, or a letter comes before the one
            above it or under one out of force, a deadline is not before the one above, or a letter that is to be
            recalled, replaced or corrected is not in force.
    """
    items = hashed(drafts, day=day)
    # What hangs on no number is worked out before anybody has to wait for it.
    ready = {item.draft.key: _ready(item) for item in items}
    questions = standing_questions(items, dialect=database.engine.dialect.name)
    with database.transaction(questions) as connection:
        standing = read_standing(connection, items, questions)
        allotments = allot(connection, items, standing, day=day, reserved=reserved or {})
        aims = targeted(connection, allotments, relations or {})
        new = [_NewLetter(item, ready[item.draft.key]) for item in allotments if not item.kept]
        if new:
            above = letters_above(connection, [one.draft for one in new], day=day)
            only_write_from_now_on(connection)
            subjects = _write(connection, new, aims, above)
            audit.append_all(connection, AuditAction.ISSUE, subjects, now=now, actor=actor, after=standing.last_entry)
    if len(allotments) == len(drafts):
        return tuple(item.draft.issue(item.code_number, item.day) for item in allotments)
    given = {item.draft.key: (item.code_number, item.day) for item in allotments}
    return tuple(draft.issue(*given[draft.key]) for draft in drafts)


def expected_numbers(
    database: Database | None, drafts: Sequence[Draft], *, day: date, reserved: Mapping[LetterKey, int] | None = None
) -> tuple[int, ...]:
    """The numbers that ``issue`` would give now; nothing is written, and ``None`` is a database not yet made.

    The letters above need no number yet: a plan looks at all levels at once.

    Raises:
        NumberConflict: ``issue`` would refuse, for the same reason.
        IllegalTransition: A number named in ``reserved`` is not reserved.
    """
    items = hashed(drafts, day=day)
    for item in items:
        duties_of(item.draft)
    if database is None:
        allotments = allot_in_new_register(items, day=day, reserved=reserved or {})
    else:
        with database.reading() as connection:
            questions = standing_questions(items, dialect=connection.dialect.name)
            standing = read_standing(connection, items, questions)
            allotments = allot(connection, items, standing, day=day, reserved=reserved or {})
    numbers = {item.draft.key: item.code_number for item in allotments}
    return tuple(numbers[draft.key] for draft in drafts)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is written of a letter whatever its number: in its row of the register, of its recipients and duties."""

    facts: Mapping[str, Any]
    recipients: Sequence[Mapping[str, Any]]
    duties: Sequence[Duty]


@dataclass(frozen=True, slots=True)
class _NewLetter:
    """A letter that is written to the register for the first time, with its number."""

    item: Allotment
    ready: _Ready

    @property
    def draft(self) -> Draft:
        return self.item.draft


def _ready(item: HashedDraft) -> _Ready:
    return _Ready(_facts(item), tuple(_recipient_rows(item.draft.recipients)), duties_of(item.draft))


def _write(
    connection: Connection, new: Sequence[_NewLetter], aims: Sequence[TargetedLetter], above: LettersAbove
) -> list[dict[str, object]]:
    """Write the new letters with all that belongs to them; what the audit log is to hold of each comes back."""
    _write_entries(connection, new, above)
    _write_recipients(connection, new)
    fingerprints = _write_obligations(connection, new, above)
    if aims:
        write_relations(connection, aims, {one.draft.key: one.item.entry_id for one in new})
    related = {aim.key: aim.relation for aim in aims}
    return [
        _audit_subject(one.item) | {"duties": duties, "relation": _audit_relation(related.get(one.draft.key))}
        for one, duties in zip(new, fingerprints, strict=True)
    ]


def _write_entries(connection: Connection, new: Sequence[_NewLetter], above: LettersAbove) -> None:
    fresh = [one for one in new if one.item.row is None]
    # Of each series the highest number is the last to be put in.
    for key, last in {one.item.register_key: one.item.code_number for one in fresh}.items():
        count_up(connection, key, last)
    insert_all(connection, register_entry, [_numbered_row(one, above) for one in fresh])
    reserved = [one for one in new if one.item.row is not None]
    if reserved:
        statement = update(register_entry).where(register_entry.c.id == bindparam("reservation_id"))
        values = [
            {**one.ready.facts, **_when(one.item, above), "reservation_id": one.item.entry_id} for one in reserved
        ]
        connection.execute(statement, values)


def _write_recipients(connection: Connection, new: Sequence[_NewLetter]) -> None:
    values = [
        {"entry_id": one.item.entry_id, "position": position, **recipient}
        for one in new
        for position, recipient in enumerate(one.ready.recipients, start=1)
    ]
    insert_all(connection, entry_recipient, values)


def _write_obligations(
    connection: Connection, new: Sequence[_NewLetter], above: LettersAbove
) -> list[dict[str, object]]:
    """Write every duty as an obligation; what the audit log is to hold of them comes back, for each letter."""
    rows = [
        [
            obligation_values(duty, entry_id=one.item.entry_id, feeds=above.fed_by(one.draft, duty.assignment))
            for duty in one.ready.duties
        ]
        for one in new
    ]
    insert_all(connection, obligation, [row for letter_rows in rows for row in letter_rows])
    return [duties_fingerprint(letter_rows) for letter_rows in rows]


def _recipient_rows(recipients: Iterable[Recipient]) -> Iterable[dict[str, Any]]:
    """One row per organisation meant, and one for a name outside the directory."""
    for recipient in recipients:
        for organ_id in recipient.organ_ids or (None,):
            yield {
                "label": recipient.label,
                "role": recipient.role,
                "organ_id": organ_id,
                "channel": recipient.channel,
            }


def _numbered_row(one: _NewLetter, above: LettersAbove) -> dict[str, Any]:
    item, key = one.item, one.item.register_key
    return {
        "id": item.entry_id,
        "organ_id": key.organ_id,
        "series": key.series,
        "year": key.year,
        "code_number": item.code_number,
        "code_notation": item.draft.letter.code.code_notation,
        **one.ready.facts,
        **_when(item, above),
    }


def _when(item: Allotment, above: LettersAbove) -> dict[str, Any]:
    """When a document was issued, and under which other one."""
    row_above = above.row_above(item.draft)
    return {"issued_date": item.day, "above_id": None if row_above is None else row_above.id}


def _facts(item: HashedDraft) -> dict[str, Any]:
    """What the register says of an issued document (Annex IV, I), besides its number and its day."""
    draft = item.draft
    return {
        "state": EntryState.ISSUED,
        "document_type": draft.letter.document_type,
        "subject": draft.letter.subject,
        "signer": draft.signatory.full_name,
        "recipients": "; ".join(recipient.label for recipient in draft.recipients),
        "file_copy_holder": _holder(draft.file_copy),
        "copies": sum(recipient.copies * (len(recipient.organ_ids) or 1) for recipient in draft.recipients),
        "campaign_id": draft.key.campaign_id,
        "letter_id": draft.key.letter_id,
        "draft_sha256": item.sha256,
        "level": draft.level,
    }


def _holder(file_copy: FileCopy) -> str:
    return f"{_REGISTRY}, {file_copy.unit}" if file_copy.unit else _REGISTRY


def _audit_subject(item: Allotment) -> dict[str, object]:
    key, letter, above = item.register_key, item.draft.key, item.draft.above
    return {
        "organ_id": key.organ_id,
        "series": key.series,
        "year": key.year,
        "code_number": item.code_number,
        "code_notation": item.draft.letter.code.code_notation,
        "issued_date": item.day.isoformat(),
        "campaign_id": letter.campaign_id,
        "letter_id": letter.letter_id,
        "draft_sha256": item.sha256,
        "level": item.draft.level,
        "above": None if above is None else _key_parts(above),
    }


def _audit_relation(relation: Relation | None) -> dict[str, object] | None:
    if relation is None:
        return None
    return {"kind": relation.kind, "target": _key_parts(relation.target), "reason": relation.reason}


def _key_parts(key: LetterKey) -> list[str]:
    return [key.campaign_id, key.letter_id, key.organ_id]
