"""Dates in the text: that they exist, and fall on the weekday named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.compliance.clause import HOUSE, Clause, PassageRule, Rule
from vanban.compliance.dates_in_text import DateMention
from vanban.compliance.passages import Passage
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Finding, Severity
from vanban.regulations.law import Law

_REAL = Clause("HOUSE.DATE", Severity.ERROR, HOUSE)
_WEEKDAY = Clause("HOUSE.WEEKDAY", Severity.WARNING, HOUSE)
_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SPELLINGS = {name.casefold(): day for day, name in enumerate(_NAMES)}
_SPELLINGS |= {f"thứ {day + 2}": day for day in range(6)}
_NAME = r"(thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_BEFORE = re.compile(rf"(\w+\s+)?(?<!\w){_NAME}\s*[,(]?\s*(?:ngày\s+)?$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*\(\s*{_NAME}\s*\)", re.IGNORECASE)


@PassageRule
def dates_exist(passage: Passage, _law: Law) -> Sequence[Finding]:
    """House rule: a letter does not name a day that the calendar lacks."""
    return [
        _REAL.broken(passage.element, f"“{mention.text}” không có trong lịch", "ghi một ngày có thật")
        for mention in passage.dates
        if not mention.can_exist
    ]


@PassageRule
def weekdays_fit_their_dates(passage: Passage, _law: Law) -> Sequence[Finding]:
    """House rule: a weekday beside a date is that date's."""
    if "thứ" not in passage.folded and "chủ" not in passage.folded:
        return ()
    beside = ((mention, mention.as_date, _weekday_named(passage.text, mention)) for mention in passage.dates)
    return [
        _WEEKDAY.broken(
            passage.element,
            f"{_NAMES[named]} đi với {mention.text}",
            f"ngày {mention.text} là {_NAMES[day.weekday()]}; sửa thứ hoặc ngày",
        )
        for mention, day, named in beside
        if day is not None and named is not None and day.weekday() != named
    ]


def _weekday_named(text: str, mention: DateMention) -> int | None:
    """The weekday right before a date or in brackets after it; "lần thứ hai" names none."""
    if found := _BEFORE.search(text[: mention.start]):
        counted, name = found.groups()
        if (counted or "").strip().casefold() in word_list("before_ordinals"):
            return None
    elif found := _AFTER.match(text[mention.end :]):
        name = found.group(1)
    else:
        return None
    return _SPELLINGS[" ".join(name.casefold().split())]


RULES: tuple[Rule, ...] = (dates_exist, weekdays_fit_their_dates)
