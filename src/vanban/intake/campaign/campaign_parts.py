"""Windows, citations, quotas and assignments as a campaign file states them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vanban.domain.dates.deadline import Deadline, DeadlineWording
from vanban.domain.duties.assignment import ActivityWindow, Assignment, Quota
from vanban.domain.letters.citation import Citation
from vanban.intake.campaign.letter_orders import Ordered, planned_day
from vanban.intake.reading import Problems

_WORDINGS = {
    "trước ngày": DeadlineWording.BEFORE,
    "đến hết ngày": DeadlineWording.UNTIL_END_OF,
    "chậm nhất ngày": DeadlineWording.NO_LATER_THAN,
    "trong tháng": DeadlineWording.IN_MONTH,
    "ngày làm việc": DeadlineWording.WORKING_DAYS,
}
_TERM_OF_WORDING = {DeadlineWording.IN_MONTH: "month", DeadlineWording.WORKING_DAYS: "working_days"}
_TERMS = ("day", "month", "working_days")
# Annex I, Part I, II.6.a: laws and ordinances are cited without number, symbol, date and issuer.
_LAWS = frozenset({"hiến pháp", "bộ luật", "luật", "pháp lệnh"})
_OF_OTHERS = ("code", "date", "issuer")


def window(ordered: Ordered, problems: Problems) -> ActivityWindow | None:
    """A window; a month begins with its first day and ends with its last."""
    start, end = planned_day(ordered.entry.get("from")), planned_day(ordered.entry["to"])
    if end is None:
        return None
    first_day = None if start is None else date(start.year, start.month, start.day or 1)
    if first_day is not None and end.last_possible < first_day:
        ordered.spot(problems, "to").report(
            f"kết thúc ({ordered.entry['to']}) trước khi bắt đầu ({ordered.entry['from']})",
            "sửa lại 'from' hoặc 'to'",
        )
        return None
    return ActivityWindow(key=_key(ordered), title=ordered.entry["title"], start=first_day, end=end.last_possible)


def citation(ordered: Ordered, problems: Problems) -> Citation | None:
    """A citation, with what its kind of document is cited by."""
    entry = ordered.entry
    is_law = entry["type"].strip().casefold() in _LAWS
    wrong = [key for key in _OF_OTHERS if (key in entry) == is_law]
    for key in wrong:
        spot = ordered.spot(problems, key)
        if is_law:
            spot.report(f"{entry['type']} viện dẫn không ghi khóa '{key}'", f"xóa khóa '{key}'")
        else:
            spot.report(f"viện dẫn {entry['type']} thiếu khóa '{key}'", f"thêm khóa '{key}' của văn bản được viện dẫn")
    if wrong:
        return None
    issued = planned_day(entry.get("date"))
    return Citation(
        key=_key(ordered),
        type_name=entry["type"],
        code=entry.get("code", ""),
        issued_date=None if issued is None else issued.as_date,
        issuer=entry.get("issuer", ""),
        subject=entry.get("subject", ""),
    )


def quota(ordered: Ordered, problems: Problems) -> Quota | None:
    """A quota of one figure in another."""
    entry = ordered.entry
    if entry["reached"] == entry["total"]:
        ordered.spot(problems, "total").report(
            "chỉ tiêu so một số liệu với chính nó", "ghi hai số liệu khác nhau ở 'reached' và 'total'"
        )
        return None
    return Quota(
        key=entry["key"],
        label=entry["label"],
        reached=entry["reached"],
        total=entry["total"],
        minimum_percent=float(entry["minimum_percent"]),
    )


def assignment(ordered: Ordered, problems: Problems, *, own_letter: str = "") -> Assignment | None:
    """A duty, whose deadline is worded as the letter words it; a single letter need not say that it is its own."""
    entry = ordered.entry
    deadline = None
    if "deadline" in entry:
        deadline = _deadline(ordered, problems)
        if deadline is None:
            return None
    return Assignment(
        key=entry["key"],
        title=entry["title"],
        letter_id=entry.get("letter", own_letter),
        assignees=tuple(entry.get("assignees", ())),
        deadline=deadline,
        window=entry.get("window", ""),
        figures=tuple(entry.get("figures", ())),
        quotas=tuple(entry.get("quotas", ())),
        documents=tuple(entry.get("documents", ())),
    )


def _deadline(ordered: Ordered, problems: Problems) -> Deadline | None:
    entry: Mapping[str, Any] = ordered.entry["deadline"]
    wording = _WORDINGS[entry["wording"]]
    wanted = _TERM_OF_WORDING.get(wording, "day")
    given = next(key for key in _TERMS if key in entry)
    if given != wanted:
        ordered.spot(problems, "deadline", given).report(
            f"thời hạn '{entry['wording']}' không đi với khóa '{given}'", f"ghi khóa '{wanted}' thay cho '{given}'"
        )
        return None
    if wanted == "working_days":
        return Deadline(wording=wording, working_days=entry["working_days"])
    return Deadline(wording=wording, on=planned_day(entry[wanted]))


def _key(ordered: Ordered) -> str:
    return str(ordered.path[-1])
