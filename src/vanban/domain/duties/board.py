"""The obligations of a campaign as they stand on a day: who has reported, who is late, what the figures come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import QuotaResult, RecordedReport
from vanban.domain.letters.document import DocumentCode

NEAR_WORKING_DAYS = 5
"""A deadline is near from this many working days before it."""


class Standing(StrEnum):
    """How an obligation stands on a day; the gravest first, as a board lists them."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    OPEN = "open"
    REPORTED_LATE = "reported_late"
    REPORTED_ON_TIME = "reported_on_time"
    WITHDRAWN = "withdrawn"

    @property
    def is_missing(self) -> bool:
        """Whether a report is still to come, late or not."""
        return self in {Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON, Standing.OPEN}

    @property
    def is_reported(self) -> bool:
        return self in {Standing.REPORTED_LATE, Standing.REPORTED_ON_TIME}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One obligation on the day of its board.

    ``obligation`` holds only the extensions granted by then, ``report`` the version in force by then;
    ``first_received_on`` decides whether it was in time. ``days_left`` are calendar days to the deadline, negative
    once it is over; ``working_days_left`` likewise. ``reminded_on`` are the days of notices and issued letters.
    """

    obligation: Obligation
    level: int
    code: DocumentCode
    issued_date: date
    standing: Standing
    days_left: int
    working_days_left: int
    report: RecordedReport | None = None
    first_received_on: date | None = None
    quotas: tuple[QuotaResult, ...] = ()
    reminded_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A campaign on a day: its rows from the top level down."""

    campaign_id: str
    title: str
    day: date
    rows: tuple[BoardRow, ...]
    closed_on: date | None = None

    def count(self, *standings: Standing, level: int | None = None) -> int:
        """How many rows stand so, at one level or at all."""
        return sum(row.standing in standings and level in {None, row.level} for row in self.rows)

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(sorted({row.level for row in self.rows}))


def standing_on(
    day: date, *, due: date, first_received_on: date | None, withdrawn: bool, calendar: WorkingCalendar
) -> Standing:
    """How an obligation stands on ``day``, with what is known by then.

    Args:
        day: the day of the board.
        due: the last day on which a report is in time, extensions counted.
        first_received_on: when the first version of a report came in, if one has.
        withdrawn: whether the letter that gives it has been recalled or replaced.
        calendar: what counts as a working day.
    """
    if first_received_on is not None:
        return Standing.REPORTED_ON_TIME if first_received_on <= due else Standing.REPORTED_LATE
    if withdrawn:
        return Standing.WITHDRAWN
    if day > due:
        return Standing.OVERDUE
    if day == due:
        return Standing.DUE_TODAY
    near = calendar.working_days_between(day, due) <= NEAR_WORKING_DAYS
    return Standing.DUE_SOON if near else Standing.OPEN


def standings_counted(rows: Iterable[BoardRow]) -> Counter[Standing]:
    """How many rows stand how."""
    return Counter(row.standing for row in rows)
