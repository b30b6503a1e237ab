"""The dry run as a clerk reads it: the tree of a cascade, its letters, deadlines and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vanban.cli.screens import screen

if TYPE_CHECKING:
    from vanban.usecases.planning.plan_campaign import Plan

_LETTERS_SHOWN = 30


def issued_before(made: Plan, database: str) -> int:
    """How many letters of the plan have their number already."""
    from vanban.store.database import open_existing
    from vanban.usecases.planning.expect_numbers import issued_letters

    return len(issued_letters(open_existing(database), [one.draft.key for one in made.letters]))


def show_plan(made: Plan, before: int = 0) -> None:
    """Everything that a person must know before saying yes; ``before`` letters have their number already."""
    from vanban.usecases.planning.describe_cascade import TREE_COLUMNS, tree_rows
    from vanban.usecases.planning.describe_plan import deadline_rows, letter_rows, summary

    screen.say(summary(made))
    if before:
        which = "Đợt này" if before == len(made.letters) else f"{before} văn bản"
        screen.say(f"{which} đã phát hành từ trước: số ghi dưới đây là số đã cấp, không cấp lại.")
    if made.campaign.levels:
        screen.print_table("Các cấp", TREE_COLUMNS, tree_rows(made))
    rows = letter_rows(made)
    columns = ("Mã", "Cơ quan ban hành", "Số dự kiến", "Ngày", "Trích yếu", "Kính gửi / gửi", "Người ký")
    screen.print_table("Văn bản", columns, rows[:_LETTERS_SHOWN])
    if len(rows) > _LETTERS_SHOWN:
        screen.say(f"… và {len(rows) - _LETTERS_SHOWN} văn bản khác; xem đủ bằng --json.")
    deadlines = deadline_rows(made)
    if deadlines and not made.campaign.levels:
        screen.print_table("Hạn báo cáo", ("Nhiệm vụ", "Ngày cuối còn đúng hạn"), deadlines)
    show_findings(made)
    if not made.findings:
        screen.say("Không có điều gì phải sửa.")


def plan_json(made: Plan) -> dict[str, Any]:
    """The plan as JSON: an object with the list ``letters``, the tree and the findings."""
    from vanban.usecases.planning.describe_cascade import tree_facts
    from vanban.usecases.planning.describe_plan import letters_of_findings, plan_facts

    concerned = letters_of_findings(made)
    findings = [screen.finding_json(one) | {"letters": list(concerned.get(one, ()))} for one in made.findings]
    return plan_facts(made) | {"tree": tree_facts(made), "findings": findings}


def show_findings(made: Plan) -> None:
    """The findings, with the letters that they concern where the plan has several."""
    from vanban.usecases.planning.describe_plan import counted, letters_of_findings, shortened

    concerned = {finding: shortened(counted(ids)) or "cả đợt" for finding, ids in letters_of_findings(made).items()}
    screen.print_findings(made.findings, concerned if len(made.letters) > 1 else None)
