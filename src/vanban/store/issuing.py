"""Giving drafts their numbers: all of a chunk together or none, and every letter once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from vanban.domain.document import RegisterKey
from vanban.domain.draft import Draft, IssuedDocument, LetterKey
from vanban.domain.recipient import FileCopy, Recipient
from vanban.store import audit
from vanban.store.allotment import Allotment, allot, allot_in_new_register, hashed
from vanban.store.audit import AuditAction
from vanban.store.database import Database
from vanban.store.register_rows import EntryState, rows_by_letter
from vanban.store.series import count_up
from vanban.store.tables import entry_recipient, register_entry

_REGISTRY = "VT"
"""Văn thư keeps the original of every document (Annex I, Part I, II.9.d)."""


def issue(
    database: Database,
    drafts: Sequence[Draft],
    *,
    day: date,
    now: datetime,
    actor: str,
    reserved: Mapping[LetterKey, int] | None = None,
) -> tuple[IssuedDocument, ...]:
    """Number the drafts, in order, in one transaction with their register rows, recipients and audit entries.

    A letter that was issued before keeps its first number and day, and nothing is written for it.

    Args:
        reserved: Letters that use up a number set aside by ``reserve``.

    Raises:
        NumberConflict: Before anything is written, naming every letter that was issued with other content,
            or every series in which the day would run backwards.
        IllegalTransition: A number named in ``reserved`` is not reserved.
    """
    items = hashed(drafts)
    with database.transaction() as connection:
        allotments = allot(connection, items, day=day, reserved=reserved or {})
        new = [item for item in allotments if not item.kept]
        if new:
            _write(connection, new)
            subjects = [_audit_subject(item) for item in new]
            audit.append_all(connection, action=AuditAction.ISSUE, subjects=subjects, now=now, actor=actor)
    given = {item.draft.key: (item.code_number, item.day) for item in allotments}
    return tuple(draft.issue(*given[draft.key]) for draft in drafts)


def expected_numbers(database: Database | None, drafts: Sequence[Draft], *, day: date) -> tuple[int, ...]:
    """The numbers that ``issue`` would give now; nothing is written, and ``None`` is a database not yet made.

    Raises:
        NumberConflict: ``issue`` would refuse, for the same reason.
    """
    items = hashed(drafts)
    if database is None:
        allotments = allot_in_new_register(items, day=day)
    else:
        with database.reading() as connection:
            allotments = allot(connection, items, day=day, reserved={})
    numbers = {item.draft.key: item.code_number for item in allotments}
    return tuple(numbers[draft.key] for draft in drafts)


def _write(connection: Connection, new: Sequence[Allotment]) -> None:
    fresh = [item for item in new if item.row is None]
    for key, count in Counter(_register_key(item) for item in fresh).items():
        count_up(connection, key, count)
    if fresh:
        connection.execute(insert(register_entry), [_numbered_row(item) for item in fresh])
    reserved = [item for item in new if item.row is not None]
    if reserved:
        statement = update(register_entry).where(register_entry.c.id == bindparam("reservation_id"))
        connection.execute(statement, [_facts(item) | {"reservation_id": _row_id(item)} for item in reserved])
    _write_recipients(connection, new)


def _write_recipients(connection: Connection, new: Sequence[Allotment]) -> None:
    rows = rows_by_letter(connection, [item.draft.key for item in new])
    values = [
        {"entry_id": rows[item.draft.key].id, "position": position, **recipient}
        for item in new
        for position, recipient in enumerate(_recipient_rows(item.draft.recipients), start=1)
    ]
    if values:
        connection.execute(insert(entry_recipient), values)


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


def _numbered_row(item: Allotment) -> dict[str, Any]:
    key = _register_key(item)
    number = {"organ_id": key.organ_id, "series": key.series, "year": key.year, "code_number": item.code_number}
    return number | {"code_notation": item.draft.letter.code.code_notation} | _facts(item)


def _facts(item: Allotment) -> dict[str, Any]:
    """What the register says of an issued document (Annex IV, I), besides its number."""
    draft = item.draft
    return {
        "state": EntryState.ISSUED,
        "issued_date": item.day,
        "document_type": draft.letter.document_type,
        "subject": draft.letter.subject,
        "signer": draft.signatory.full_name,
        "recipients": "; ".join(recipient.label for recipient in draft.recipients),
        "file_copy_holder": _holder(draft.file_copy),
        "copies": sum(recipient.copies * (len(recipient.organ_ids) or 1) for recipient in draft.recipients),
        "campaign_id": draft.key.campaign_id,
        "letter_id": draft.key.letter_id,
        "draft_sha256": item.sha256,
    }


def _holder(file_copy: FileCopy) -> str:
    return f"{_REGISTRY}, {file_copy.unit}" if file_copy.unit else _REGISTRY


def _audit_subject(item: Allotment) -> dict[str, object]:
    key, letter = _register_key(item), item.draft.key
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
    }


def _register_key(item: Allotment) -> RegisterKey:
    return item.draft.register_key(item.day)


def _row_id(item: Allotment) -> int:
    if item.row is None:
        raise ValueError("only a reservation has a row before it is issued")
    return int(item.row.id)
