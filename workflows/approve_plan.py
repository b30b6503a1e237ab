"""The flow of one person's yes or no to one aspect of a plan."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.usecases.approving.decide_plan import Verdict, decide_plan
from workflows.forms.checking import checked, given
from workflows.forms.decision_form import Answer, DecisionForm
from workflows.office import occasion, office
from workflows.pages.decision_pages import decision_page
from workflows.running.outcome import actor, run_title, told
from workflows.screens.artifacts import leave_page
from workflows.screens.flow_names import DECIDE
from workflows.screens.keys import page_key
from workflows.screens.plan_screen import plan_links

_PAGE = "duyet"


@flow(name=DECIDE, flow_run_name=run_title("Duyệt", "plan_id", "aspect"), validate_parameters=False)
def approve_plan_flow(request: DecisionForm) -> tuple[str, ...] | State[Any]:
    """Duyệt hoặc không duyệt nội dung, thể thức của một kế hoạch (Điều 12 Nghị định 30/2020/NĐ-CP)."""
    key = page_key(_PAGE, given(request, "plan_id"))
    return told(lambda: _decide(checked(DecisionForm, request), key), key=key, head="Chưa ghi ý kiến")


def _decide(asked: DecisionForm, key: str) -> tuple[str, ...]:
    """What is still missing before the plan may be issued."""
    where, at = office(), occasion(actor(asked))
    verdict = Verdict(
        plan_id=asked.plan_id,
        aspect=asked.aspect.aspect,
        approved=asked.answer is Answer.YES,
        name=asked.name,
        position=asked.position,
        reason=asked.reason,
    )
    standing = decide_plan(verdict, where.store(), at)
    leave_page(key, decision_page(standing, plan_links(standing.record)))
    return tuple(standing.missing)
