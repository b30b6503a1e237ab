"""Runs that were under way when the server was stopped or killed: nobody else will ever say that they are over."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

_UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_MESSAGE = "Lượt chạy bị ngắt khi máy chủ dừng; chạy lại thì làm tiếp."


def end_killed_runs(deployments: Iterable[UUID]) -> int:
    """Writes them down as Crashed and returns how many there were.

    To be called before any new run begins. A morning's round has one place, which a killed round would keep: the
    next one would be dropped instead of doing its work.
    """
    of_ours = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY)),
    )
    ended = 0
    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_run_filter=of_ours):
            for run in runs:
                client.set_flow_run_state(run.id, Crashed(message=_MESSAGE), force=True)
            ended += len(runs)
    return ended
