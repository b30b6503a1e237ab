"""The plans in the ledger and how each stands: who has said yes, and what the register has of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vanban.domain.campaigns.approval import Aspect, Decision, PlanRecord, missing_approvals
from vanban.store.approval.plan_ledger import PlanProgress, all_decisions, decisions, plan_progress, plan_records
from vanban.store.database import Database


class PlanState(StrEnum):
    """Where a plan is on its way from the table of whoever wrote it to the register."""

    WAITING = "waiting"
    """At least one of the two has not decided."""
    REFUSED = "refused"
    """One of the two has said no, and not yes since."""
    APPROVED = "approved"
    """Both have said yes; nothing has a number yet."""
    ISSUING = "issuing"
    """Some letters have their numbers: issuing is under way, or was cut short and can be taken up again."""
    ISSUED = "issued"
    """Every letter is in the register."""
    SUPERSEDED = "superseded"
    """Its letters were issued otherwise: by another plan, or without approval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStanding:
    """A plan with its decisions, the first one first, and how many of its letters have numbers."""

    record: PlanRecord
    decisions: tuple[Decision, ...]
    progress: PlanProgress

    @property
    def missing(self) -> tuple[Aspect, ...]:
        return missing_approvals(self.decisions)

    def last(self, aspect: Aspect) -> Decision | None:
        """The decision in force on one aspect."""
        return next((one for one in reversed(self.decisions) if one.aspect is aspect), None)

    @property
    def state(self) -> PlanState:
        """What the ledger and the register say together."""
        if self.progress.issued:
            if self.progress.otherwise or self.missing:
                return PlanState.SUPERSEDED
            return PlanState.ISSUED if self.progress.issued == self.record.letters else PlanState.ISSUING
        if not self.missing:
            return PlanState.APPROVED
        refused = any(last is not None and not last.approved for last in map(self.last, Aspect))
        return PlanState.REFUSED if refused else PlanState.WAITING


def list_plans(database: Database, campaign_id: str | None = None) -> tuple[PlanStanding, ...]:
    """The plans of one campaign or of all, the first recorded first."""
    progress, decided = plan_progress(database), all_decisions(database)
    return tuple(
        PlanStanding(
            record=record,
            decisions=decided.get(record.id, ()),
            progress=progress.get(record.id, PlanProgress()),
        )
        for record in plan_records(database, campaign_id)
    )


def plan_standing(database: Database, record: PlanRecord) -> PlanStanding:
    """How one plan stands now."""
    return PlanStanding(
        record=record,
        decisions=decisions(database, record.id),
        progress=plan_progress(database, record.id).get(record.id, PlanProgress()),
    )
