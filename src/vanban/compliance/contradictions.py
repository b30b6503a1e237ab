"""All rules over a whole plan: where its letters, its campaign and the calendar contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from vanban.compliance.plan_rules import (
    deadlines,
    enclosures,
    levels,
    links,
    recipients,
    reporters,
    statements,
    windows,
)
from vanban.compliance.plan_rules.dues import dues_of
from vanban.compliance.plan_rules.plan_view import PlanRule, PlanView, view_orders
from vanban.compliance.reader import Reader
from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import Draft

PLAN_RULES: tuple[PlanRule, ...] = (
    *deadlines.RULES,
    *levels.RULES,
    *windows.RULES,
    *reporters.RULES,
    *recipients.RULES,
    *enclosures.RULES,
    *links.RULES,
    *statements.RULES,
)
_WEIGHTS = tuple(Severity)


def contradictions(
    campaign: Campaign,
    drafts: Sequence[Draft],
    *,
    on: Callable[[date], DirectoryOn],
    calendar: WorkingCalendar,
    today: date,
    reader: Reader | None = None,
) -> tuple[Finding, ...]:
    """What a plan says against itself; each once, however many letters share it: errors first.

    What a letter shows by itself is told by :func:`vanban.compliance.check.check_draft`.

    Args:
        campaign: The campaign as read.
        drafts: The letters of all its levels.
        on: Who is who on a day.
        calendar: The working calendar.
        today: The first day on which a letter whose day is still blank can be issued.
        reader: Who has laid out the drafts already.
    """
    view = PlanView(
        campaign=campaign,
        orders=view_orders(campaign, drafts, reader or Reader()),
        drafts={draft.key: draft for draft in drafts},
        on=on,
        calendar=calendar,
        today=today,
    )
    view = replace(view, dues={order.id: dues_of(view, order) for order in view.orders})
    findings = dict.fromkeys(finding for rule in PLAN_RULES for finding in rule(view))
    return tuple(sorted(findings, key=lambda finding: _WEIGHTS.index(finding.severity)))
