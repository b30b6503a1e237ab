"""What has been said to a plan, and what comes next."""

from __future__ import annotations

from vanban.domain.campaigns.approval import Aspect
from vanban.usecases.approving.list_plans import PlanStanding
from workflows.pages.markdown import cell, table
from workflows.pages.plan_pages import next_steps

_ASPECTS = {Aspect.CONTENT: "nội dung", Aspect.FORMAT: "thể thức, kỹ thuật trình bày"}


def decision_page(standing: PlanStanding, links: dict[str, str]) -> str:
    """Every decision on a plan, and what comes next."""
    rows = [
        (
            _ASPECTS[one.aspect],
            "duyệt" if one.approved else "không duyệt",
            cell(f"{one.name}, {one.position}"),
            cell(one.reason),
        )
        for one in standing.decisions
    ]
    missing = ", ".join(_ASPECTS[aspect] for aspect in standing.missing)
    told = f"Còn thiếu: duyệt {missing}." if missing else "Đã đủ hai ý kiến duyệt, có thể phát hành."
    decided = table(("Phần", "Ý kiến", "Người duyệt", "Lý do"), rows)
    head = f"# Duyệt kế hoạch\n\n{cell(standing.record.title)}\n\n{told}\n\n"
    return f"{head}{decided}\n{next_steps(standing.record, links)}"
