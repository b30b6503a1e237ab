"""The ledger of plans in words and facts, for the screen, as JSON or in a dashboard."""

from __future__ import annotations

from typing import Any

from vanban.domain.campaigns.approval import Aspect, Decision, PlanKind
from vanban.domain.dates.occasion import VIETNAM_TIME
from vanban.domain.letters.wording import short_date
from vanban.usecases.approving.list_plans import PlanStanding, PlanState

KIND_WORDS = {
    PlanKind.CAMPAIGN: "Đợt văn bản",
    PlanKind.REMINDER: "Công văn đôn đốc",
    PlanKind.CONSOLIDATION: "Báo cáo tổng hợp",
}
ASPECT_WORDS = {Aspect.CONTENT: "nội dung", Aspect.FORMAT: "thể thức, kỹ thuật trình bày"}
STATE_WORDS = {
    PlanState.WAITING: "chờ duyệt",
    PlanState.REFUSED: "không được duyệt",
    PlanState.APPROVED: "đã duyệt, chờ phát hành",
    PlanState.ISSUING: "đang phát hành",
    PlanState.ISSUED: "đã phát hành",
    PlanState.SUPERSEDED: "không dùng nữa",
}
LEDGER_COLUMNS = ("Mã", "Loại", "Tên", "Ngày", "Văn bản", "Người trình", "Nội dung", "Thể thức", "Tình trạng")


def ledger_row(standing: PlanStanding) -> tuple[str, ...]:
    """A plan as one row of a table."""
    record = standing.record
    return (
        record.id,
        KIND_WORDS[record.kind],
        record.title,
        short_date(record.day),
        str(record.letters),
        record.made_by,
        decision_words(standing.last(Aspect.CONTENT)),
        decision_words(standing.last(Aspect.FORMAT)),
        state_words(standing),
    )


def state_words(standing: PlanStanding) -> str:
    """``chờ duyệt``, ``đang phát hành (12/150)`` …"""
    words = STATE_WORDS[standing.state]
    if standing.state is PlanState.ISSUING:
        return f"{words} ({standing.progress.issued}/{standing.record.letters})"
    if standing.state is PlanState.SUPERSEDED:
        return f"{words}: văn bản đã phát hành không theo kế hoạch này"
    return words


def decision_words(decision: Decision | None) -> str:
    """Who said what and when; a refusal with its reason."""
    if decision is None:
        return "chưa có"
    day = short_date(decision.decided_at.astimezone(VIETNAM_TIME).date())
    who = f"{decision.name} ({decision.position}), {day}"
    return f"duyệt: {who}" if decision.approved else f"không duyệt: {who}: {decision.reason}"


def standing_facts(standing: PlanStanding) -> dict[str, Any]:
    """A plan with its decisions as plain values, for JSON."""
    record = standing.record
    return {
        "id": record.id,
        "kind": record.kind.value,
        "campaign": record.campaign_id,
        "title": record.title,
        "day": record.day.isoformat(),
        "letters": record.letters,
        "issued": standing.progress.issued,
        "state": standing.state.value,
        "missing": [one.value for one in standing.missing],
        "sha256": record.sha256,
        "made_at": record.made_at.isoformat(),
        "made_by": record.made_by,
        "decisions": [
            {
                "aspect": one.aspect.value,
                "approved": one.approved,
                "name": one.name,
                "position": one.position,
                "decided_at": one.decided_at.isoformat(),
                "reason": one.reason,
            }
            for one in standing.decisions
        ],
    }
