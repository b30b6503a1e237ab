"""Every flow as the server offers it, with its schedule."""

from __future__ import annotations

from typing import Any, cast

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from workflows.approve_plan import approve_plan_flow
from workflows.consolidate_reports import consolidate_reports_flow
from workflows.extend_deadline import extend_deadline_flow
from workflows.issue_letter import issue_letter_flow
from workflows.launch_campaign import launch_campaign_flow
from workflows.plan_campaign import plan_campaign_flow
from workflows.record_report import record_report_flow
from workflows.screens.flow_names import TITLES
from workflows.send_reminders import send_reminders_flow
from workflows.track_deadlines import track_deadlines_flow

_MORNING = {
    track_deadlines_flow: "30 7 * * *",
    # After the boards are new. A day off passes without reminders: the calendar decides, not the schedule.
    send_reminders_flow: "40 7 * * *",
}
_BY_HAND = (
    plan_campaign_flow,
    issue_letter_flow,
    approve_plan_flow,
    launch_campaign_flow,
    record_report_flow,
    extend_deadline_flow,
    consolidate_reports_flow,
)
_TIME_ZONE = "Asia/Ho_Chi_Minh"
_ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def deployments() -> tuple[RunnerDeployment, ...]:
    """One for each flow, in the order of the list that a clerk sees."""
    by_hand = [_deployment(flow) for flow in _BY_HAND]
    # After a night without the server all missed rounds would start at once; one is enough.
    every_morning = [
        _deployment(flow, schedule=Cron(cron, timezone=_TIME_ZONE), concurrency_limit=_ONE_AT_A_TIME)
        for flow, cron in _MORNING.items()
    ]
    return (*by_hand, *every_morning)


def _deployment(flow: Flow[..., Any], **more: Any) -> RunnerDeployment:
    made = flow.to_deployment(
        name=TITLES[flow.name],
        description=flow.description,
        # Checked in the flow, which answers in Vietnamese.
        enforce_parameter_schema=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
        **more,
    )
    return cast("RunnerDeployment", made)  # only inside an event loop is it something to wait for
