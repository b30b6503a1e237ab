"""A deadline as the rules on a plan judge it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.domain.dates.day import PlannedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline in the letters of an order that are issued on one day.

    ``last`` is the last calendar day in time, ``fixed`` when that day is the one named and may be a day off.
    ``asks_results`` when a report on an activity is due; ``window`` is the key of that activity, if stated.
    ``in_text_only`` when no assignment says so; ``told_back`` when the text may only recall an older deadline.
    """

    element: str
    words: str
    last: date
    issued: PlannedDay
    fixed: bool = False
    projected: bool = False
    asks_results: bool = False
    window: str = ""
    in_text_only: bool = False
    told_back: bool = False
