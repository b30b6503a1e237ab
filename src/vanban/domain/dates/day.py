"""Dates as a document prints them: complete, or with the day still blank."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """The day of issue as far as it is known: a month, and the day once it is fixed."""

    year: int
    month: int
    day: int | None = None

    def __post_init__(self) -> None:
        date(self.year, self.month, self.day or 1)

    @classmethod
    def of(cls, day: date) -> PlannedDay:
        return cls(year=day.year, month=day.month, day=day.day)

    @property
    def as_date(self) -> date | None:
        return None if self.day is None else date(self.year, self.month, self.day)

    @property
    def first_possible(self) -> date:
        """The earliest date it can become: the day itself, or the first of the month."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last_possible(self) -> date:
        """The latest date it can become: the day itself, or the last of the month."""
        last = calendar.monthrange(self.year, self.month)[1]
        return date(self.year, self.month, self.day or last)
