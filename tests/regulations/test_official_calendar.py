import csv
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.deadline import Deadline, DeadlineWording
from vanban.regulations.calendar import (
    SettledDay,
    missing_official_years,
    official_years,
    settle,
    settled_days,
    working_calendar,
)

CALENDAR = working_calendar()
DATA = files("vanban.regulations") / "data" / "calendar"
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
VECTORS = list(
    csv.DictReader(
        (Path(__file__).parent / "data" / "reporting_deadline_vectors.csv").read_text(encoding="utf-8").splitlines()
    )
)


def rows():
    for name in ("working_calendar.csv", "overrides.csv"):
        yield from csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("which", "works"),
    [
        ("Thu 2020-01-23", False),
        ("Fri 2024-04-26", True),
        ("Mon 2024-04-29", False),
        ("Sat 2024-05-04", True),
        ("Sat 2025-04-26", True),
        ("Fri 2025-05-02", False),
        ("Fri 2026-01-02", False),
        ("Sat 2026-01-10", True),
        ("Sat 2026-08-22", True),
        ("Mon 2026-08-31", False),
        ("Mon 2026-11-23", True),
        ("Tue 2026-11-24", False),
        ("Sat 2026-11-28", False),
    ],
)
def test_known_days_off_and_worked_saturdays(day, which, works):
    assert CALENDAR.is_working_day(day(which)) is works
    assert not CALENDAR.is_projected(day(which))


@pytest.mark.parametrize(
    ("start", "working_days", "reached"),
    [
        ("Fri 2025-04-25", 1, "Sat 2025-04-26"),
        ("Fri 2024-05-03", 1, "Sat 2024-05-04"),
        ("Thu 2026-01-01", 1, "Mon 2026-01-05"),
        ("Fri 2026-01-09", 1, "Sat 2026-01-10"),
        ("Mon 2026-11-23", 1, "Wed 2026-11-25"),
        ("Fri 2025-05-23", -1, "Thu 2025-05-22"),
    ],
)
def test_working_days_are_counted_by_the_notices(day, start, working_days, reached):
    found = CALENDAR.add_working_days(day(start), working_days)
    assert (found.day, found.projected) == (day(reached), False)


@pytest.mark.parametrize("vector", VECTORS, ids=[one["period_label"] for one in VECTORS])
def test_a_periodic_report_is_due_two_working_days_after_its_data_end(vector):
    due = CALENDAR.add_working_days(date.fromisoformat(vector["data_to"]), 2)
    assert due.day == date.fromisoformat(vector["send_by_province_rule"])
    assert due.day <= date.fromisoformat(vector["government_limit_25th"])
    assert not due.projected


def test_all_17_vectors_are_there():
    assert len(VECTORS) == 17


def test_before_23_may_2025_is_by_22_may(day):
    deadline = Deadline(wording=DeadlineWording.BEFORE, on=PlannedDay.of(day("Fri 2025-05-23")))
    last = deadline.last_day(CALENDAR, day("Fri 2025-05-09"))
    assert (last.day, last.projected) == (day("Thu 2025-05-22"), False)


def test_the_official_years_are_2020_to_2026_and_have_days_in_the_table():
    assert official_years() == CALENDAR.official_years == frozenset(range(2020, 2027))
    assert {one.day.year for one in settled_days("working_calendar.csv")} == official_years()


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row["date"])
def test_a_row_names_its_document_and_the_weekday_of_its_date(row):
    weekday = date.fromisoformat(row["date"]).weekday()
    assert row["weekday"] == WEEKDAYS[weekday]
    assert row["document"]
    assert row["name"]
    assert row["status"] == ("off" if weekday < 5 else "work")


def test_no_day_stands_in_the_table_twice():
    days = [one.day for one in settled_days("working_calendar.csv")]
    assert len(days) == len(set(days))


def test_only_decided_swaps_are_loaded(day):
    assert [(one.day, one.works) for one in settled_days("overrides.csv")] == [
        (day("Fri 2026-01-02"), False),
        (day("Sat 2026-01-10"), True),
    ]


def test_official_years_hold_the_days_of_the_table_and_no_projected_one():
    table = settled_days("working_calendar.csv")
    for found, works in ((CALENDAR.days_off, False), (CALENDAR.days_worked, True)):
        official = {one for one in found if one.year in official_years()}
        assert official == {one.day for one in table if one.works is works}


def test_the_later_decision_on_a_day_wins(day):
    holiday, saturday = day("Fri 2025-05-02"), day("Sat 2025-04-26")
    undone = [
        SettledDay(day=holiday, works=True, name="thôi hoán đổi", document="a later decision"),
        SettledDay(day=saturday, works=False, name="thôi làm bù", document="a later decision"),
    ]
    found = settle(CALENDAR, undone)
    assert found.is_working_day(holiday)
    assert not found.is_working_day(saturday)
    assert settle(found, settled_days("working_calendar.csv")) == CALENDAR


@pytest.mark.parametrize(
    ("which", "works"),
    [
        ("Tue 2019-04-30", False),
        ("Sat 2019-01-05", True),
        ("Fri 2027-01-01", False),
        ("Mon 2027-01-04", True),
        ("Mon 2030-09-02", False),
        ("Tue 2035-05-01", False),
        ("Wed 2035-05-02", True),
    ],
)
def test_years_without_a_notice_are_projected(day, which, works):
    assert CALENDAR.is_working_day(day(which)) is works
    assert CALENDAR.is_projected(day(which))


def test_a_deadline_that_runs_into_2027_is_projected(day):
    found = CALENDAR.add_working_days(day("Thu 2026-12-31"), 1)
    assert (found.day, found.projected) == (day("Mon 2027-01-04"), True)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        ("Thu 2025-12-25", ()),
        ("Thu 2026-01-01", (2027,)),
        ("Sun 2026-11-22", (2027,)),
        ("Fri 2027-01-01", (2027, 2028)),
    ],
)
def test_the_current_and_the_coming_year_are_missed(day, today, missing):
    assert missing_official_years(day(today)) == missing


def test_importing_the_calendar_does_not_load_the_holidays_package():
    code = "import sys, vanban.regulations.calendar; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("today", "said"),
    [("2026-11-22", "năm 2027;"), ("2027-01-01", "năm 2027, 2028;")],
)
def test_stale_data_is_one_warning_line_and_no_failure(today, said):
    script = Path(__file__).parents[2] / "scripts" / "warn_stale_data.py"
    run = subprocess.run([sys.executable, script, today], check=True, capture_output=True, encoding="utf-8")
    assert len(run.stdout.splitlines()) == 1
    assert said in run.stdout
    fresh = subprocess.run([sys.executable, script, "2025-06-01"], check=True, capture_output=True, encoding="utf-8")
    assert fresh.stdout == ""
