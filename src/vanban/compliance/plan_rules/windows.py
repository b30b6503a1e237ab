"""Activities against the reports on them, the day of signing and the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vanban.compliance.passages import Passage
from vanban.compliance.plan_rules.due import Due
from vanban.compliance.plan_rules.plan_view import OrderView, PlanRule, PlanView, house_rule, told
from vanban.compliance.spans_in_text import Span, months_in
from vanban.domain.duties.assignment import ActivityWindow
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.wording import short_date

EARLY = house_rule("EARLY_REPORT", Severity.WARNING, "báo cáo đến hạn khi hoạt động chưa kết thúc thì số liệu chưa đủ")
_PAST = house_rule(
    "PAST_WINDOW", Severity.WARNING, "hoạt động đã bắt đầu hoặc đã qua khi ký thì nơi nhận không kịp làm"
)
_MONTH = house_rule("MONTH_WINDOW", Severity.INFO, "khoảng thời gian theo tháng không có ngày đầu, ngày cuối rõ ràng")
_COUNTED_UNTIL = re.compile(
    r"(?<!\w)(?:số liệu (?:tính |lấy |chốt )?đến|tính đến|chốt số liệu)(?: hết)? (?:ngày|thời điểm)", re.IGNORECASE
)


def reports_are_due_after_their_activity(view: PlanView) -> Iterator[Finding]:
    """09/2019/NĐ-CP, Art. 8.5 by analogy: what is reported is over before the report is due.

    An agency may ask for a report midway; then the text says up to which day it counts.
    """
    for order in view.orders:
        if any(_counts_until_a_day(passage) for passage in order.passages):
            continue
        for due in view.dues[order.id]:
            running = _still_running(view, due, order.spans)
            if running:
                yield _too_early(view, due, running)


def windows_are_still_to_come(view: PlanView) -> Iterator[Finding]:
    """House rule: an activity that a letter orders, or relays, has not begun before the letter is signed."""
    for order in view.orders:
        relays = any(draft.level > 1 for draft in order.drafts) or bool(view.campaign.incoming)
        for window in _stated_windows(view, order):
            for issued in order.issued_days:
                day = view.earliest_issue(issued)
                if window.end < day:
                    yield _PAST.broken(
                        f"windows.{window.key}",
                        f"“{window.title}” kết thúc ngày {short_date(window.end)}, trước ngày ban hành "
                        f"{short_date(day)} của văn bản '{order.id}'",
                        "sửa thời gian thực hiện, hoặc ban hành sớm hơn",
                    )
                elif window.start is not None and window.start < day and not _is_month_begun(window, day):
                    yield _PAST.broken(
                        f"windows.{window.key}",
                        f"“{window.title}” bắt đầu ngày {short_date(window.start)}, trước ngày ban hành "
                        f"{short_date(day)} của văn bản '{order.id}'",
                        f"ghi thời gian còn lại, từ ngày ban hành đến ngày {short_date(window.end)}",
                        severity=Severity.WARNING if relays else Severity.INFO,
                    )


def months_have_a_first_and_a_last_day(view: PlanView) -> Iterator[Finding]:
    """House rule: "từ tháng 10 đến tháng 11" is read from the first to the last day, and the plan says which.

    Relays repeat the months of the letter above; they are told where they stand first.
    """
    seen: set[tuple[date | None, date]] = set()
    for order in view.orders:
        issued = order.first.letter.issued_on
        for passage in order.passages:
            for span in months_in(passage, issued):
                if (span.start, span.end) in seen:
                    continue
                seen.add((span.start, span.end))
                days = f"đến hết ngày {short_date(span.end)}"
                if span.start is not None:
                    days = f"từ ngày {short_date(span.start)} {days}"
                yield _MONTH.broken(
                    order.place(passage.element),
                    f"“{span.text}” không nêu ngày",
                    f"được hiểu là {days}; nên ghi rõ ngày",
                )


def _counts_until_a_day(passage: Passage) -> bool:
    folded = passage.folded
    return ("số liệu" in folded or "tính đến" in folded) and _COUNTED_UNTIL.search(passage.text) is not None


def _still_running(view: PlanView, due: Due, spans: tuple[tuple[Passage, Span], ...]) -> list[tuple[str, date]]:
    """What ends after a report on it is due: the activity stated for it, or else what the text sets around that day."""
    stated = view.window(due.window) if due.window else None
    if stated is not None:
        return [(stated.title, stated.end)] if due.last < stated.end else []
    if not due.asks_results:
        return []
    titles = {(one.start, one.end): one.title for one in view.campaign.windows}
    return [
        (titles.get((span.start, span.end), passage.element), span.end)
        for passage, span in spans
        if due.last < span.end and (span.start is None or span.start <= due.last)
    ]


def _too_early(view: PlanView, due: Due, running: list[tuple[str, date]]) -> Finding:
    end = max(day for _, day in running)
    names = told([name for name, day in dict.fromkeys(running) if day == end])
    counted = view.calendar.working_day_on_or_before(due.last).day
    return EARLY.broken(
        due.element,
        f"báo cáo “{due.words}” trong khi hoạt động đến ngày {short_date(end)} mới kết thúc: {names}",
        f"lùi thời hạn báo cáo đến sau ngày {short_date(end)}, hoặc ghi rõ “số liệu tính đến ngày "
        f"{short_date(counted)}”",
    )


def _stated_windows(view: PlanView, order: OrderView) -> list[ActivityWindow]:
    """The windows of the campaign that an order gives with an assignment or words in its text."""
    given = {assignment.window for assignment in view.given(order)}
    worded = {(span.start, span.end) for _, span in order.spans}
    return [one for one in view.campaign.windows if one.key in given or (one.start, one.end) in worded]


def _is_month_begun(window: ActivityWindow, day: date) -> bool:
    """A window from the first of the month of issue may have been worded by the month, which is not over."""
    start = window.start
    return start is not None and start.day == 1 and (start.year, start.month) == (day.year, day.month)


RULES: tuple[PlanRule, ...] = (
    reports_are_due_after_their_activity,
    windows_are_still_to_come,
    months_have_a_first_and_a_last_day,
)
