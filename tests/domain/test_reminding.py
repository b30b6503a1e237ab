from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.duties.reminding import ReminderForm, ReminderPlan, reminder_steps
from vanban.regulations.calendar import working_calendar

CALENDAR = working_calendar()
FAR = timedelta(days=60)


def steps(plan: ReminderPlan, due: date, until: date) -> list[tuple[str, int]]:
    return [(f"{one.day:%a %Y-%m-%d}", one.late) for one in reminder_steps(plan, due, CALENDAR, until)]


def test_a_deadline_is_reminded_of_five_and_one_working_days_before_one_after_and_then_weekly() -> None:
    assert steps(ReminderPlan(), date(2024, 12, 16), date(2025, 1, 1)) == [
        ("Mon 2024-12-09", 0),
        ("Fri 2024-12-13", 0),
        ("Tue 2024-12-17", 1),
        ("Tue 2024-12-24", 2),
        ("Tue 2024-12-31", 3),
    ]


def test_a_week_that_ends_on_a_day_off_goes_on_to_the_next_working_day_and_the_count_of_weeks_stays() -> None:
    assert steps(ReminderPlan(before_working_days=()), date(2024, 12, 17), date(2025, 1, 8)) == [
        ("Wed 2024-12-18", 1),
        ("Wed 2024-12-25", 2),
        ("Thu 2025-01-02", 3),
        ("Wed 2025-01-08", 4),
    ]


def test_two_weeks_that_end_in_tet_are_one_reminder_after_it() -> None:
    # Tết of 2026: off from Sat 14/02 to Sun 22/02.
    assert steps(ReminderPlan(before_working_days=(), then_every_days=4), date(2026, 2, 10), date(2026, 2, 28)) == [
        ("Wed 2026-02-11", 1),
        ("Mon 2026-02-23", 2),
        ("Fri 2026-02-27", 3),
    ]


def test_a_deadline_on_a_sunday_is_reminded_of_as_if_it_were_the_friday_before() -> None:
    plan = ReminderPlan(before_working_days=(1,), then_every_days=0)
    assert steps(plan, date(2024, 12, 15), date(2025, 1, 31)) == [("Thu 2024-12-12", 0), ("Mon 2024-12-16", 1)]


def test_late_reminders_after_the_second_also_go_to_the_superior() -> None:
    found = list(reminder_steps(ReminderPlan(), date(2024, 12, 16), CALENDAR, date(2025, 1, 1)))
    assert [one.escalated for one in found] == [False, False, False, False, True]


def test_before_and_after_may_go_out_in_different_forms() -> None:
    plan = ReminderPlan(before=ReminderForm.NOTICE)
    found = list(reminder_steps(plan, date(2024, 12, 16), CALENDAR, date(2024, 12, 17)))
    assert [one.form for one in found] == [ReminderForm.NOTICE, ReminderForm.NOTICE, ReminderForm.LETTER]


def test_without_weekly_reminders_the_last_fixed_one_is_the_last() -> None:
    plan = ReminderPlan(then_every_days=0)
    assert len(steps(plan, date(2024, 12, 16), date(2026, 1, 1))) == len(
        steps(plan, date(2024, 12, 16), date.max - FAR)
    )


@pytest.mark.parametrize("due", [date(2025, 1, 24), date(2026, 2, 13)])
def test_over_tet_nobody_is_reminded_on_a_day_off(due: date) -> None:
    assert all(CALENDAR.is_working_day(one.day) for one in reminder_steps(ReminderPlan(), due, CALENDAR, due + FAR))


@given(
    due=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    before=st.sets(st.integers(1, 20), max_size=4),
    after=st.sets(st.integers(1, 20), max_size=4),
    weekly=st.integers(0, 30),
    until=st.integers(-40, 120),
)
def test_reminders_come_in_order_on_working_days_and_a_longer_look_only_adds(
    due: date, before: set[int], after: set[int], weekly: int, until: int
) -> None:
    plan = ReminderPlan(before_working_days=tuple(before), after_working_days=tuple(after), then_every_days=weekly)
    last = due + timedelta(days=until)
    found = list(reminder_steps(plan, due, CALENDAR, last))
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(earlier.day < later.day for earlier, later in pairwise(found))
    assert all(CALENDAR.is_working_day(one.day) and one.day <= last for one in found)
    assert all((one.day > due) == (one.late > 0) for one in found)
    longer = list(reminder_steps(plan, due, CALENDAR, last + FAR))
    assert longer[: len(found)] == found
