"""The flow of a dry run: every letter as it would be issued, recorded for approval; nothing gets a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.campaigns.approval import PlanKind
from vanban.usecases.approving.plan_requests import campaign_request
from workflows.forms.checking import checked, given
from workflows.forms.plan_form import PlanForm
from workflows.office import occasion, office
from workflows.running.outcome import actor, run_title, told
from workflows.screens.flow_names import PLAN
from workflows.screens.plan_screen import plan_key, submit_with_page


@flow(name=PLAN, flow_run_name=run_title("Lập kế hoạch", "folder", "date"), validate_parameters=False)
def plan_campaign_flow(request: PlanForm) -> str | State[Any]:
    """Lập kế hoạch một đợt văn bản: xem trước mọi văn bản, trình duyệt. Chưa cấp số nào."""
    key = plan_key(Path(given(request, "folder")).name)
    return told(lambda: _plan(checked(PlanForm, request)), key=key, head="Chưa lập được kế hoạch")


def _plan(asked: PlanForm) -> str:
    """The id of the plan on record."""
    where, at = office(), occasion(actor(asked))
    folder = where.campaigns / asked.folder
    request = campaign_request(folder, day=asked.date, directory=where.directory)
    return submit_with_page(PlanKind.CAMPAIGN, request, where.store(), at).id
