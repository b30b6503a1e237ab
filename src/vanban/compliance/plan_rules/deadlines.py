"""Deadlines against the day of signing and the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.plan_rules.due import Due
from vanban.compliance.plan_rules.plan_view import PlanRule, PlanView, house_rule
from vanban.domain.dates.deadline import DeadlineWording
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.wording import short_date

PAST = house_rule("PAST_DUE", Severity.ERROR, "không giao việc với thời hạn đã qua khi ký")
SHORT = house_rule(
    "SHORT_NOTICE", Severity.WARNING, "nơi nhận cần ít nhất 01 ngày làm việc từ ngày ban hành đến thời hạn"
)
DAY_OFF = house_rule("DAY_OFF", Severity.WARNING, "thời hạn vào ngày nghỉ thì không có người gửi và nhận báo cáo")
_PROJECTED = house_rule("PROJECTED", Severity.INFO, "lịch nghỉ của năm sau chỉ có khi cơ quan nhà nước thông báo")
_MONTH = house_rule("MONTH_DUE", Severity.INFO, "thời hạn theo tháng không có ngày cuối rõ ràng")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def deadlines_are_still_to_come(view: PlanView) -> Iterator[Finding]:
    """House rule: nobody is given a deadline that is over when the letter is signed, or on that very day."""
    for due in _all(view):
        earliest = view.earliest_issue(due.issued)
        if due.last > earliest or due.told_back:
            continue
        if due.last == earliest:
            if due.issued.day is not None:
                yield PAST.broken(
                    due.element,
                    f"thời hạn “{due.words}” rơi vào chính ngày ban hành {short_date(earliest)}",
                    "lùi thời hạn, hoặc ban hành sớm hơn",
                    severity=Severity.WARNING,
                )
            continue
        yield PAST.broken(
            due.element,
            f"thời hạn “{due.words}” đã qua vào ngày ban hành {short_date(earliest)}",
            f"ghi thời hạn sau ngày {short_date(earliest)}, hoặc ban hành sớm hơn",
            # A text may recall an older deadline in words that no rule knows.
            severity=Severity.WARNING if due.in_text_only else None,
        )


def a_working_day_lies_before_each_deadline(view: PlanView) -> Iterator[Finding]:
    """House rule: between issue and deadline lies at least one working day."""
    for due in _all(view):
        day = due.issued.as_date
        if day is None or due.last <= day or due.told_back:
            continue
        if view.calendar.working_days_between(day, due.last) < 1:
            yield SHORT.broken(
                due.element,
                f"từ ngày ban hành {short_date(day)} đến thời hạn “{due.words}” không có ngày làm việc nào",
                "lùi thời hạn, ví dụ đến ngày "
                + short_date(view.calendar.add_working_days(day, 1).day)
                + ", hoặc ban hành sớm hơn",
            )


def deadlines_fall_on_working_days(view: PlanView) -> Iterator[Finding]:
    """House rule: a day named as the last one is a working day, worked Saturdays included."""
    for due in _all(view):
        if due.fixed and not due.told_back and not view.calendar.is_working_day(due.last):
            before = view.calendar.working_day_on_or_before(due.last).day
            yield DAY_OFF.broken(
                due.element,
                f"thời hạn “{due.words}” là {_WEEKDAYS[due.last.weekday()]}, ngày nghỉ",
                f"ghi ngày làm việc liền trước: {_WEEKDAYS[before.weekday()]}, ngày {short_date(before)}",
            )


def years_without_a_notice_are_projected(view: PlanView) -> Iterator[Finding]:
    """House rule: a deadline in a year whose days off are not settled yet is only expected."""
    for due in _all(view):
        if due.projected:
            yield _PROJECTED.broken(
                due.element,
                f"thời hạn “{due.words}” thuộc năm {due.last.year} chưa có lịch nghỉ chính thức",
                "coi là dự kiến; tính lại khi có thông báo lịch nghỉ",
            )


def monthly_deadlines_have_a_last_day(view: PlanView) -> Iterator[Finding]:
    """House rule: "trong tháng 11" is read up to the last day of the month, and the plan says which."""
    for order in view.orders:
        for index, assignment in view.stated(order):
            deadline = assignment.deadline
            if deadline is None or deadline.wording is not DeadlineWording.IN_MONTH or deadline.on is None:
                continue
            last = deadline.on.last_possible
            working = view.calendar.working_day_on_or_before(last).day
            off = "" if working == last else f" (ngày nghỉ; ngày làm việc liền trước là {short_date(working)})"
            yield _MONTH.broken(
                f"assignments[{index}].deadline",
                f"thời hạn “trong tháng {deadline.on.month}/{deadline.on.year}” không nêu ngày",
                f"được hiểu là đến hết ngày {short_date(last)}{off}; nên ghi rõ ngày",
            )


def _all(view: PlanView) -> Iterator[Due]:
    for dues in view.dues.values():
        yield from dues


RULES: tuple[PlanRule, ...] = (
    deadlines_are_still_to_come,
    a_working_day_lies_before_each_deadline,
    deadlines_fall_on_working_days,
    years_without_a_notice_are_projected,
    monthly_deadlines_have_a_last_day,
)
