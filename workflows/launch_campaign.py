"""The flow that issues an approved plan: ``vanban issue`` with tasks, retries and a page of what was made."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner

from vanban.domain.errors import VanbanError
from vanban.domain.letters.rendition import Rendition
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.usecases.approving.find_plan import find_plan
from vanban.usecases.approving.issue_plan import issue_plan
from vanban.usecases.approving.list_plans import plan_standing
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.issuing.render_letters import batch_size
from workflows.forms.checking import checked, given
from workflows.forms.launch_form import LaunchForm
from workflows.office import Office, occasion, office
from workflows.pages.findings_pages import refusal_page
from workflows.running.drawing_pool import drawing_pool
from workflows.running.outcome import actor, refused, run_title
from workflows.running.task_map import THREADS, task_map
from workflows.screens.artifacts import leave_page
from workflows.screens.board_screen import leave_board
from workflows.screens.flow_names import LAUNCH
from workflows.screens.launch_screen import launch_key, launch_name, leave_launch
from workflows.screens.plan_screen import plan_sources

_NOTHING = "Chưa cấp số nào."
_BEGUN = "Số đã cấp vẫn giữ trong sổ; chạy lại thì làm tiếp, không cấp trùng số."


# The form is checked inside, where a mistake can be answered in Vietnamese.
@flow(
    name=LAUNCH,
    flow_run_name=run_title("Phát hành", "plan_id"),
    validate_parameters=False,
    task_runner=ThreadPoolTaskRunner(max_workers=THREADS),  # type: ignore[arg-type]  # declared for one kind of future
)
def launch_campaign_flow(request: LaunchForm) -> tuple[Rendition, ...] | State[Any]:
    """Phát hành một kế hoạch đã duyệt: cấp số, vào sổ, vẽ DOCX và PDF. Chạy lại không cấp trùng số."""
    where = office()
    try:
        return _issue(checked(LaunchForm, request), where)
    except VanbanError as error:
        begun, key = _begun(given(request, "plan_id"), where)
        head, left = ("Phát hành dở dang", _BEGUN) if begun else ("Chưa phát hành", _NOTHING)
        leave_page(key, refusal_page(head, left, error))
        return refused(error)


def _issue(asked: LaunchForm, where: Office) -> tuple[Rendition, ...]:
    database, at = where.store(), occasion(actor(asked))
    record = find_plan(database, asked.plan_id)
    storage = where.out / record.campaign_id
    with closing(drawing_pool(where.dask, storage)) as pool:
        press = Press(run=task_map(pool), batch=batch_size(record.letters, pool.workers), storage=storage)
        done = issue_plan(record.id, plan_sources(database, at), press, at)
    leave_launch(done, storage, where)
    if reporting_plan_of(database, record.campaign_id) is not None:
        leave_board(where, database, record.campaign_id, at.today)
    return done.launch.files


def _begun(plan_id: str, where: Office) -> tuple[bool, str]:
    """Whether letters of the plan have numbers already, and the key of its page."""
    try:
        record = find_plan(where.store(), plan_id)
    except VanbanError:
        return False, launch_key(plan_id)
    return plan_standing(where.store(), record).progress.issued > 0, launch_key(launch_name(record))
