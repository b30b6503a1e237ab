"""Working days as the civil service counts them, worked Saturdays and swapped days included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_FIRST_WEEKEND_DAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedDay:
    """A day reached by counting; ``projected`` when a year without an official notice was counted through.

    A projected day is shown as "dự kiến": the Government fixes next year's holidays late in the year.
    """

    day: date
    projected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Public holidays on weekdays, Saturdays worked instead, and the years that a notice settles."""

    days_off: frozenset[date]
    days_worked: frozenset[date]
    official_years: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        if day in self.days_worked:
            return True
        return day.weekday() < _FIRST_WEEKEND_DAY and day not in self.days_off

    def is_projected(self, day: date) -> bool:
        return day.year not in self.official_years

    def add_working_days(self, start: date, working_days: int) -> ComputedDay:
        """The n-th working day after ``start`` (before it when negative); ``start`` itself is not counted.

        With 0 it is ``start`` itself, working day or not.
        """
        step = _ONE_DAY if working_days > 0 else -_ONE_DAY
        day = start
        projected = self.is_projected(start)
        left = abs(working_days)
        while left:
            day += step
            projected = projected or self.is_projected(day)
            left -= self.is_working_day(day)
        return ComputedDay(day=day, projected=projected)

    def working_day_on_or_before(self, day: date) -> ComputedDay:
        """A fixed date on a day off is pulled earlier: what hangs on it does not move later."""
        return self._nearest(day, -_ONE_DAY)

    def working_day_on_or_after(self, day: date) -> ComputedDay:
        """The last day of a counted term on a day off moves to the next working day (Civil Code, Art. 148)."""
        return self._nearest(day, _ONE_DAY)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in _days_after(start, end))

    def _nearest(self, day: date, step: timedelta) -> ComputedDay:
        projected = self.is_projected(day)
        while not self.is_working_day(day):
            day += step
            projected = projected or self.is_projected(day)
        return ComputedDay(day=day, projected=projected)


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += _ONE_DAY
        yield day
