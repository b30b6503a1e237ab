"""The deadlines of an order's letters, each once: stated by the campaign, handed down, or only worded in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from vanban.compliance.passages import Passage, folded
from vanban.compliance.plan_rules.due import Due
from vanban.compliance.plan_rules.plan_view import OrderView, PlanView
from vanban.compliance.spans_in_text import report_deadlines_in
from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.deadline import Deadline, DeadlineWording
from vanban.domain.duties.assignment import Assignment
from vanban.domain.letters.wording import short_date

_ONE_DAY = timedelta(days=1)
_RESULTS = re.compile(r"(?:báo cáo|kết quả|số liệu)(?<!\w.{7})(?!\w)", re.DOTALL)
"""In folded text; each of the words has seven signs, before which no word may go on."""
# What is reported before or in the middle of an activity, or again and again, has a deadline inside its window.
_IN_BETWEEN = re.compile(
    r"(?<!\w)(?:danh sách|đăng ký|đầu mối|góp ý|dự thảo|tiến độ|sơ kết|bước đầu|đợt \d|định kỳ"
    r"|(?:hằng|hàng) (?:tuần|tháng|quý|ngày)|quý [IV\d]+|6 tháng)(?!\w)",
    re.IGNORECASE,
)
_MIDWAY = (
    *("danh sách", "đăng ký", "đầu mối", "góp ý", "dự thảo", "tiến độ", "sơ kết", "bước đầu", "đợt ", "định kỳ"),
    *("hằng ", "hàng ", "quý ", "6 tháng"),
)
_OLDER = ("đã", "chưa", "quá hạn", "trễ hạn", "đôn đốc", "theo đề nghị", "theo yêu cầu", "tại ")
"""One of the words is in whatever the pattern finds; it is sooner seen that none of them is there."""
_TOLD_BACK = re.compile(
    r"(?<!\w)(?:đã|chưa|quá hạn|trễ hạn|đôn đốc|theo đề nghị|theo yêu cầu|tại [CV]\w+ bản|tại Công văn)(?!\w)"
)


def dues_of(view: PlanView, order: OrderView) -> tuple[Due, ...]:
    """Every deadline of an order, once."""
    known = tuple(dict.fromkeys((*_stated(view, order), *_handed_down(view, order))))
    return (*known, *dict.fromkeys(_worded(view, order, known)))


def _stated(view: PlanView, order: OrderView) -> Iterator[Due]:
    for index, assignment in view.stated(order):
        if assignment.deadline is None:
            continue
        for issued in order.issued_days:
            last = _last_day(assignment.deadline, view.calendar, issued)
            yield Due(
                element=f"assignments[{index}].deadline",
                words=_words(assignment.deadline, last),
                last=last,
                issued=issued,
                fixed=assignment.deadline.wording in {DeadlineWording.UNTIL_END_OF, DeadlineWording.NO_LATER_THAN},
                projected=view.calendar.is_projected(last),
                asks_results=_asks_results(assignment),
                window=assignment.window,
            )


def _handed_down(view: PlanView, order: OrderView) -> Iterator[Due]:
    stated = {assignment.key for _, assignment in view.stated(order)}
    known = {one.key: one for one in view.campaign.assignments}
    handed_down = dict.fromkeys(
        (duty.assignment, duty.due, draft.letter.issued_on) for draft in order.drafts for duty in draft.duties
    )
    for key, due, issued in handed_down:
        assignment = known.get(key)
        if key in stated or assignment is None:
            continue
        yield Due(
            element=order.place(f"nhiệm vụ '{key}'"),
            words=f"ngày {short_date(due.day)}",
            last=due.day,
            issued=issued,
            projected=due.projected,
            asks_results=_asks_results(assignment),
            window=assignment.window,
        )


def _worded(view: PlanView, order: OrderView, known: tuple[Due, ...]) -> Iterator[Due]:
    taken = {day for due in known for day in (due.last, due.last + _ONE_DAY)}
    issued = order.first.letter.issued_on
    for passage in order.passages:
        for worded in report_deadlines_in(passage, issued.year):
            if taken.isdisjoint({worded.last, worded.named}):
                yield Due(
                    element=order.place(passage.element),
                    words=worded.text,
                    last=worded.last,
                    issued=issued,
                    fixed=worded.last == worded.named,
                    projected=view.calendar.is_projected(worded.last),
                    asks_results=_asks_results_in(passage),
                    in_text_only=True,
                    told_back=any(word in passage.text for word in _OLDER) and bool(_TOLD_BACK.search(passage.text)),
                )


def _asks_results(assignment: Assignment) -> bool:
    if _IN_BETWEEN.search(assignment.title):
        return False
    return bool(assignment.documents or assignment.figures) or bool(_RESULTS.search(folded(assignment.title)))


def _asks_results_in(passage: Passage) -> bool:
    words = passage.folded
    if any(midway in words for midway in _MIDWAY) and _IN_BETWEEN.search(passage.text):
        return False
    return _RESULTS.search(words) is not None


def _last_day(deadline: Deadline, calendar: WorkingCalendar, issued: PlannedDay) -> date:
    """The last calendar day in time: before X it is the day before, working day or not."""
    if deadline.wording is DeadlineWording.BEFORE and deadline.on is not None:
        return deadline.on.first_possible - _ONE_DAY
    return deadline.last_day(calendar, issued.last_possible).day


def _words(deadline: Deadline, last: date) -> str:
    if deadline.working_days is not None:
        return f"{deadline.working_days} ngày làm việc, đến {short_date(last)}"
    on = deadline.on
    if on is None:
        return f"ngày {short_date(last)}"
    exact = on.as_date
    named = f"ngày {short_date(exact)}" if exact else f"tháng {on.month}/{on.year}"
    openings = {
        DeadlineWording.BEFORE: "trước",
        DeadlineWording.UNTIL_END_OF: "đến hết",
        DeadlineWording.NO_LATER_THAN: "chậm nhất",
        DeadlineWording.IN_MONTH: "trong",
    }
    return f"{openings[deadline.wording]} {named}"
