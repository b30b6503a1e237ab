"""Two people say yes to a plan before it is issued: one to its content, one to its form (Decree 30, Art. 12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Aspect(StrEnum):
    """What is approved. Source: Decree 30/2020/NĐ-CP, Art. 12.1 and 12.2."""

    CONTENT = "content"
    FORMAT = "format"


class PlanKind(StrEnum):
    """What a plan is derived from; each is derived anew when it is issued, and must come to the same letters."""

    CAMPAIGN = "campaign"
    REMINDER = "reminder"
    CONSOLIDATION = "consolidation"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A plan that someone wants approved.

    ``request`` is what it is derived from, as JSON text; ``sha256`` is over everything that its letters will print
    but the numbers; ``id`` is drawn from all of these, so that the same plan has one id.
    """

    id: str
    kind: PlanKind
    request: str
    campaign_id: str
    title: str
    day: date
    letters: int
    sha256: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One person's yes or no to one aspect of a plan; a refusal says why."""

    plan_id: str
    aspect: Aspect
    approved: bool
    name: str
    position: str
    decided_at: datetime
    reason: str = ""


def missing_approvals(decisions: Iterable[Decision]) -> tuple[Aspect, ...]:
    """The aspects whose last decision is not a yes."""
    last = {one.aspect: one.approved for one in sorted(decisions, key=lambda one: one.decided_at)}
    return tuple(aspect for aspect in Aspect if not last.get(aspect, False))
