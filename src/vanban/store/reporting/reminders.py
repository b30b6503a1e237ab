"""Reminders on record: each step of a deadline once, in order, whatever restarts in between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from vanban.domain.duties.reminding import Reminder, ReminderForm
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.wording import short_date
from vanban.store import audit
from vanban.store.approval_tables import reminder
from vanban.store.audit import AuditAction
from vanban.store.bulk import insert_all
from vanban.store.database import Database
from vanban.store.register.letter_name import letter_name
from vanban.store.register.obligation_ids import KEY_COLUMNS, key_in, required_ids
from vanban.store.tables import obligation, register_entry

_IDS_AT_A_TIME = 500
_Step = tuple[int, date, int]


def record_reminders(
    database: Database, reminders: Sequence[Reminder], *, now: datetime, actor: str
) -> tuple[Reminder, ...]:
    """Record reminders, all in one transaction; those that were new come back, in the order given.

    A step is one number of one deadline of one obligation: it is on record once, however the day or the letter
    of a second attempt differ, so that nobody is reminded twice.

    Raises:
        IllegalTransition: No such obligation, a notice with a letter or a letter without one, or a step that comes
            after a later one.
    """
    _refuse_uncarried(reminders)
    new: dict[_Step, Reminder] = {}
    with database.transaction() as connection:
        ids = required_ids(connection, [one.obligation for one in reminders])
        held = sorted(_rows(connection, sorted(ids.values())), key=lambda row: row.number)
        known = {(row.obligation_id, row.due_on, row.number) for row in held}
        last = {(row.obligation_id, row.due_on): (row.number, row.day) for row in held}
        for one in sorted(reminders, key=lambda each: each.number):
            step = ids[one.obligation], one.due, one.number
            if step not in known and step not in new:
                _refuse_disorder(one, last.get(step[:2]))
                new[step] = one
                last[step[:2]] = one.number, one.day
        if new:
            insert_all(connection, reminder, [_values(one, step[0]) for step, one in new.items()])
            subjects = [reminder_subject(one) for one in new.values()]
            audit.append_all(connection, AuditAction.REMIND, subjects, now=now, actor=actor)
    written = set(new.values())
    return tuple(one for one in dict.fromkeys(reminders) if one in written)


def reminders_of(database: Database, campaign_id: str) -> tuple[Reminder, ...]:
    """The reminders of a campaign, in the order in which they were recorded."""
    with database.reading() as connection:
        return recorded_reminders(connection, campaign_id)


def recorded_reminders(connection: Connection, campaign_id: str | None = None) -> tuple[Reminder, ...]:
    """The reminders of one campaign or of all."""
    query = (
        select(reminder, *KEY_COLUMNS)
        .join(obligation, obligation.c.id == reminder.c.obligation_id)
        .join(register_entry, register_entry.c.id == obligation.c.entry_id)
        .order_by(reminder.c.id)
    )
    if campaign_id is not None:
        query = query.where(register_entry.c.campaign_id == campaign_id)
    return tuple(_reminder(row) for row in connection.execute(query))


def reminder_subject(one: Reminder) -> dict[str, object]:
    """A reminder as the audit log holds it."""
    letter, carrier = one.obligation.letter, one.letter
    return {
        "campaign_id": letter.campaign_id,
        "letter_id": letter.letter_id,
        "issuer_id": letter.organ_id,
        "assignment": one.obligation.assignment,
        "organ_id": one.obligation.organ_id,
        "due": one.due.isoformat(),
        "number": one.number,
        "day": one.day.isoformat(),
        "form": one.form.value,
        "late": one.late,
        "escalated": one.escalated,
        "carrier": None if carrier is None else [carrier.campaign_id, carrier.letter_id, carrier.organ_id],
    }


def _refuse_uncarried(reminders: Sequence[Reminder]) -> None:
    for one in reminders:
        if (one.form is ReminderForm.LETTER) != (one.letter is not None):
            wanted = "phải có văn bản đôn đốc đi kèm" if one.letter is None else "không đi kèm văn bản nào"
            raise IllegalTransition(f"{_name(one)} ở dạng “{one.form.value}” {wanted}.")


def _refuse_disorder(one: Reminder, last: tuple[int, date] | None) -> None:
    if last is not None and (one.number < last[0] or one.day < last[1]):
        raise IllegalTransition(
            f"{_name(one)} ngày {short_date(one.day)} đứng sau lần {last[0]} ngày {short_date(last[1])}"
            " đã ghi; các lần nhắc của một hạn phải tăng dần."
        )


def _name(one: Reminder) -> str:
    key = one.obligation
    return (
        f"Lần nhắc {one.number} về “{key.assignment}” của {key.organ_id} theo {letter_name(key.letter)},"
        f" hạn {short_date(one.due)},"
    )


def _rows(connection: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for start in range(0, len(ids), _IDS_AT_A_TIME):
        part = ids[start : start + _IDS_AT_A_TIME]
        found += connection.execute(select(reminder).where(reminder.c.obligation_id.in_(part))).all()
    return found


def _values(one: Reminder, obligation_id: int) -> dict[str, Any]:
    return {
        "obligation_id": obligation_id,
        "due_on": one.due,
        "number": one.number,
        "day": one.day,
        "form": one.form.value,
        "late": one.late,
        "escalated": one.escalated,
        "campaign_id": one.letter.campaign_id if one.letter else None,
        "letter_id": one.letter.letter_id if one.letter else None,
        "organ_id": one.letter.organ_id if one.letter else None,
    }


def _reminder(row: Row[Any]) -> Reminder:
    carrier = None
    if row.letter_id is not None:
        carrier = LetterKey(campaign_id=row.campaign_id, letter_id=row.letter_id, organ_id=row.organ_id)
    return Reminder(
        obligation=key_in(row),
        due=row.due_on,
        number=row.number,
        day=row.day,
        form=ReminderForm(row.form),
        late=row.late,
        escalated=row.escalated,
        letter=carrier,
    )
