"""A cascade as a tree: what each level issues, under which letter, by when it must report, with what slack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vanban.domain.letters.wording import short_date
from vanban.domain.ranges import in_ranges
from vanban.rendering.pictures.cascade_picture import CascadeNode
from vanban.usecases.planning.plan_campaign import Plan, PlannedDeadline, PlannedLetter
from vanban.usecases.planning.stated_deadlines import stated_deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """All editions of one order: who issues them under which letter, and the deadlines that they set.

    Letters to names outside the directory state deadlines too, though ``duties`` counts nobody who is followed.
    """

    order_id: str
    name: str
    level: int
    above: str
    letters: tuple[PlannedLetter, ...]
    deadlines: tuple[PlannedDeadline, ...]

    @property
    def issuers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.draft.letter.issuer_name for one in self.letters))

    @property
    def duties(self) -> int:
        return sum(len(one.draft.duties) for one in self.letters)


def branches(plan: Plan) -> tuple[Branch, ...]:
    """The branches from the top down, each after the one that it stands under."""
    names = {level.letter.id: (level.name, level.above) for level in plan.campaign.levels}
    found: dict[str, list[PlannedLetter]] = {}
    for letter in plan.letters:
        found.setdefault(letter.order_id, []).append(letter)
    made = {
        order_id: Branch(
            order_id=order_id,
            name=names.get(order_id, (letters[0].draft.letter.issuer_name, ""))[0],
            level=letters[0].draft.level,
            above=names.get(order_id, ("", ""))[1],
            letters=tuple(letters),
            deadlines=stated_deadlines(plan, letters),
        )
        for order_id, letters in found.items()
    }
    return tuple(_ordered(made, ""))


def tree_rows(plan: Plan) -> list[tuple[str, ...]]:
    """One row a branch, indented under the one above: name, letters, numbers, day, duties, deadline, slack."""
    return [
        (
            f"{'   ' * (branch.level - 1)}{'└─ ' if branch.above else ''}{branch.name}",
            str(len(branch.letters)),
            _numbers(branch),
            _days(branch),
            _followed(branch),
            _deadline(branch),
            _slack(branch),
        )
        for branch in branches(plan)
    ]


TREE_COLUMNS = (
    "Cấp",
    "Văn bản",
    "Số dự kiến",
    "Ngày",
    "Nơi phải báo cáo",
    "Hạn báo cáo",
    "Số ngày làm việc đến hạn",
)


def cascade_nodes(plan: Plan) -> tuple[CascadeNode, ...]:
    """The tree as the picture draws it."""
    return tuple(
        CascadeNode(
            key=branch.order_id,
            above=branch.above,
            level=branch.level,
            title=branch.name,
            lines=(
                f"{len(branch.letters)} văn bản của {len(branch.issuers)} cơ quan",
                f"số dự kiến {_numbers(branch)}",
                _told_to_report(branch),
                f"hạn {_deadline(branch)}" if branch.deadlines else "",
            ),
        )
        for branch in branches(plan)
    )


def tree_facts(plan: Plan) -> list[dict[str, Any]]:
    """The tree as plain values, for JSON."""
    return [
        {
            "letter": branch.order_id,
            "name": branch.name,
            "level": branch.level,
            "above": branch.above or None,
            "letters": len(branch.letters),
            "issuers": len(branch.issuers),
            "duties": branch.duties,
            "deadlines": [
                {
                    "assignment": one.assignment,
                    "last_day": one.last_day.day.isoformat(),
                    "projected": one.last_day.projected,
                    "slack_working_days": one.slack_working_days,
                }
                for one in branch.deadlines
            ],
        }
        for branch in branches(plan)
    ]


def _ordered(made: dict[str, Branch], above: str) -> Iterator[Branch]:
    for branch in made.values():
        if branch.above == above:
            yield branch
            yield from _ordered(made, branch.order_id) if branch.order_id else ()


def _followed(branch: Branch) -> str:
    """How many are followed; whoever the directory does not know is asked in the letter only."""
    return "ngoài danh bạ" if branch.deadlines and not branch.duties else str(branch.duties)


def _told_to_report(branch: Branch) -> str:
    if branch.duties:
        return f"{branch.duties} nơi phải báo cáo"
    return "nơi ngoài danh bạ phải báo cáo" if branch.deadlines else "không phải báo cáo"


def _numbers(branch: Branch) -> str:
    numbers = [one.expected_number for one in branch.letters if one.expected_number is not None]
    if not numbers:
        return "?"
    low, high = min(numbers), max(numbers)
    if len(branch.issuers) > 1:
        return f"mỗi nơi một số, từ {low:02d}" if low == high else f"{low:02d}–{high:02d} tùy nơi"
    return in_ranges(numbers, digits=2)


def _days(branch: Branch) -> str:
    days = {one.issue_day for one in branch.letters}
    return ", ".join(short_date(day) if day else "chưa có ngày" for day in sorted(days, key=str))


def _deadline(branch: Branch) -> str:
    if not branch.deadlines:
        return ""
    first = min(branch.deadlines, key=lambda one: one.last_day.day)
    return short_date(first.last_day.day) + (" (dự kiến)" if first.last_day.projected else "")


def _slack(branch: Branch) -> str:
    slacks = [one.slack_working_days for one in branch.deadlines if one.slack_working_days is not None]
    return str(min(slacks)) if slacks else ""
