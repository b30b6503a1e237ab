"""The pages of a launch with Prefect: two artifacts of a campaign, rewritten by each run."""

from __future__ import annotations

from vanban.desk.site import LETTERS
from vanban.domain.campaigns.approval import PlanKind, PlanRecord
from vanban.storage.storage import Storage
from vanban.usecases.approving.issue_plan import IssuedPlan
from workflows.office import Office
from workflows.pages.launch_pages import headline, launch_page, letter_table
from workflows.screens.artifacts import leave_page, leave_table
from workflows.screens.keys import page_key


def launch_key(campaign: str) -> str:
    """The key of the page that says how the last launch of a campaign went."""
    return page_key("phat-hanh", campaign)


def launch_name(record: PlanRecord) -> str:
    """What the pages of a launch are named after: reminders of a campaign do not take the place of its letters."""
    return record.campaign_id if record.kind is PlanKind.CAMPAIGN else record.id


def leave_launch(done: IssuedPlan, storage: Storage, where: Office) -> None:
    """Shows what was issued, with links that open the letters where the office's site shows them."""
    name = launch_name(done.record)
    told = headline(done.record.title, done.launch, str(storage))
    leave_table(page_key("van-ban", name), letter_table(done.launch), told)
    site = f"{where.site}{LETTERS}{done.record.campaign_id}" if where.site else ""
    leave_page(launch_key(name), launch_page(done.record.title, done.launch, str(storage), done.plan.findings, site))
