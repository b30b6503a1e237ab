"""Obligations: who owes which report under which letter until when, and how a deadline is extended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from vanban.domain.dates.occasion import VIETNAM_TIME
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.wording import short_date
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.database import Database
from vanban.store.register.letter_name import letter_name
from vanban.store.register.obligation_reading import (
    HeldObligation,
    find_obligation,
    obligation_parts,
    owed_name,
    read_obligations,
)
from vanban.store.report_tables import report
from vanban.store.tables import obligation, obligation_extension, register_entry


class AlreadyReported(IllegalTransition):
    """A deadline cannot be put off any more: the report that it is set for has come in."""


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
        return iter([held.obligation for held in read_obligations(connection, *wanted)])


def extend(  # all but the key are named
    database: Database, key: ObligationKey, *, due: date, reason: str, now: datetime, actor: str
) -> None:
    """Put the deadline of one obligation off, with the reason; the older deadlines stay in its history.

    Raises:
        AlreadyReported: A report has come in, which a later deadline would turn from a late one into one in time.
        IllegalTransition: No reason, no such obligation or one that is withdrawn, a date that is not later
            than the deadline in force, or not before that of the obligation it feeds.
    """
    if not reason.strip():
        raise IllegalTransition("Gia hạn báo cáo phải ghi rõ lý do.")
    with database.transaction() as connection:
        found = find_obligation(connection, key)
        if found is None:
            raise IllegalTransition(
                f"Không có nhiệm vụ “{key.assignment}” giao cho {key.organ_id} trong {letter_name(key.letter)}."
            )
        held = found.obligation
        _refuse_extension(connection, found, due)
        values = {"obligation_id": found.id, "position": len(held.extensions) + 1, "due_on": due, "reason": reason}
        granted_on = now.astimezone(VIETNAM_TIME).date()
        connection.execute(insert(obligation_extension).values(**values, granted_on=granted_on))
        subject = obligation_parts(key) | {
            "due": due.isoformat(),
            "due_before": held.due_now.isoformat(),
            "reason": reason,
            "granted_on": granted_on.isoformat(),
        }
        audit.append(connection, action=AuditAction.EXTEND, subject=subject, now=now, actor=actor)


def _refuse_reported(connection: Connection, found: HeldObligation) -> None:
    query = select(func.min(report.c.received_on)).where(report.c.obligation_id == found.id)
    received_on: date | None = connection.execute(query).scalar()
    if received_on is not None:
        raise AlreadyReported(
            f"{owed_name(found.obligation)} đã có báo cáo nhận ngày {short_date(received_on)}, không gia hạn được nữa:"
            " hạn mới sẽ làm một báo cáo trễ thành đúng hạn."
        )


def _refuse_extension(connection: Connection, found: HeldObligation, due: date) -> None:
    held = found.obligation
    if held.withdrawn:
        raise IllegalTransition(f"{letter_name(held.key.letter)} đã bị thu hồi hoặc thay thế, không gia hạn được.")
    _refuse_reported(connection, found)
    if due <= held.due_now:
        raise IllegalTransition(
            f"{owed_name(held)} đang có hạn {short_date(held.due_now)}; hạn mới phải sau ngày đó, không thể là"
            f" {short_date(due)}."
        )
    upper = None if held.feeds is None else find_obligation(connection, held.feeds)
    if upper is not None and due >= upper.obligation.due_now:
        raise IllegalTransition(
            f"Không gia hạn được đến {short_date(due)}: {owed_name(held)} là để phục vụ {owed_name(upper.obligation)},"
            f" hạn {short_date(upper.obligation.due_now)}. Hạn của cấp dưới phải trước hạn của cấp trên;"
            " hãy chọn ngày sớm hơn, hoặc gia hạn cho cấp trên trước."
        )
