"""Events that an office's own automations can wait for: one for each unit and each thing that happens to it."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.context import FlowRunContext
from prefect.events import emit_event

from vanban.store.notices import Notice, NoticeKind

DUE_SOON = "vanban.sap-den-han"
OVERDUE = "vanban.qua-han"
REPORTED = "vanban.da-bao-cao"
CAMPAIGN_OVERDUE = "vanban.dot-co-don-vi-qua-han"
_NAMES = {NoticeKind.DUE_SOON: DUE_SOON, NoticeKind.OVERDUE: OVERDUE, NoticeKind.REPORTED: REPORTED}


def emit(notice: Notice, label: str) -> None:
    """Tells the server; a script outside of any run has nobody to tell."""
    if FlowRunContext.get() is None:
        return
    key = notice.obligation
    resource = f"vanban.{key.letter.campaign_id}.{key.letter.letter_id}.{key.assignment}.{key.organ_id}"
    emit_event(
        _NAMES[notice.kind],
        resource={"prefect.resource.id": resource, "prefect.resource.name": label},
        payload={
            "campaign": key.letter.campaign_id,
            "organ": key.organ_id,
            "name": label,
            "assignment": key.assignment,
            "due": notice.due.isoformat(),
            "day": notice.day.isoformat(),
        },
    )


def emit_overdue(campaign: str, new: Sequence[Notice]) -> None:
    """One event for all units of a campaign that have become late, for what is done once a morning."""
    late = sum(one.kind is NoticeKind.OVERDUE for one in new)
    if late and FlowRunContext.get() is not None:
        resource = {"prefect.resource.id": f"vanban.{campaign}", "prefect.resource.name": campaign}
        emit_event(CAMPAIGN_OVERDUE, resource=resource, payload={"campaign": campaign, "units": late})
