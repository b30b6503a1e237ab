"""The plans with which somebody has still something to do, and those that are done."""

from __future__ import annotations

import json
from collections.abc import Sequence

from vanban.usecases.approving.list_plans import PlanStanding, PlanState

_ON_THEIR_WAY = {PlanState.APPROVED, PlanState.ISSUING}
_OPEN = {PlanState.WAITING, PlanState.REFUSED, *_ON_THEIR_WAY}
_DAYS = {"day", "date"}
_ISSUED_SHOWN = 10


def waiting_plans(plans: Sequence[PlanStanding]) -> tuple[PlanStanding, ...]:
    """The plans that are not issued, the first recorded first.

    A letter of reminders is planned anew every morning that it waits, and a corrected campaign after every
    correction: of those only the newest is shown, beside what has been approved already.
    """
    newest = {_wanted(one): one.record.id for one in plans}
    return tuple(
        one
        for one in plans
        if one.state in _ON_THEIR_WAY or (one.state in _OPEN and newest[_wanted(one)] == one.record.id)
    )


def issued_plans(plans: Sequence[PlanStanding]) -> tuple[PlanStanding, ...]:
    """The plans issued last, the latest first."""
    issued = [one for one in plans if one.state is PlanState.ISSUED]
    return tuple(issued[: -_ISSUED_SHOWN - 1 : -1])


def _wanted(one: PlanStanding) -> str:
    """What a plan is made from but the day."""
    request = json.loads(one.record.request)
    return json.dumps([one.record.kind, {name: value for name, value in request.items() if name not in _DAYS}])
