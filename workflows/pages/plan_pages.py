"""A dry run as the page from which people approve it and issue it."""

from __future__ import annotations

from vanban.domain.campaigns.approval import PlanRecord
from vanban.usecases.planning.describe_cascade import TREE_COLUMNS, tree_rows
from vanban.usecases.planning.describe_plan import deadline_rows, letter_rows, summary
from vanban.usecases.planning.plan_campaign import Plan
from workflows.pages.findings_pages import findings_listed
from workflows.pages.markdown import ROWS_SHOWN, cell, link, table

_LETTERS = ("Mã", "Cơ quan ban hành", "Số, ký hiệu dự kiến", "Ngày", "Trích yếu", "Gửi", "Người ký")


def plan_page(plan: Plan, record: PlanRecord, links: dict[str, str]) -> str:
    """The dry run: what would be issued, what the check says, and the next steps with their links.

    Args:
        plan: what would be issued.
        record: the same in the ledger.
        links: the addresses of the forms by what they do; a step without one is named without a link.
    """
    told = f"# Kế hoạch phát hành\n\n{cell(summary(plan))}\n\nChưa cấp số nào, chưa ghi tệp nào.\n\n"
    return (
        told
        + next_steps(record, links)
        + _tree(plan)
        + _deadlines(plan)
        + _letters(plan)
        + findings_listed(plan.findings)
    )


def next_steps(record: PlanRecord, links: dict[str, str]) -> str:
    """The two decisions and the issuing, each by a link that brings the plan's id along."""
    steps = [link(name, address) for name, address in links.items()]
    numbered = "".join(f"{number}. {step}\n" for number, step in enumerate(steps, start=1))
    return f"Mã kế hoạch: `{record.id}`\n\n## Bước tiếp theo\n\n{numbered}\n"


def _tree(plan: Plan) -> str:
    if not plan.campaign.levels:
        return ""
    rows = [(_indented(name), *map(cell, others)) for name, *others in tree_rows(plan)]
    return "## Các cấp\n\n" + table(TREE_COLUMNS, rows) + "\n"


def _deadlines(plan: Plan) -> str:
    rows = [tuple(map(cell, row)) for row in deadline_rows(plan)]
    return "## Thời hạn\n\n" + table(("Nhiệm vụ", "Hạn"), rows) + "\n" if rows else ""


def _letters(plan: Plan) -> str:
    rows = [tuple(map(cell, row)) for row in letter_rows(plan)]
    cut = f"\nCòn {len(rows) - ROWS_SHOWN} văn bản nữa.\n" if len(rows) > ROWS_SHOWN else ""
    head = f"<details><summary>{len(rows)} văn bản</summary>\n\n"
    return head + table(_LETTERS, rows[:ROWS_SHOWN]) + cut + "\n</details>\n\n"


def _indented(name: str) -> str:
    """Leading blanks, which Markdown would drop."""
    return "&nbsp;" * (len(name) - len(name.lstrip())) + cell(name)
