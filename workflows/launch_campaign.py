"""The flow that launches a campaign: ``vanban launch`` with tasks, retries and a page that shows what was made."""

from __future__ import annotations

import getpass
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Failed
from prefect.task_runners import ThreadPoolTaskRunner

from vanban.domain.errors import VanbanError
from vanban.domain.occasion import Occasion
from vanban.domain.rendition import Rendition
from vanban.store.database import open_database, open_existing
from vanban.usecases.launch_campaign import Press, launch_campaign
from vanban.usecases.plan_campaign import Plan
from vanban.usecases.proof_plan import proof_plan
from workflows.launch_artifacts import leave_letters, leave_refusal
from workflows.launch_request import LaunchRequest, checked, given
from workflows.plan_request import plan_request
from workflows.task_map import task_map
from workflows.worker_pool import WorkerPool

_CORES = os.cpu_count() or 1
_LARGEST_BATCH = 100
"""Letters a task draws at most: 5 to 10 seconds of work, beside which Prefect's own share is small."""


def run_name() -> str:
    """``Phát hành 2020-truyen-thong-dieu-tra, ngày 2020-09-15``."""
    request = flow_run.parameters.get("request")
    return f"Phát hành {Path(given(request, 'folder')).name}, ngày {given(request, 'date')}"


# The request is checked inside, where a mistake can be answered in Vietnamese.
@flow(
    name="phat-hanh",
    flow_run_name=run_name,
    validate_parameters=False,
    task_runner=ThreadPoolTaskRunner(max_workers=_CORES),  # type: ignore[arg-type]  # declared for one kind of future
)
def launch_campaign_flow(request: LaunchRequest) -> tuple[Rendition, ...] | State[Any]:
    """Phát hành một đợt văn bản: cấp số, vào sổ, vẽ DOCX và PDF. Chạy lại không cấp trùng số."""
    occasion = Occasion(now=datetime.now(UTC), actor=_actor())
    plan: Plan | None = None
    begun = False
    try:
        asked = checked(request)
        plan = plan_request(asked, occasion.today)
        folder = Path(asked.out).absolute() / plan.campaign.id
        batch = max(1, min(_LARGEST_BATCH, -(-len(plan.letters) // _CORES)))
        with closing(WorkerPool(_CORES)) as pool:
            press = Press(run=task_map(pool), batch=batch, folder=folder)
            proof_plan(plan, open_existing(asked.database), press, occasion.today)
            begun = True
            done = launch_campaign(plan, open_database(asked.database), press, occasion, proofed=True)
    except VanbanError as error:
        campaign = plan.campaign.id if plan else Path(given(request, "folder")).name
        leave_refusal(campaign, error, plan.findings if plan else (), begun=begun)
        if flow_run.id is None:
            raise
        return Failed(message=error.message, data=error)  # what a clerk reads has no traceback
    leave_letters(plan, done, folder)
    return done.files


def _actor() -> str:
    """The run, for the audit log: Prefect does not know who pressed its button."""
    return f"prefect:{flow_run.id}" if flow_run.id else getpass.getuser()
