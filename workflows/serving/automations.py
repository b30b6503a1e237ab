"""What the server does by itself: marks killed runs, and starts the reminders when a deadline has passed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from prefect.automations import Automation
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from workflows.screens.events import CAMPAIGN_OVERDUE

HEARTBEAT_SECONDS = 30
_SILENT_FOR = timedelta(seconds=90)
KILLED_RUNS = "Đánh dấu lượt chạy bị ngắt"
REMIND_WHEN_OVERDUE = "Lập nhắc việc khi có đơn vị quá hạn"
_ANY_RUN = ResourceSpecification.model_validate({"prefect.resource.id": "prefect.flow-run.*"})


def put_automations(reminding: UUID) -> None:
    """Creates the automations, in place of those of an earlier start.

    Args:
        reminding: the deployment of the flow that drafts reminders.
    """
    for one in (_killed_runs(), _remind_when_overdue(reminding)):
        with get_client(sync_client=True) as client:
            older = client.read_automations_by_name(one.name)
            for each in older:
                client.delete_automation(each.id)
        one.enabled = all(each.enabled for each in older)  # an office may have switched it off
        one.create()


def _killed_runs() -> Automation:
    """A run whose process was killed says nothing more; without this it would stay "Running" for ever."""
    ended = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed")}
    return Automation(
        name=KILLED_RUNS,
        description="Lượt chạy đã bắt đầu mà im lặng quá 90 giây thì ghi là Crashed; chạy lại không cấp trùng số.",
        trigger=EventTrigger(
            match=_ANY_RUN,
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *ended},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=_SILENT_FOR,
        ),
        actions=[
            ChangeFlowRunState(
                name=None, state=StateType.CRASHED, message="Tiến trình của lượt chạy đã bị ngắt.", force=False
            )
        ],
    )


def _remind_when_overdue(reminding: UUID) -> Automation:
    """One event stands for a morning's newly overdue units of a campaign; offices may add automations like it.

    It starts the round of all campaigns: of two rounds at once the second is dropped, and so it has nothing to add.
    """
    return Automation(
        name=REMIND_WHEN_OVERDUE,
        description="Sự kiện vanban.dot-co-don-vi-qua-han thì chạy luồng nhắc việc.",
        trigger=EventTrigger(expect={CAMPAIGN_OVERDUE}, posture=Posture.Reactive, threshold=1, within=timedelta(0)),
        actions=[RunDeployment(source="selected", job_variables=None, deployment_id=reminding, parameters={})],
    )
