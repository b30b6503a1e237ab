"""A reporting plan as the text that is kept of it: the same plan gives the same text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.reminding import ReminderForm, ReminderPlan
from vanban.store.canonical import canonical_json, decimal_text


def plan_text(plan: ReportingPlan) -> str:
    """All of a plan but the campaign that it belongs to, as canonical JSON."""
    return canonical_json({name: _plain(value) for name, value in asdict(plan).items() if name != "campaign_id"})


def plan_from_text(campaign_id: str, text: str) -> ReportingPlan:
    """The plan that a text was made of."""
    facts = json.loads(text)
    return ReportingPlan(
        campaign_id=campaign_id,
        title=facts["title"],
        forms=tuple(_form(form) for form in facts["forms"]),
        reminders=_reminders(facts["reminders"]),
        directory=facts["directory"],
    )


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return decimal_text(value)
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _form(facts: Mapping[str, Any]) -> ReportForm:
    return ReportForm(
        assignment=facts["assignment"],
        title=facts["title"],
        figures=tuple(_figure(figure) for figure in facts["figures"]),
        quotas=tuple(Quota(**quota) for quota in facts["quotas"]),
        documents=tuple(facts["documents"]),
    )


def _figure(facts: Mapping[str, Any]) -> Figure:
    maximum = facts["maximum"]
    bounds = {"minimum": Decimal(facts["minimum"]), "maximum": None if maximum is None else Decimal(maximum)}
    return Figure(**{**facts, **bounds})


def _reminders(facts: Mapping[str, Any]) -> ReminderPlan:
    read = {"before": ReminderForm(facts["before"]), "after": ReminderForm(facts["after"])}
    days = {name: tuple(facts[name]) for name in ("before_working_days", "after_working_days")}
    return ReminderPlan(**{**facts, **read, **days})
