"""One person's yes or no to one aspect of a plan, for the ledger (Decree 30/2020/NĐ-CP, Art. 12)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.domain.campaigns.approval import Aspect, Decision
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition, InvalidInput, Problem
from vanban.store.approval.plan_ledger import record_decision
from vanban.store.database import Database
from vanban.usecases.approving.find_plan import find_plan
from vanban.usecases.approving.list_plans import PlanStanding, plan_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What someone decides: which plan, which aspect, yes or no, and who it is; a no says why."""

    plan_id: str
    aspect: Aspect
    approved: bool
    name: str
    position: str
    reason: str = ""


def decide_plan(verdict: Verdict, database: Database, occasion: Occasion) -> PlanStanding:
    """Records a decision and returns how the plan stands after it; the same decision again changes nothing.

    Raises:
        InvalidInput: an unknown plan, or name, position or the reason of a refusal is missing; all at once.
        IllegalTransition: letters of the plan have their numbers already.
    """
    problems = list(_missing(verdict))
    if problems:
        raise InvalidInput(problems)
    record = find_plan(database, verdict.plan_id)
    before = plan_standing(database, record)
    decision = Decision(
        plan_id=record.id,
        aspect=verdict.aspect,
        approved=verdict.approved,
        name=_one_line(verdict.name),
        position=_one_line(verdict.position),
        decided_at=occasion.now,
        reason=_one_line(verdict.reason),
    )
    if before.progress.issued and not _is_repeated(decision, before.last(decision.aspect)):
        raise IllegalTransition(
            f"Kế hoạch {record.id} đã có {before.progress.issued}/{record.letters} văn bản phát hành, không quyết định"
            " lại được → Văn bản đã phát hành thì thu hồi, thay thế hoặc đính chính."
        )
    record_decision(database, decision, actor=occasion.actor)
    return plan_standing(database, record)


def _missing(verdict: Verdict) -> Iterator[Problem]:
    if not verdict.name.strip():
        yield _problem("họ tên", "còn thiếu họ tên người duyệt", "ghi họ và tên")
    if not verdict.position.strip():
        yield _problem("chức vụ", "còn thiếu chức vụ người duyệt", "ghi chức vụ")
    if not (verdict.approved or verdict.reason.strip()):
        yield _problem("lý do", "không duyệt mà không ghi lý do", "ghi lý do để người soạn biết phải sửa gì")


def _problem(place: str, message: str, remedy: str) -> Problem:
    return Problem(file="quyết định", place=place, message=message, remedy=remedy)


def _is_repeated(decision: Decision, last: Decision | None) -> bool:
    return last is not None and (last.approved, last.name, last.position, last.reason) == (
        decision.approved,
        decision.name,
        decision.position,
        decision.reason,
    )


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
