"""What a board is made of: the obligations of a campaign with their reports, as they stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, case, select

from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import RecordedReport
from vanban.domain.letters.document import DocumentCode
from vanban.store.approval_tables import reminder
from vanban.store.database import Database
from vanban.store.register.obligation_reading import GIVES, HeldObligation, read_obligations
from vanban.store.reporting.campaign_counts import CampaignCount, campaign_counts
from vanban.store.reporting.report_rows import versions_by_obligation
from vanban.store.tables import obligation, register_entry

__all__ = ["BoardEntry", "CampaignCount", "board_entries", "campaign_counts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEntry:
    """One obligation as it stood on a day, with the letter that gives it and the report in force by then.

    ``first_received_on`` is when its first version came in; ``reminded_on`` are the days of notices and issued letters.
    """

    obligation: Obligation
    level: int
    code: DocumentCode
    issued_date: date
    report: RecordedReport | None = None
    first_received_on: date | None = None
    reminded_on: tuple[date, ...] = ()


def board_entries(database: Database, campaign_id: str, day: date) -> tuple[BoardEntry, ...]:
    """The obligations of a campaign on a day, from the top level down and then as the register has their letters.

    Only what had happened by that day counts: letters issued, deadlines put off, reports received, letters
    recalled or replaced, reminders sent.
    """
    of_campaign = register_entry.c.campaign_id == campaign_id
    with database.reading() as connection:
        held = read_obligations(connection, of_campaign, day=day)
        versions = versions_by_obligation(connection, held, of_campaign, until=day)
        reminded = _reminded(connection, of_campaign, day)
    return tuple(_entry(one, versions.get(one.id, ()), reminded.get(one.id, ())) for one in held)


def _entry(held: HeldObligation, reports: Sequence[RecordedReport], reminded: Iterable[date]) -> BoardEntry:
    row = held.row
    return BoardEntry(
        obligation=held.obligation,
        level=row.level,
        code=DocumentCode(code_number=row.code_number, code_notation=row.code_notation),
        issued_date=row.issued_date,
        report=reports[-1] if reports else None,
        first_received_on=reports[0].report.received_on if reports else None,
        reminded_on=tuple(reminded),
    )


def _reminded(connection: Connection, of_campaign: ColumnElement[bool], day: date) -> Mapping[int, list[date]]:
    """The days on which units were really reminded, in order: of a notice, or on which its letter was issued."""
    table, carrier = reminder.c, register_entry.alias("carrier")
    reached_on = case((table.letter_id.is_(None), table.day), else_=carrier.c.issued_date).label("reached_on")
    carries = and_(*(carrier.c[name] == table[name] for name in ("campaign_id", "letter_id", "organ_id")))
    rows = reminder.join(obligation, obligation.c.id == table.obligation_id).join(register_entry, GIVES)
    query = select(table.obligation_id, reached_on).select_from(rows.outerjoin(carrier, carries)).distinct()
    found: defaultdict[int, list[date]] = defaultdict(list)
    in_order = query.where(of_campaign, reached_on <= day).order_by(table.obligation_id, reached_on)
    for obligation_id, reminded_on in connection.execute(in_order).all():
        found[obligation_id].append(reminded_on)
    return found
