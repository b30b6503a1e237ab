"""All campaigns at a glance, as they stood on a day: counted by the database itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, case, func, or_, select

from vanban.store.database import Database
from vanban.store.register.obligation_reading import ENDING, GIVES
from vanban.store.report_tables import campaign_closing, report
from vanban.store.reporting.reporting_plans import latest_plans
from vanban.store.tables import entry_relation, obligation, obligation_extension, register_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCount:
    """A campaign that asks for reports, in figures.

    ``letters`` are all that were issued under it, reminders and corrections included. ``obligations`` leaves out
    those withdrawn before anybody reported; ``reported`` and ``overdue`` are among them. ``next_due`` is the nearest
    deadline of a report that is missing and not late yet.
    """

    campaign_id: str
    title: str
    letters: int
    obligations: int
    reported: int
    overdue: int
    next_due: date | None
    closed_on: date | None


def campaign_counts(database: Database, day: date) -> tuple[CampaignCount, ...]:
    """Every campaign that had issued letters by a day and asks for reports, by its id."""
    with database.reading() as connection:
        letters = _letters(connection, day)
        owed = {row.campaign_id: row for row in connection.execute(_owed(day))}
        titles = {row.campaign_id: row.title for row in connection.execute(latest_plans())}
        closed = _closed(connection, day)
    return tuple(
        _count(campaign_id, letters[campaign_id], titles.get(campaign_id), owed.get(campaign_id), closed)
        for campaign_id in sorted(letters)
        if campaign_id in owed or campaign_id in titles
    )


def _count(campaign_id: str, letters: int, title: str | None, owed: Any, closed: dict[str, date]) -> CampaignCount:
    return CampaignCount(
        campaign_id=campaign_id,
        # A campaign launched before plans were kept is known by its id alone.
        title=title or campaign_id,
        letters=letters,
        obligations=0 if owed is None else owed.obligations,
        reported=0 if owed is None else owed.reported,
        overdue=0 if owed is None else owed.overdue,
        next_due=None if owed is None else owed.next_due,
        closed_on=closed.get(campaign_id),
    )


def _letters(connection: Connection, day: date) -> dict[str, int]:
    table = register_entry.c
    query = select(table.campaign_id, func.count().label("letters"))
    issued = query.where(table.state == "issued", table.issued_date <= day).group_by(table.campaign_id)
    return {row.campaign_id: row.letters for row in connection.execute(issued)}


def _closed(connection: Connection, day: date) -> dict[str, date]:
    query = select(campaign_closing).where(campaign_closing.c.closed_on <= day)
    return {row.campaign_id: row.closed_on for row in connection.execute(query)}


def _owed(day: date) -> Select[Any]:
    put_off, ended, entry = _put_off(day), _ended(day), register_entry.c
    first = and_(report.c.obligation_id == obligation.c.id, report.c.version == 1, report.c.received_on <= day)
    due = func.coalesce(put_off.c.due_on, obligation.c.due_on)
    reported, waited_for = report.c.id.is_not(None), and_(report.c.id.is_(None), ended.c.target_id.is_(None))
    return (
        select(
            entry.campaign_id,
            _how_many(or_(reported, waited_for)).label("obligations"),
            _how_many(reported).label("reported"),
            _how_many(and_(waited_for, due < day)).label("overdue"),
            func.min(case((and_(waited_for, due >= day), due))).label("next_due"),
        )
        .select_from(obligation)
        .join(register_entry, GIVES)
        .outerjoin(report, first)
        .outerjoin(put_off, put_off.c.obligation_id == obligation.c.id)
        .outerjoin(ended, ended.c.target_id == entry.id)
        .where(entry.issued_date <= day)
        .group_by(entry.campaign_id)
    )


def _put_off(day: date) -> Subquery:
    """The deadline after the extensions granted by a day, each of which is later than the one before."""
    table = obligation_extension.c
    last = func.max(table.due_on).label("due_on")
    return select(table.obligation_id, last).where(table.granted_on <= day).group_by(table.obligation_id).subquery()


def _ended(day: date) -> Subquery:
    """The letters recalled or replaced by a day."""
    table, newer = entry_relation.c, register_entry.alias("newer")
    query = select(table.target_id).join(newer, newer.c.id == table.entry_id)
    return query.where(table.kind.in_(ENDING), newer.c.issued_date <= day).distinct().subquery()


def _how_many(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
