"""What a campaign asks its units to report, kept beside the register so that it outlives the campaign's folder."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.reminding import ReminderPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """What a report on one assignment holds: its figures in the order asked, what they must reach, the documents."""

    assignment: str
    title: str
    figures: tuple[Figure, ...] = ()
    quotas: tuple[Quota, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingPlan:
    """The forms of a campaign and how its units are reminded.

    ``directory`` is where the office's own directory lay at launch, empty where there is none; it is only a hint
    for whoever writes to the same units later.
    """

    campaign_id: str
    title: str
    forms: tuple[ReportForm, ...]
    reminders: ReminderPlan = field(default_factory=ReminderPlan)
    directory: str = ""

    def form(self, assignment: str) -> ReportForm:
        """The form of an assignment.

        Raises:
            KeyError: the campaign has no such assignment.
        """
        for one in self.forms:
            if one.assignment == assignment:
                return one
        raise KeyError(assignment)


def reporting_plan(campaign: Campaign, directory: str = "") -> ReportingPlan:
    """What ``campaign`` asks for: one form for each assignment that has a deadline."""
    figures = {one.key: one for one in campaign.figures}
    quotas = {one.key: one for one in campaign.quotas}
    return ReportingPlan(
        campaign_id=campaign.id,
        title=campaign.title,
        forms=tuple(
            ReportForm(
                assignment=one.key,
                title=one.title,
                figures=tuple(figures[key] for key in one.figures),
                quotas=tuple(quotas[key] for key in one.quotas),
                documents=one.documents,
            )
            for one in campaign.assignments
            if one.deadline is not None
        ),
        reminders=campaign.reminders,
        directory=directory,
    )
