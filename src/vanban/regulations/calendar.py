"""The working calendar of the civil service: official years from the notices, later ones projected."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from vanban.domain.calendar import WorkingCalendar
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
    official = official_years()
    off, worked = _projected_days(_projected_years() - official)
    for settled in (*settled_days("working_calendar.csv"), *settled_days("overrides.csv")):
        gains, loses = (worked, off) if settled.works else (off, worked)
        gains.add(settled.day)
        loses.discard(settled.day)
    return WorkingCalendar(days_off=frozenset(off), days_worked=frozenset(worked), official_years=official)


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


def _projected_years() -> frozenset[int]:
    years = read_toml(_FOLDER, "years.toml").table("projected").numbers("years")
    return frozenset(int(year) for year in years)


def _projected_days(years: Iterable[int]) -> tuple[set[date], set[date]]:
    """Days off and weekend days worked in years without a notice, by the rules that the package knows."""
    from holidays import country_holidays  # noqa: PLC0415  # a fifth of a second that only the first deadline should cost

    wanted = frozenset(years)
    projection = country_holidays("VN", years=wanted)
    off = {day for day in projection if day.year in wanted}
    worked = {day for day in projection.weekend_workdays if day.year in wanted}
    return off, worked
