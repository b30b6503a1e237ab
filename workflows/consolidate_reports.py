"""The flow that adds up the reports of an office's units and puts the báo cáo up for approval."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.campaigns.approval import PlanKind
from vanban.usecases.approving.plan_requests import consolidation_request
from vanban.usecases.consolidating.consolidate_reports import Consolidation, consolidate_reports
from vanban.usecases.consolidating.draft_consolidation import Submission
from vanban.usecases.planning.office_directory import directory_folder, office_directory
from workflows.forms.checking import checked, given
from workflows.forms.consolidation_form import ConsolidationForm
from workflows.office import occasion, office
from workflows.pages.consolidation_pages import consolidation_section
from workflows.running.outcome import actor, run_title, told
from workflows.screens.flow_names import CONSOLIDATE
from workflows.screens.plan_screen import plan_key, submit_with_page


@flow(name=CONSOLIDATE, flow_run_name=run_title("Tổng hợp", "issuer", "as_of"), validate_parameters=False)
def consolidate_reports_flow(request: ConsolidationForm) -> str | State[Any]:
    """Tổng hợp báo cáo của các đơn vị thành báo cáo gửi cấp trên, trình duyệt. Chưa cấp số nào."""
    key = plan_key(f"bao-cao-{given(request, 'campaign')}-{given(request, 'issuer')}")
    return told(lambda: _consolidate(checked(ConsolidationForm, request)), key=key, head="Chưa tổng hợp được")


def _consolidate(asked: ConsolidationForm) -> str:
    """The id of the plan on record."""
    where, at = office(), occasion(actor(asked))
    database = where.store()
    wanted = Consolidation(
        campaign_id=asked.campaign,
        issuer=asked.issuer,
        assignment=asked.assignment,
        letter_id=asked.letter,
        as_of=asked.as_of,
    )
    own = directory_folder(where.directory, database, asked.campaign)
    request = consolidation_request(wanted, Submission(day=at.today), directory=own)
    added_up = consolidate_reports(wanted, office_directory(own), database)
    figures = consolidation_section(added_up)
    return submit_with_page(PlanKind.CONSOLIDATION, request, database, at, more=figures).id
