from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.day import PlannedDay


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [
        (2020, 9, "Wed 2020-09-30"),
        (2024, 2, "Thu 2024-02-29"),
        (2025, 2, "Fri 2025-02-28"),
        (2026, 12, "Thu 2026-12-31"),
    ],
)
def test_a_month_without_a_day_can_still_become_its_last_day(day, year, month, last):
    planned = PlannedDay(year=year, month=month)
    assert planned.as_date is None
    assert planned.last_possible == day(last)


@given(st.dates())
def test_a_fixed_day_is_itself(when):
    planned = PlannedDay.of(when)
    assert planned.as_date == planned.last_possible == when


@pytest.mark.parametrize(("month", "day_of_month"), [(2, 30), (4, 31), (13, None), (0, 1)])
def test_a_day_that_no_calendar_has_is_refused(month, day_of_month):
    with pytest.raises(ValueError, match=r"day|month"):
        PlannedDay(year=2025, month=month, day=day_of_month)


def test_a_leap_day_is_refused_in_a_common_year():
    assert PlannedDay(year=2024, month=2, day=29).as_date == date(2024, 2, 29)
    with pytest.raises(ValueError, match="day"):
        PlannedDay(year=2025, month=2, day=29)
