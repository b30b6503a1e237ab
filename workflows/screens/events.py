"""Events that an office's own automations can wait for: one for each unit and each thing that happens to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext
from prefect.events.schemas.events import Event
from prefect.runtime import flow_run

from vanban.domain.duties.obligation import ObligationKey
from vanban.store.reporting.notices import Notice, NoticeKind

DUE_SOON = "vanban.sap-den-han"
OVERDUE = "vanban.qua-han"
REPORTED = "vanban.da-bao-cao"
CAMPAIGN_OVERDUE = "vanban.dot-co-don-vi-qua-han"
_NAMES = {NoticeKind.DUE_SOON: DUE_SOON, NoticeKind.OVERDUE: OVERDUE, NoticeKind.REPORTED: REPORTED}


def emit(campaign: str, new: Sequence[Notice], labels: Mapping[ObligationKey, str]) -> None:
    """Tells the server of every notice, and of all newly late units of the campaign together.

    Returns when the server has them: what Prefect's own ``emit_event`` leaves in a queue is lost with the process.
    A script outside of any run has nobody to tell.
    """
    if not new or FlowRunContext.get() is None:
        return
    events = [_of_unit(one, labels[one.obligation]) for one in new]
    late = [one for one in new if one.kind is NoticeKind.OVERDUE]
    if late:
        events.append(_of_campaign(campaign, late))
    with get_client(sync_client=True) as client:
        client.request("POST", "/events", json=[one.model_dump(mode="json") for one in events])


def _of_unit(notice: Notice, label: str) -> Event:
    key = notice.obligation
    resource = f"vanban.{key.letter.campaign_id}.{key.letter.letter_id}.{key.assignment}.{key.organ_id}"
    payload = {
        "campaign": key.letter.campaign_id,
        "organ": key.organ_id,
        "name": label,
        "assignment": key.assignment,
        "due": notice.due.isoformat(),
        "day": notice.day.isoformat(),
    }
    return _event(_NAMES[notice.kind], resource, label, payload)


def _of_campaign(campaign: str, late: Sequence[Notice]) -> Event:
    day = late[0].day.isoformat()
    return _event(
        CAMPAIGN_OVERDUE, f"vanban.{campaign}", campaign, {"campaign": campaign, "units": len(late), "day": day}
    )


def _event(name: str, resource: str, label: str, payload: Mapping[str, object]) -> Event:
    run = {"prefect.resource.id": f"prefect.flow-run.{flow_run.id}", "prefect.resource.role": "flow-run"}
    return Event.model_validate(
        {
            # Told again by a run that takes up a killed one, it is the same event to the server.
            "id": uuid5(NAMESPACE_URL, f"{name} {resource} {sorted(payload.items())}"),
            "event": name,
            "resource": {"prefect.resource.id": resource, "prefect.resource.name": label},
            "related": [run],
            "payload": payload,
        }
    )
