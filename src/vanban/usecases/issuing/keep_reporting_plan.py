"""What a campaign asks to be reported, kept before its first letter has a number, so that it outlives the folder."""

from __future__ import annotations

from vanban.domain.campaigns.reporting import reporting_plan
from vanban.domain.dates.occasion import Occasion
from vanban.store.database import Database
from vanban.store.reporting.reporting_plans import record_reporting_plan
from vanban.usecases.planning.plan_campaign import Plan


def keep_reporting_plan(plan: Plan, database: Database, occasion: Occasion) -> None:
    """Records the forms and reminders of a plan whose campaign asks for reports; the same again is no change.

    A letter that recalls or corrects another goes out under the campaign of the older one and must not put other forms
    in the place of that campaign's.
    """
    if any(one.target.campaign_id == plan.campaign.id for one in plan.relations.values()) or all(
        one.deadline is None for one in plan.campaign.assignments
    ):
        return
    folder = plan.commission.reading.directory_folder
    asked = reporting_plan(plan.campaign, str(folder.absolute()) if folder else "")
    record_reporting_plan(database, asked, now=occasion.now, actor=occasion.actor)
