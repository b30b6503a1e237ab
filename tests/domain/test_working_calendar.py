from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.calendar import WorkingCalendar

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)


@st.composite
def calendars(draw):
    off = draw(st.frozensets(days.filter(lambda day: day.weekday() < 5), max_size=40))
    worked = draw(st.frozensets(days.filter(lambda day: day.weekday() >= 5), max_size=20))
    years = draw(st.frozensets(st.integers(2023, 2027)))
    return WorkingCalendar(days_off=off, days_worked=worked, official_years=years)


@pytest.mark.parametrize(
    ("which", "works"),
    [
        ("Fri 2025-04-25", True),
        ("Sat 2025-04-26", True),
        ("Sun 2025-04-27", False),
        ("Wed 2025-04-30", False),
        ("Fri 2025-05-02", False),
        ("Sat 2025-05-03", False),
        ("Mon 2025-05-05", True),
    ],
)
def test_weekdays_work_but_for_holidays_and_saturdays_rest_but_for_swaps(spring_2025, day, which, works):
    assert spring_2025.is_working_day(day(which)) is works


@pytest.mark.parametrize(
    ("start", "working_days", "reached"),
    [
        ("Fri 2025-04-25", 1, "Sat 2025-04-26"),
        ("Fri 2025-04-25", 2, "Mon 2025-04-28"),
        ("Tue 2025-04-29", 1, "Mon 2025-05-05"),
        ("Mon 2025-05-05", -1, "Tue 2025-04-29"),
        ("Mon 2025-04-28", -1, "Sat 2025-04-26"),
        ("Thu 2025-05-01", 1, "Mon 2025-05-05"),
        ("Thu 2025-05-01", -1, "Tue 2025-04-29"),
        ("Thu 2025-05-01", 0, "Thu 2025-05-01"),
    ],
)
def test_working_days_are_counted_from_the_day_after(spring_2025, day, start, working_days, reached):
    assert spring_2025.add_working_days(day(start), working_days).day == day(reached)


@pytest.mark.parametrize(
    ("which", "before", "after"),
    [
        ("Sat 2025-04-26", "Sat 2025-04-26", "Sat 2025-04-26"),
        ("Wed 2025-04-30", "Tue 2025-04-29", "Mon 2025-05-05"),
        ("Sun 2025-05-04", "Tue 2025-04-29", "Mon 2025-05-05"),
        ("Sun 2025-05-25", "Fri 2025-05-23", "Mon 2025-05-26"),
    ],
)
def test_a_day_off_is_pulled_to_the_nearest_working_day_on_either_side(spring_2025, day, which, before, after):
    assert spring_2025.working_day_on_or_before(day(which)).day == day(before)
    assert spring_2025.working_day_on_or_after(day(which)).day == day(after)


@pytest.mark.parametrize(
    ("start", "working_days", "projected"),
    [
        ("Mon 2025-12-29", 2, False),
        ("Mon 2025-12-29", 3, True),
        ("Thu 2026-01-01", -1, True),
        ("Thu 2026-01-01", 0, True),
    ],
)
def test_a_count_through_a_year_without_a_notice_is_projected(spring_2025, day, start, working_days, projected):
    assert spring_2025.add_working_days(day(start), working_days).projected is projected


def test_a_day_pulled_back_out_of_a_projected_year_stays_projected(spring_2025, day):
    reached = spring_2025.working_day_on_or_before(day("Sun 2026-01-04"))
    assert (reached.day, reached.projected) == (day("Fri 2026-01-02"), True)
    assert spring_2025.working_day_on_or_after(day("Wed 2025-12-31")).projected is False


@given(calendars(), days, st.integers(1, 60))
def test_counting_forward_ends_on_a_working_day_at_that_distance(calendar, start, count):
    reached = calendar.add_working_days(start, count).day
    assert calendar.is_working_day(reached)
    assert calendar.working_days_between(start, reached) == count


@given(calendars(), days, st.integers(1, 60))
def test_counting_there_and_back_from_a_working_day_comes_home(calendar, start, count):
    home = calendar.working_day_on_or_after(start).day
    there = calendar.add_working_days(home, count).day
    assert calendar.add_working_days(there, -count).day == home


@given(calendars(), days, st.integers(0, 30), st.integers(0, 30))
def test_counting_in_two_steps_is_counting_in_one(calendar, start, first, second):
    halfway = calendar.add_working_days(start, first).day
    assert calendar.add_working_days(halfway, second).day == calendar.add_working_days(start, first + second).day


@given(calendars(), days, days, days)
def test_distances_add_up(calendar, a, b, c):
    between = calendar.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)


@given(calendars(), days)
def test_no_working_day_lies_between_a_day_off_and_its_nearest_working_day(calendar, which):
    before = calendar.working_day_on_or_before(which).day
    after = calendar.working_day_on_or_after(which).day
    skipped = [before + timedelta(days=step) for step in range(1, (after - before).days)]
    assert before <= which <= after
    assert not any(calendar.is_working_day(day) for day in skipped)


@given(calendars(), days, st.integers(-40, 40))
def test_a_count_is_projected_exactly_when_a_year_it_touches_has_no_notice(calendar, start, count):
    reached = calendar.add_working_days(start, count)
    years = range(min(start.year, reached.day.year), max(start.year, reached.day.year) + 1)
    assert reached.projected is any(year not in calendar.official_years for year in years)
