"""Days and months of a campaign moved to another time, off weekends and public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vanban.domain.dates.calendar import ComputedDay, WorkingCalendar
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.wording import short_date

_DAYS_IN_A_MONTH = 365.25 / 12
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A day or month as a campaign file writes it, with what to say about it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateShift:
    """One span for all days, the nearest whole number of months for all months.

    ``first`` is the day or month of the first letter, from which the campaign's year follows.
    """

    first: PlannedDay
    span: timedelta
    months: int
    calendar: WorkingCalendar

    @classmethod
    def to_day(cls, first: PlannedDay, day: date, calendar: WorkingCalendar) -> DateShift:
        """The shift that makes ``first`` the day, or brings its month to that of the day when no day is fixed."""
        if first.as_date is not None:
            return cls.by(first, day - first.as_date, calendar)
        months = (day.year - first.year) * _MONTHS + day.month - first.month
        return cls(first=first, span=day.replace(day=1) - first.first_possible, months=months, calendar=calendar)

    @classmethod
    def by(cls, first: PlannedDay, span: timedelta, calendar: WorkingCalendar) -> DateShift:
        return cls(first=first, span=span, months=round(span.days / _DAYS_IN_A_MONTH), calendar=calendar)

    @property
    def old_year(self) -> int:
        return self.first.year

    @property
    def new_year(self) -> int:
        return int(self.exactly(self.first).text[:4])

    def exactly(self, planned: PlannedDay) -> Moved:
        """The day wherever it falls, with a note when that is a day off."""
        day = planned.as_date
        if day is None:
            return self._month(planned)
        moved = day + self.span
        note = "" if self.calendar.is_working_day(moved) else "là ngày nghỉ"
        return Moved(text=moved.isoformat(), note=note)

    def start(self, planned: PlannedDay) -> Moved:
        """Something that begins on a day off begins on the working day after it."""
        day = planned.as_date
        if day is None:
            return self._month(planned)
        return self._noted(day + self.span, self.calendar.working_day_on_or_after(day + self.span), "sau")

    def end(self, planned: PlannedDay, *, not_before: str = "") -> Moved:
        """Something that ends on a day off ends on the working day before it.

        Args:
            not_before: the day on which it begins; an activity of a weekend becomes one of the Monday after it.
        """
        day = planned.as_date
        if day is None:
            return self._month(planned)
        moved = self._noted(day + self.span, self.calendar.working_day_on_or_before(day + self.span), "trước")
        if moved.text < not_before[: len(moved.text)]:
            return Moved(text=not_before, note="lấy theo ngày bắt đầu, vì cả khoảng thời gian rơi vào ngày nghỉ")
        return moved

    def _month(self, planned: PlannedDay) -> Moved:
        year, month = divmod(planned.year * _MONTHS + planned.month - 1 + self.months, _MONTHS)
        return Moved(text=f"{year:04d}-{month + 1:02d}")

    def _noted(self, wanted: date, found: ComputedDay, side: str) -> Moved:
        notes = []
        if found.day != wanted:
            notes.append(f"{short_date(wanted)} là ngày nghỉ, đã lấy ngày làm việc liền {side}")
        if found.projected:
            year = wanted.year if self.calendar.is_projected(wanted) else found.day.year
            notes.append(f"lịch nghỉ năm {year} là dự kiến")
        return Moved(text=found.day.isoformat(), note="; ".join(notes))
