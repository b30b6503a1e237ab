"""Dates that a text mentions, real or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

_LEAP_YEAR = 2024
_LAST_MONTH = 12
_LAST_DAY = 31
# Each begins with a sign or a word that is found at once; what must not stand before a date is looked at afterwards.
_MONTH_AND_YEAR = re.compile(r"/(\d{1,2})/(\d{4})(?!\d|/|-\w)")
_DAY_BEFORE = re.compile(r"(?<![\d/.-])\d{1,2}")
_NAMED = re.compile(
    r"ngày (?P<date>(\d{1,2})"
    r"(?:([.-])(\d{1,2})\3(\d{4})(?!\d)"
    r"|\s+tháng\s+(\d{1,2})(?!\d)(?:\s+năm\s+(\d{4}))?"
    r"|/(\d{1,2})(?![\d/])))"
)
"""``ngày 27.9.2024``, ``ngày 27 tháng 9 năm 2024`` or ``ngày 27/9``."""
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


def dates_in(text: str) -> tuple[DateMention, ...]:
    """Every date of a text in its order; lunar dates and numbers that only look like dates are left out."""
    found = _with_year(text) if "/" in text else []
    if "ngày " in text:
        found += _named(text)
    solar = [mention for mention in found if not _LUNAR.match(text, mention.end)]
    return tuple(sorted(solar, key=attrgetter("start")))


def _named(text: str) -> Iterator[DateMention]:
    """Dates that are known for such by the word before them."""
    for found in _NAMED.finditer(text):
        written, day, _, dotted_month, dotted_year, month, year, bare_month = found.groups()
        # "trong ngày 15/20 đơn vị" is a share, no date.
        if bare_month is None or _looks_like_a_day(int(day), int(bare_month)):
            start, end = found.span("date")
            stated = dotted_year or year
            yield DateMention(
                text=written,
                start=start,
                end=end,
                day=int(day),
                month=int(dotted_month or month or bare_month),
                year=int(stated) if stated else None,
            )


def _with_year(text: str) -> list[DateMention]:
    mentions = []
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
            mentions.append(DateMention(text=text[start:end], start=start, end=end, day=day, month=month, year=year))
    return mentions


def _looks_like_a_day(day: int, month: int) -> bool:
    return 1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
