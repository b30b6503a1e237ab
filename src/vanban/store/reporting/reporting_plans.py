"""What each campaign asks to be reported, in versions, and the day on which a campaign is closed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.sql import Select

from vanban.domain.campaigns.reporting import ReportingPlan
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.wording import short_date
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.database import Database
from vanban.store.instants import instant_text
from vanban.store.report_tables import campaign_closing, reporting_plan
from vanban.store.reporting.reporting_plan_text import plan_from_text, plan_text
from vanban.store.tables import register_entry


def record_reporting_plan(database: Database, plan: ReportingPlan, *, now: datetime, actor: str) -> None:
    """Keep what a campaign asks for; the same again is no change, anything else is its next version."""
    content = plan_text(plan)
    if _is_in_force(database, plan, content):
        return
    with database.transaction() as connection:
        last = _last(connection, plan.campaign_id)
        if last is not None and last.content == content:
            return
        version = 1 if last is None else last.version + 1
        values = {"campaign_id": plan.campaign_id, "version": version, "title": plan.title, "content": content}
        values["recorded_at"] = instant_text(now)
        connection.execute(insert(reporting_plan).values(**values))
        audit.append(connection, action=AuditAction.PLAN_REPORTS, subject=plan_parts(values), now=now, actor=actor)


def reporting_plan_of(database: Database, campaign_id: str) -> ReportingPlan | None:
    """What a campaign asks for, in its latest version; ``None`` where nothing was recorded."""
    with database.reading() as connection:
        row = _last(connection, campaign_id)
    return None if row is None else plan_from_text(row.campaign_id, row.content)


def reporting_plans(database: Database) -> tuple[ReportingPlan, ...]:
    """The latest plan of every campaign that has one, by the campaign's id."""
    with database.reading() as connection:
        rows = connection.execute(latest_plans()).all()
    # Databases differ in how they order letters.
    return tuple(plan_from_text(row.campaign_id, row.content) for row in sorted(rows, key=lambda row: row.campaign_id))


def latest_plans() -> Select[Any]:
    """The rows of the plans in force, one for each campaign."""
    later = reporting_plan.alias("later")
    last = select(func.max(later.c.version)).where(later.c.campaign_id == reporting_plan.c.campaign_id)
    return select(reporting_plan).where(reporting_plan.c.version == last.scalar_subquery())


def close_campaign(  # all but the campaign are named
    database: Database, campaign_id: str, *, day: date, reason: str, now: datetime, actor: str
) -> None:
    """Take no more reports for a campaign; the same again is no change.

    Raises:
        IllegalTransition: No reason, no such campaign, or it was closed on another day or for another reason.
    """
    if not reason.strip():
        raise IllegalTransition("Kết thúc đợt phải ghi rõ lý do.")
    with database.transaction() as connection:
        closed = _closing(connection, campaign_id)
        if closed is not None:
            if (closed.closed_on, closed.reason) == (day, reason):
                return
            raise IllegalTransition(
                f"Đợt “{campaign_id}” đã kết thúc ngày {short_date(closed.closed_on)} với lý do “{closed.reason}”;"
                " mỗi đợt chỉ kết thúc một lần."
            )
        if not _has_letters(connection, campaign_id):
            raise IllegalTransition(
                f"Không có đợt “{campaign_id}” trong sổ: chưa văn bản nào của đợt được phát hành."
                " Hãy kiểm tra lại mã đợt."
            )
        connection.execute(insert(campaign_closing).values(campaign_id=campaign_id, closed_on=day, reason=reason))
        subject = {"campaign_id": campaign_id, "closed_on": day.isoformat(), "reason": reason}
        audit.append(connection, action=AuditAction.CLOSE, subject=subject, now=now, actor=actor)


def closed_on(database: Database, campaign_id: str) -> date | None:
    """The day on which a campaign was closed; ``None`` while it is open."""
    with database.reading() as connection:
        return closing_day(connection, campaign_id)


def closing_day(connection: Connection, campaign_id: str) -> date | None:
    """:func:`closed_on` inside the caller's transaction."""
    row = _closing(connection, campaign_id)
    return None if row is None else row.closed_on


def plan_parts(values: Mapping[str, Any]) -> dict[str, object]:
    """The row of a plan as the audit log holds it: a hash stands for its content."""
    facts = {name: value for name, value in values.items() if name != "content"}
    return facts | {"content_sha256": hashlib.sha256(values["content"].encode()).hexdigest()}


def _is_in_force(database: Database, plan: ReportingPlan, content: str) -> bool:
    """Looked up first without waiting for other writers, for every launch asks it again."""
    with database.reading() as connection:
        last = _last(connection, plan.campaign_id)
    return last is not None and last.content == content


def _last(connection: Connection, campaign_id: str) -> Row[Any] | None:
    table = reporting_plan.c
    query = select(reporting_plan).where(table.campaign_id == campaign_id)
    return connection.execute(query.order_by(table.version.desc()).limit(1)).first()


def _closing(connection: Connection, campaign_id: str) -> Row[Any] | None:
    return connection.execute(select(campaign_closing).where(campaign_closing.c.campaign_id == campaign_id)).first()


def _has_letters(connection: Connection, campaign_id: str) -> bool:
    table = register_entry.c
    query = select(table.id).where(table.campaign_id == campaign_id, table.state == "issued")
    return connection.execute(query.limit(1)).first() is not None
