"""The flow of reminders: those of the day go on record, and each letter that waits gets a page to approve it from."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.campaigns.approval import PlanKind
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import VanbanError
from vanban.store.database import Database
from vanban.usecases.approving.plan_requests import reminder_request
from vanban.usecases.planning.office_directory import directory_folder
from vanban.usecases.registers.day_by_clock import day_by_clock
from vanban.usecases.reminding.draft_reminder import ReminderOrder
from vanban.usecases.reminding.due_reminders import ReminderLetter
from vanban.usecases.sending.remind_units import remind_units
from vanban.usecases.watching.tracked_campaigns import tracked_campaigns
from workflows.forms.checking import checked
from workflows.forms.sweep_form import SweepForm
from workflows.office import Office, occasion, office
from workflows.pages.reminder_pages import reminders_page
from workflows.running.campaign_round import LEFT, campaign_round
from workflows.running.outcome import actor, run_title, told
from workflows.screens.artifacts import leave_page
from workflows.screens.flow_names import REMIND
from workflows.screens.keys import page_key
from workflows.screens.links import page_address
from workflows.screens.plan_screen import plan_key, submit_with_page

_PAGE = "nhac-viec"
_HEAD = "Chưa lập được nhắc việc"


@flow(name=REMIND, flow_run_name=run_title("Nhắc việc", "campaign"), validate_parameters=False)
def send_reminders_flow(request: SweepForm = SweepForm()) -> int | State[Any]:  # noqa: B008  # frozen
    """Nhắc việc: lập bản đôn đốc, nhắc hạn đến lượt; mỗi bản phát hành sau một lần duyệt."""
    return told(lambda: _remind(checked(SweepForm, request)), key=_PAGE, head=_HEAD, left=LEFT)


def _remind(asked: SweepForm) -> int:
    """How many reminders are new on record."""
    where, at = office(), occasion(actor(asked))
    database = where.store()
    today = day_by_clock(database, at, "nhắc bằng lệnh vanban remind, ghi rõ hôm nay bằng --today")
    watched = tracked_campaigns(database, today, asked.campaign)
    return campaign_round(watched, lambda one: _remind_one(one, where, database, at), page=_PAGE, head=_HEAD)


def _remind_one(campaign: str, where: Office, database: Database, at: Occasion) -> int:
    done = remind_units(database, campaign, at, where.people() if where.directory else None)
    drafts = [(letter, _drafted(letter, where, database, at)) for letter in done.waiting]
    leave_page(page_key(_PAGE, campaign), reminders_page(campaign, done, drafts, at.today))
    return len(done.made)


def _drafted(letter: ReminderLetter, where: Office, database: Database, at: Occasion) -> tuple[str, str]:
    """The address of the draft's page, and why there is no draft."""
    own = directory_folder(where.directory, database, letter.key.campaign_id)
    request = reminder_request(ReminderOrder(letter=letter.key, day=at.today), directory=own)
    try:
        record = submit_with_page(PlanKind.REMINDER, request, database, at)
    except VanbanError as error:
        return "", error.message
    return page_address(plan_key(record.id)), ""
