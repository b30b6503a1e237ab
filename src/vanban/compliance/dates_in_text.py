"""Dates that a text mentions, real or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_LEAP_YEAR = 2024
_LAST_MONTH = 12
_LAST_DAY = 31
# Each begins with a sign or a word that is found at once; what must not stand before a date is looked at afterwards.
_MONTH_AND_YEAR = re.compile(r"/(\d{1,2})/(\d{4})(?!\d|/|-\w)")
_DAY_BEFORE = re.compile(r"(?<![\d/.-])\d{1,2}")
_DOTTED = re.compile(r"ngày (?P<date>(\d{1,2})([.-])(\d{1,2})\3(\d{4}))(?!\d)")
_IN_WORDS = re.compile(r"ngày (?P<date>(\d{1,2})\s+tháng\s+(\d{1,2})(?!\d)(?:\s+năm\s+(\d{4}))?)")
_WITHOUT_YEAR = re.compile(r"ngày (?P<date>(\d{1,2})/(\d{1,2}))(?![\d/])")
_LUNAR = re.compile(r"[\s(]*(?:năm \w+ \w+ )?[\s(]*(?:âm lịch|ÂL)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A day as a text writes it; ``year`` is ``None`` where the text gives none."""

    text: str
    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def as_date(self) -> date | None:
        """The date; ``None`` when its year is not given or there is no such day."""
        return None if self.year is None else _date(self.year, self.month, self.day)

    @property
    def can_exist(self) -> bool:
        """Whether there is such a day, in a leap year where the text gives no year."""
        return _date(_LEAP_YEAR if self.year is None else self.year, self.month, self.day) is not None


def dates_in(text: str) -> Iterator[DateMention]:
    """Every date of a text in its order; lunar dates and numbers that only look like dates are left out."""
    solar = [mention for mention in _all_dates(text) if not _LUNAR.match(text, mention.end)]
    yield from sorted(solar, key=lambda mention: mention.start)


def _all_dates(text: str) -> Iterator[DateMention]:
    if "/" in text:
        yield from _with_year(text)
    if "ngày " not in text:
        return
    for found in _DOTTED.finditer(text):
        yield _mention(found, int(found.group(2)), int(found.group(4)), int(found.group(5)))
    for found in _IN_WORDS.finditer(text):
        year_given = found.group(4)
        year = int(year_given) if year_given else None
        yield _mention(found, int(found.group(2)), int(found.group(3)), year)
    for found in _WITHOUT_YEAR.finditer(text):
        day, month = int(found.group(2)), int(found.group(3))
        # "trong ngày 15/20 đơn vị" is a share, no date.
        if _looks_like_a_day(day, month):
            yield _mention(found, day, month, None)


def _with_year(text: str) -> Iterator[DateMention]:
    for found in _MONTH_AND_YEAR.finditer(text):
        slash = found.start()
        before = _DAY_BEFORE.fullmatch(text, max(slash - 2, 0), slash) or _DAY_BEFORE.fullmatch(text, slash - 1, slash)
        if before is None:
            continue
        start, end = before.start(), found.end()
        day, month, year = int(before.group()), int(found.group(1)), int(found.group(2))
        # After "số" it is a number, and without "ngày" 45/13/2025 may be anything.
        named, numbered = text.endswith("ngày ", 0, start), text.endswith("số ", 0, start)
        if not numbered and (named or _looks_like_a_day(day, month)):
            yield DateMention(text=text[start:end], start=start, end=end, day=day, month=month, year=year)


def _looks_like_a_day(day: int, month: int) -> bool:
    return 1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH


def _mention(found: re.Match[str], day: int, month: int, year: int | None) -> DateMention:
    start, end = found.span("date")
    return DateMention(text=found.group("date"), start=start, end=end, day=day, month=month, year=year)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
