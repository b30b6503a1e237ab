"""Windows and deadlines that a text words: from a day to a day, from month to month, "trước ngày ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vanban.compliance.dates_in_text import DateMention
from vanban.compliance.passages import Passage
from vanban.domain.dates.day import PlannedDay

_ONE_DAY = timedelta(days=1)
_MONTHS = range(1, 13)
_TO = r"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?"
_JOINED = re.compile(_TO, re.IGNORECASE)
_FROM = re.compile(
    rf"(?<!\w)từ\s+(?:ngày\s+)?(?P<day>\d{{1,2}})(?:/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}))?)?{_TO}$", re.IGNORECASE
)
_SINCE = re.compile(r"(?<!\w)từ\s+(?:ngày\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)đến\s+hết\s+(?:ngày\s+)?$", re.IGNORECASE)
_MONTH = r"tháng\s+(\d{1,2})(?!\d|\.\d)(?:(?:/|\s+năm\s+)(\d{4}))?"
_MONTH_TO_MONTH = re.compile(rf"(?<!\w)từ\s+{_MONTH}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_MONTH}", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"(?<!\w)(?:gửi|nộp|báo cáo|hoàn thành|hoàn tất|thực hiện|tổ chức|triển khai)(?!\w)[^.;]{0,80}?"
    rf"(?P<words>\b(?:trong|vào)\s+{_MONTH})(?!/)",
    re.IGNORECASE,
)
_DEADLINE_WORDS = ("trước", "chậm nhất", "muộn nhất", "đến hết", "hạn cuối", "trong")
_DEADLINE = re.compile(
    r"(?<!\w)(?:(?P<before>trước)|chậm nhất|muộn nhất|đến hết|hạn cuối|trong)(?:\s+là)?(?:\s+đến)?\s+"
    r"(?P<hour>\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}\s*(?:phút)?)?,?\s*)?(?:ngày\s+)?$",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"báo cáo(?<!\wbáo cáo)(?!\w)")
_SENDING = re.compile(r"gửi(?<!\wgửi)(?!\w).*(?:kết quả|số liệu)", re.DOTALL)
"""In folded text; what does not stand before a word is looked at after it, since a pattern finds a word sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A window as a text words it; ``start`` is ``None`` for "đến hết ngày ...", ``by_month`` without named days."""

    text: str
    start: date | None
    end: date
    by_month: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedDeadline:
    """A deadline to report as a text words it: ``named`` is the day in it, ``last`` the last day in time."""

    text: str
    named: date
    last: date


def spans_in(passage: Passage, year: int) -> Sequence[Span]:
    """Every window of a paragraph; ``year`` is that of the letter, for days that name none."""
    spans = list(_month_spans(passage, year)) if _may_tell_months(passage) else []
    before = None
    for mention in passage.dates:
        span = _span_to(passage, mention, before, year)
        if span is not None:
            spans.append(span)
        before = mention
    return spans


def report_deadlines_in(passage: Passage, year: int) -> Sequence[WordedDeadline]:
    """Every deadline of a paragraph that asks for a report; "trước ngày X" ends the day before X."""
    if not passage.dates or not _asks_for_a_report(passage):
        return ()
    return tuple(_worded_deadlines(passage, year))


def months_in(passage: Passage, issued: PlannedDay) -> Sequence[Span]:
    """The months to come within which a paragraph asks for something without naming a day."""
    spans = list(_month_spans(passage, issued.year)) if _may_tell_months(passage) else []
    folded = passage.folded
    if "tháng" not in folded or ("trong" not in folded and "vào" not in folded):
        return spans
    for one in _IN_MONTH.finditer(passage.text):
        words, number, year = one.group("words"), int(one.group(2)), one.group(3)
        month = _month(number, int(year) if year else issued.year)
        # A month that is over tells what was done in it.
        if month is not None and month.last_possible >= issued.first_possible:
            spans.append(Span(text=words, start=month.first_possible, end=month.last_possible, by_month=True))
    return spans


def _asks_for_a_report(passage: Passage) -> bool:
    """Whether a paragraph speaks of reporting or of sending in results."""
    return _REPORTING.search(passage.folded) is not None or _SENDING.search(passage.folded) is not None


def _may_tell_months(passage: Passage) -> bool:
    return "tháng" in passage.folded and "từ" in passage.folded


def _month_spans(passage: Passage, year: int) -> Iterator[Span]:
    for found in _MONTH_TO_MONTH.finditer(passage.text):
        first, first_year, last, last_year = found.groups()
        end = _month(int(last), int(last_year) if last_year else year)
        if end is None:
            continue
        wraps = int(first) > end.month
        start = _month(int(first), int(first_year) if first_year else end.year - wraps)
        if start is not None and start.first_possible <= end.last_possible:
            yield Span(text=found.group(), start=start.first_possible, end=end.last_possible, by_month=True)


def _month(number: int, year: int) -> PlannedDay | None:
    return PlannedDay(year=year, month=number) if number in _MONTHS and year >= 1 else None


def _span_to(passage: Passage, mention: DateMention, before: DateMention | None, year: int) -> Span | None:
    """The window that ends with a day, if one does."""
    end = _dated(mention, year)
    if end is None:
        return None
    text = passage.text
    left = text[: mention.start]
    begins = _begins(passage, mention, before)
    if begins is not None:
        first, start_at = begins
        start = _dated(first, end.year if (first.month, first.day) <= (end.month, end.day) else end.year - 1)
        if start is not None and start <= end:
            return Span(text=text[start_at : mention.end], start=start, end=end)
    elif "đến" in passage.folded and (until := _UNTIL.search(left)) and not _asks_for_a_report(passage):
        return Span(text=text[until.start() : mention.end], start=None, end=end)
    return None


def _begins(passage: Passage, mention: DateMention, before: DateMention | None) -> tuple[DateMention, int] | None:
    """The first day of the window that ends with ``mention``, and where its words begin."""
    text = passage.text
    if before is not None and (joined := _JOINED.fullmatch(text, before.end, mention.start)):
        since = _SINCE.search(text[: before.start])
        if since or "đến" in joined.group().casefold():
            return before, since.start() if since else before.start
    if "từ" in passage.folded and (found := _FROM.search(text[: mention.start])):
        year, month = found.group("year"), found.group("month")
        first = replace(
            mention,
            day=int(found.group("day")),
            month=int(month) if month else mention.month,
            year=int(year) if year else None,
        )
        return first, found.start()
    return None


def _worded_deadlines(passage: Passage, year: int) -> Iterator[WordedDeadline]:
    text = passage.text
    if not any(word in passage.folded for word in _DEADLINE_WORDS):
        return
    for mention in passage.dates:
        found, named = _DEADLINE.search(text[: mention.start]), _dated(mention, year)
        if found is None or named is None:
            continue
        # "trước 17 giờ ngày X" lets X count; "trước ngày X" does not.
        is_before = found.group("before") is not None and found.group("hour") is None
        yield WordedDeadline(
            text=text[found.start() : mention.end], named=named, last=named - _ONE_DAY if is_before else named
        )


def _dated(mention: DateMention, year: int) -> date | None:
    return mention.as_date if mention.year is not None else replace(mention, year=year).as_date
