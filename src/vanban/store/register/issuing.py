"""Giving drafts their numbers: all of a chunk together or none, and every letter once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import Draft, Duty, IssuedDocument, LetterKey
from vanban.domain.letters.recipient import FileCopy, Recipient
from vanban.domain.letters.relation import Relation
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.bulk import insert_all, only_write_from_now_on
from vanban.store.database import Database
from vanban.store.register.allotment import Allotment, HashedDraft, allot, allot_in_new_register, hashed
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
    items = hashed(drafts)
    # What hangs on no number is worked out before anybody has to wait for it.
    ready = {item.draft.key: _ready(item) for item in items}
    questions = standing_questions([item.draft for item in items], day=day, dialect=database.engine.dialect.name)
    with database.transaction(questions) as connection:
        standing = read_standing(connection, [item.draft for item in items], day=day)
        allotments = allot(connection, items, standing, day=day, reserved=reserved or {})
        aims = targeted(connection, allotments, relations or {})
        new = [item for item in allotments if not item.kept]
        if new:
            above = letters_above(connection, [item.draft for item in new], day=day)
            only_write_from_now_on(connection, rows=sum(_rows_of(item.draft) for item in new))
            subjects = _write(connection, new, ready, aims, above)
            audit.append_all(connection, AuditAction.ISSUE, subjects, now=now, actor=actor, after=standing.last_entry)
    given = {item.draft.key: (item.code_number, item.day) for item in allotments}
    return tuple(draft.issue(*given[draft.key]) for draft in drafts)


def expected_numbers(database: Database | None, drafts: Sequence[Draft], *, day: date) -> tuple[int, ...]:
    """The numbers that ``issue`` would give now; nothing is written, and ``None`` is a database not yet made.

    The letters above need no number yet: a plan looks at all levels at once.

    Raises:
        NumberConflict: ``issue`` would refuse, for the same reason.
    """
    items = hashed(drafts)
    for item in items:
        duties_of(item.draft)
    if database is None:
        allotments = allot_in_new_register(items, day=day)
    else:
        with database.reading() as connection:
            standing = read_standing(connection, [item.draft for item in items], day=day)
            allotments = allot(connection, items, standing, day=day, reserved={})
    numbers = {item.draft.key: item.code_number for item in allotments}
    return tuple(numbers[draft.key] for draft in drafts)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is written of a letter whatever its number: in its row of the register, and of its recipients."""

    facts: Mapping[str, Any]
    recipients: Sequence[Mapping[str, Any]]


def _ready(item: HashedDraft) -> _Ready:
    return _Ready(_facts(item), tuple(_recipient_rows(item.draft.recipients)))


def _rows_of(draft: Draft) -> int:
    """How many rows a letter comes to: in the register and the log, its recipients and its obligations."""
    return 2 + sum(len(one.organ_ids) or 1 for one in draft.recipients) + len(draft.duties)


def _write(
    connection: Connection,
    new: Sequence[Allotment],
    ready: Mapping[LetterKey, _Ready],
    aims: Sequence[TargetedLetter],
    above: LettersAbove,
) -> list[dict[str, object]]:
    """Write the new letters with all that belongs to them; what the audit log is to hold of each comes back."""
    duties = {item.draft.key: duties_of(item.draft) for item in new}
    ids = {item.draft.key: item.entry_id for item in new}
    _write_entries(connection, new, ready, above)
    _write_recipients(connection, new, ready, ids)
    obligations = _write_obligations(connection, new, duties, ids, above)
    write_relations(connection, aims, ids)
    related = {aim.key: aim.relation for aim in aims}
    return [
        _audit_subject(item)
        | {"duties": obligations[item.draft.key], "relation": _audit_relation(related.get(item.draft.key))}
        for item in new
    ]


def _write_entries(
    connection: Connection, new: Sequence[Allotment], ready: Mapping[LetterKey, _Ready], above: LettersAbove
) -> None:
    fresh = [item for item in new if item.row is None]
    # Of each series the highest number is the last to be put in.
    for key, last in {_register_key(item): item.code_number for item in fresh}.items():
        count_up(connection, key, last)
    insert_all(connection, register_entry, [_numbered_row(item, ready[item.draft.key].facts, above) for item in fresh])
    reserved = [item for item in new if item.row is not None]
    if reserved:
        statement = update(register_entry).where(register_entry.c.id == bindparam("reservation_id"))
        values = [
            {**ready[item.draft.key].facts, **_when(item, above), "reservation_id": item.entry_id} for item in reserved
        ]
        connection.execute(statement, values)


def _write_recipients(
    connection: Connection,
    new: Sequence[Allotment],
    ready: Mapping[LetterKey, _Ready],
    ids: Mapping[LetterKey, int],
) -> None:
    values = [
        {"entry_id": ids[item.draft.key], "position": position, **recipient}
        for item in new
        for position, recipient in enumerate(ready[item.draft.key].recipients, start=1)
    ]
    insert_all(connection, entry_recipient, values)


def _write_obligations(
    connection: Connection,
    new: Sequence[Allotment],
    duties: Mapping[LetterKey, Sequence[Duty]],
    ids: Mapping[LetterKey, int],
    above: LettersAbove,
) -> dict[LetterKey, dict[str, object]]:
    """Write every duty as an obligation; what the audit log is to hold of them comes back, by letter."""
    rows = {
        item.draft.key: [
            obligation_values(duty, entry_id=ids[item.draft.key], feeds=above.fed_by(item.draft, duty.assignment))
            for duty in duties[item.draft.key]
        ]
        for item in new
    }
    values = [row for letter_rows in rows.values() for row in letter_rows]
    insert_all(connection, obligation, values)
    return {key: duties_fingerprint(letter_rows) for key, letter_rows in rows.items()}


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


def _numbered_row(item: Allotment, facts: Mapping[str, Any], above: LettersAbove) -> dict[str, Any]:
    key = _register_key(item)
    return {
        "id": item.entry_id,
        "organ_id": key.organ_id,
        "series": key.series,
        "year": key.year,
        "code_number": item.code_number,
        "code_notation": item.draft.letter.code.code_notation,
        **facts,
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
    key, letter, above = _register_key(item), item.draft.key, item.draft.above
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


def _register_key(item: Allotment) -> RegisterKey:
    return item.draft.register_key(item.day)
