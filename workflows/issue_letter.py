"""The flow of one letter from a form: written to a file, planned and put up for approval like a campaign."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.campaigns.approval import PlanKind
from vanban.usecases.approving.plan_requests import campaign_request
from vanban.usecases.planning.sketch_letter import TypedLetter, sketch_letter
from workflows.forms.checking import checked, given
from workflows.forms.letter_form import LetterForm
from workflows.office import occasion, office
from workflows.running.outcome import actor, run_title, told
from workflows.screens.flow_names import LETTER
from workflows.screens.plan_screen import plan_key, submit_with_page


@flow(name=LETTER, flow_run_name=run_title("Soạn công văn", "id", "date"), validate_parameters=False)
def issue_letter_flow(request: LetterForm) -> str | State[Any]:
    """Soạn một công văn: xem trước, trình duyệt. Chưa cấp số nào."""
    key = plan_key(given(request, "id"))
    return told(lambda: _letter(checked(LetterForm, request)), key=key, head="Chưa soạn được công văn")


def _letter(asked: LetterForm) -> str:
    """The id of the plan on record."""
    where, at = office(), occasion(actor(asked))
    typed = TypedLetter(
        id=asked.id,
        issuer=asked.issuer,
        drafting_unit=asked.drafting_unit,
        subject=asked.subject,
        addressees=tuple(asked.addressees),
        copies=tuple(asked.copies),
        text=asked.text,
        signatory=asked.signatory,
        day=asked.date,
    )
    file = sketch_letter(typed, where.people(), where.campaigns)
    request = campaign_request(file, day=asked.date, directory=where.directory)
    return submit_with_page(PlanKind.CAMPAIGN, request, where.store(), at).id
