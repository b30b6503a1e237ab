"""The board of a campaign on any day, and the overview of all campaigns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, partial

from vanban.domain.campaigns.reporting import ReportingPlan
from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.duties.board import Board, BoardRow, standing_on
from vanban.domain.duties.report import QuotaResult, quota_result
from vanban.domain.errors import InvalidInput, Problem
from vanban.regulations.calendar import working_calendar
from vanban.store.database import Database
from vanban.store.register.obligations import obligations
from vanban.store.reporting.board_rows import BoardEntry, CampaignCount, board_entries, campaign_counts
from vanban.store.reporting.reporting_plans import closed_on, reporting_plan_of, reporting_plans


def deadline_board(database: Database, campaign_id: str, day: date) -> Board:
    """The obligations of a campaign as they stood on ``day``; empty on a day before its first letter.

    Raises:
        InvalidInput: no letter of such a campaign is on record; those known are named.
    """
    entries = board_entries(database, campaign_id, day)
    plan = reporting_plan_of(database, campaign_id)
    if plan is None and not entries:
        _refuse_unknown(database, campaign_id)
    ended = closed_on(database, campaign_id)
    return Board(
        campaign_id=campaign_id,
        title=plan.title if plan is not None else campaign_id,
        day=day,
        rows=board_rows(entries, plan, day, working_calendar()),
        closed_on=ended if ended is not None and ended <= day else None,
    )


def campaigns_overview(database: Database, day: date) -> tuple[CampaignCount, ...]:
    """How far every campaign has come on ``day``, by campaign id."""
    return campaign_counts(database, day)


def board_rows(
    entries: Iterable[BoardEntry], plan: ReportingPlan | None, day: date, calendar: WorkingCalendar
) -> tuple[BoardRow, ...]:
    """The rows of a board; without a plan, as in a campaign older than plans are kept, no quota is judged."""
    count = _Count(day, calendar)
    return tuple(_row(entry, plan, count) for entry in entries)


class _Count:
    """Days counted from the day of a board: a thousand rows have a handful of deadlines, some of them years ago."""

    def __init__(self, day: date, calendar: WorkingCalendar) -> None:
        self.day = day
        self.working_days_to = cache(lambda due: calendar.working_days_between(day, due))
        self.standing = cache(partial(standing_on, day, calendar=calendar))


def _row(entry: BoardEntry, plan: ReportingPlan | None, count: _Count) -> BoardRow:
    owed = entry.obligation
    due = owed.due_now
    return BoardRow(
        obligation=owed,
        level=entry.level,
        code=entry.code,
        issued_date=entry.issued_date,
        standing=count.standing(due=due, first_received_on=entry.first_received_on, withdrawn=owed.withdrawn),
        days_left=(due - count.day).days,
        working_days_left=count.working_days_to(due),
        report=entry.report,
        first_received_on=entry.first_received_on,
        quotas=_quotas(entry, plan),
        reminded_on=entry.reminded_on,
    )


def _quotas(entry: BoardEntry, plan: ReportingPlan | None) -> tuple[QuotaResult, ...]:
    """The quotas judged on the report in force."""
    if plan is None or entry.report is None:
        return ()
    try:
        form = plan.form(entry.obligation.key.assignment)
    except KeyError:
        return ()
    return tuple(quota_result(quota, entry.report.report.figures) for quota in form.quotas)


def _refuse_unknown(database: Database, campaign_id: str) -> None:
    """Nothing is wrong with a campaign whose letters came later than the day that is asked for."""
    known = {one.key.letter.campaign_id for one in obligations(database)}
    if campaign_id in known:
        return
    known |= {plan.campaign_id for plan in reporting_plans(database)}
    remedy = f"chọn trong: {', '.join(sorted(known))}" if known else "phát hành một đợt có nhiệm vụ báo cáo trước"
    message = f"không có đợt “{campaign_id}” nào đã phát hành"
    raise InvalidInput([Problem(file="Bảng theo dõi", place="", message=message, remedy=remedy)])
