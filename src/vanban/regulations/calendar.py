"""The working calendar of the civil service: official years from the notices, later ones projected."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vanban.domain.dates.calendar import WorkingCalendar
from vanban.regulations.dated import read_text, read_toml

_FOLDER = "calendar"
_OFF, _WORK = "off", "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledDay:
    """A weekday off or a weekend day worked, with what it is called and the document that says so."""

    day: date
    works: bool
    name: str
    document: str


@cache
def working_calendar() -> WorkingCalendar:
    """Official years from the packaged table; a few years around them projected by the package ``holidays``."""
    rows = (*settled_days("working_calendar.csv"), *settled_days("overrides.csv"))
    return settle(_projection(), rows)


def settle(calendar: WorkingCalendar, days: Iterable[SettledDay]) -> WorkingCalendar:
    """The calendar after ``days`` were decided; a later decision on a day wins over an earlier one."""
    off, worked = set(calendar.days_off), set(calendar.days_worked)
    for settled in days:
        gains, loses = (worked, off) if settled.works else (off, worked)
        gains.add(settled.day)
        loses.discard(settled.day)
    return replace(calendar, days_off=frozenset(off), days_worked=frozenset(worked))


@cache
def official_years() -> frozenset[int]:
    """The years whose notice is in the table."""
    return frozenset(int(year) for year in read_toml(_FOLDER, "years.toml").table("official").content)


def missing_official_years(today: date) -> tuple[int, ...]:
    """The current and the coming year, as far as their notice is not in the table yet."""
    return tuple(year for year in (today.year, today.year + 1) if year not in official_years())


def settled_days(name: str) -> tuple[SettledDay, ...]:
    """The rows of a packaged calendar file."""
    return tuple(_settled(row) for row in csv.DictReader(read_text(_FOLDER, name).splitlines()))


def _settled(row: dict[str, str]) -> SettledDay:
    status = row["status"]
    if status not in {_OFF, _WORK}:
        raise ValueError(f"{row['date']}: status {status!r} is neither {_OFF} nor {_WORK}")
    return SettledDay(
        day=date.fromisoformat(row["date"]), works=status == _WORK, name=row["name"], document=row["document"]
    )


def _projection() -> WorkingCalendar:
    """The years without a notice, by the rules that the package knows; the official ones still without a holiday."""
    from holidays import country_holidays  # noqa: PLC0415  # a fifth of a second that only the first deadline costs

    years = {int(year) for year in read_toml(_FOLDER, "years.toml").table("projected").numbers("years")}
    projection = country_holidays("VN", years=years)
    # weekend_workdays lists every year the package knows, asked for or not
    worked = frozenset(day for day in projection.weekend_workdays if day.year in years)
    return WorkingCalendar(days_off=frozenset(projection), days_worked=worked, official_years=official_years())
