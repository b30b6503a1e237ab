"""A date to report by, with the wording that decides whether the day itself still counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vanban.domain.dates.calendar import ComputedDay, WorkingCalendar
from vanban.domain.dates.day import PlannedDay


class DeadlineWording(StrEnum):
    """How a letter words a deadline; the wordings are different deadlines."""

    BEFORE = "before"
    """"trước ngày X": X itself is too late."""
    UNTIL_END_OF = "until_end_of"
    """"đến hết ngày X": X counts."""
    NO_LATER_THAN = "no_later_than"
    """"chậm nhất ngày X": X counts."""
    IN_MONTH = "in_month"
    """"trong tháng X": the last day of the month counts."""
    WORKING_DAYS = "working_days"
    """"trong N ngày làm việc kể từ ngày nhận": the day of receipt is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A reporting deadline as worded: either ``on`` a day or month, or ``working_days`` from receipt."""

    wording: DeadlineWording
    on: PlannedDay | None = None
    working_days: int | None = None

    def __post_init__(self) -> None:
        counted = self.wording is DeadlineWording.WORKING_DAYS
        if counted in (self.working_days is None, self.on is not None):
            raise ValueError("a deadline has either a day or a number of working days")
        if self.working_days is not None and self.working_days < 1:
            raise ValueError("a term is at least one working day")

    def last_day(self, calendar: WorkingCalendar, received: date) -> ComputedDay:
        """The last day on which a report is in time.

        For "trước ngày X" and "trước tháng X" that is the working day before X begins. Any other fixed day stays as
        worded, even on a day off.
        """
        if self.working_days is not None:
            return calendar.add_working_days(received, self.working_days)
        if self.on is None:
            raise ValueError("a deadline with neither a day nor a count")
        if self.wording is DeadlineWording.BEFORE:
            return calendar.add_working_days(self.on.first_possible, -1)
        day = self.on.last_possible
        return ComputedDay(day=day, projected=calendar.is_projected(day))
