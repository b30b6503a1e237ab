"""Who is due for a reminder, and which letters still have somebody to remind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from board_entries_made import DUE, board, entry, obligation
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.domain.duties.reminding import Reminder, ReminderForm, ReminderPlan
from vanban.domain.letters.draft import LetterKey
from vanban.regulations.calendar import working_calendar
from vanban.usecases.reminding.due_reminders import due_reminders, letters_to_write, sent_before

CALENDAR = working_calendar()
ISSUED = date(2024, 9, 27)
PLAN = ReminderPlan()
ONE_DAY = timedelta(days=1)


def due(entries, day, recorded=(), plan=PLAN, **of_board):
    return due_reminders(board(entries, day, **of_board), plan, recorded, CALENDAR)


def walk(entries_on, first, last, plan=PLAN, rounds=lambda _day: True):
    """Every reminder made by a round on each day that has one."""
    recorded: list[Reminder] = []
    day = first
    while day <= last:
        if rounds(day):
            recorded += due_reminders(board(entries_on(day), day), plan, recorded, CALENDAR)
            assert due_reminders(board(entries_on(day), day), plan, recorded, CALENDAR) == ()
        day += ONE_DAY
    return recorded


def test_units_of_one_duty_share_a_letter_and_those_before_and_after_their_deadline_do_not():
    late, early = entry(obligation("a")), entry(obligation("b", extended=date(2024, 12, 24)))
    both = entry(obligation("c"))

    found = due([late, early, both], date(2024, 12, 17))

    assert [(one.obligation.organ_id, one.letter.letter_id) for one in found] == [
        ("a", "don-doc-vb-phuc_tra-2024-12-17"),
        ("b", "nhac-han-vb-phuc_tra-2024-12-17"),
        ("c", "don-doc-vb-phuc_tra-2024-12-17"),
    ]
    assert {one.letter.organ_id for one in found} == {"so"}
    assert [(one.number, one.late, one.escalated) for one in found] == [(3, 1, False), (1, 0, False), (3, 1, False)]


@pytest.mark.parametrize(
    ("of_unit", "of_board"),
    [
        ({"first": date(2024, 12, 17)}, {}),
        ({"first": date(2024, 12, 1)}, {}),
        ({"withdrawn": True}, {}),
        ({}, {"closed_on": date(2024, 12, 17)}),
    ],
)
def test_nobody_is_reminded_who_has_reported_owes_nothing_or_whose_campaign_is_closed(of_unit, of_board):
    withdrawn = of_unit.pop("withdrawn", False)

    assert due([entry(obligation("a", withdrawn=withdrawn), **of_unit)], date(2024, 12, 17), **of_board) == ()
    assert len(due([entry(obligation("a"))], date(2024, 12, 17))) == 1


def test_a_notice_is_carried_by_no_letter():
    (found,) = due([entry(obligation("a"))], date(2024, 12, 9), plan=ReminderPlan(before=ReminderForm.NOTICE))

    assert (found.form, found.letter) == (ReminderForm.NOTICE, None)


def test_after_days_without_a_round_only_the_last_of_what_was_missed_is_made():
    (found,) = due([entry(obligation("a"))], date(2024, 12, 26))

    # 09, 13, 17 and 24/12 went by.
    assert (found.number, found.late, found.day) == (4, 2, date(2024, 12, 26))


def test_a_deadline_set_or_put_off_on_the_day_of_a_step_is_not_reminded_of_at_once():
    # Five working days before 23/12 is 16/12; the extension of the fixture is of 02/12.
    on_the_day = replace(obligation("a", extended=date(2024, 12, 23)))
    granted = replace(on_the_day.extensions[0], granted_on=date(2024, 12, 16))
    on_the_day = replace(on_the_day, extensions=(granted,))

    assert due([entry(on_the_day)], date(2024, 12, 16)) == ()
    assert len(due([entry(obligation("a", extended=date(2024, 12, 23)))], date(2024, 12, 16))) == 1


def test_a_changed_plan_reminds_of_no_day_again_and_its_numbers_go_on():
    more = ReminderPlan(before_working_days=(10, 5, 3, 1))
    fewer = ReminderPlan(before_working_days=(), after_working_days=(1,), then_every_days=7)
    owed = [entry(obligation("a"))]
    first = due(owed, date(2024, 12, 9))

    assert due(owed, date(2024, 12, 10), first, plan=more) == ()
    (third,) = due(owed, date(2024, 12, 11), first, plan=more)
    assert third.number == 3
    (late,) = due(owed, date(2024, 12, 17), (*first, third), plan=fewer)
    assert (late.number, late.late) == (4, 1)


def is_step(day, plan, due_on):
    """Whether a plan reminds on a day of a deadline, counted on fingers."""
    if not CALENDAR.is_working_day(day):
        return False
    if day <= due_on:
        return working_days(day, due_on) in plan.before_working_days
    # On a day off the deadline is over like on the working day before it.
    afterwards = working_days(due_on, day)
    if afterwards in plan.after_working_days:
        return True
    if not (plan.after_working_days and plan.then_every_days) or afterwards <= max(plan.after_working_days):
        return False
    weekly = next(one for one in after(due_on) if working_days(due_on, one) == max(plan.after_working_days))
    while (weekly := weekly + timedelta(days=plan.then_every_days)) <= day:
        # On a day off it goes out on the next working day.
        if weekly == day or (working_days(weekly, day) == 1 and not CALENDAR.is_working_day(weekly)):
            return True
    return False


def after(day):
    while True:
        day += ONE_DAY
        yield day


def working_days(first, last):
    """The working days after ``first`` up to and with ``last``."""
    days = (first + timedelta(days=one) for one in range(1, (last - first).days + 1))
    return sum(CALENDAR.is_working_day(one) for one in days)


PLANS = st.builds(
    ReminderPlan,
    before_working_days=st.sets(st.integers(0, 12), max_size=3).map(tuple),
    after_working_days=st.sets(st.integers(1, 9), max_size=2).map(tuple),
    then_every_days=st.integers(0, 9),
    escalate_after=st.integers(0, 3),
)


@settings(max_examples=60)
@given(
    plan=PLANS,
    dues=st.lists(st.dates(date(2024, 12, 20), date(2025, 2, 10)), min_size=1, max_size=3),
    reported=st.lists(st.one_of(st.none(), st.dates(date(2024, 12, 1), date(2025, 3, 1))), min_size=3, max_size=3),
    stopped=st.sets(st.dates(date(2024, 12, 1), date(2025, 3, 1)), max_size=12),
)
def test_whatever_the_plan_and_whichever_days_are_skipped_each_unit_is_reminded_as_counted_on_fingers(
    plan, dues, reported, stopped
):
    owed = [obligation(f"dv-{number}", due=one) for number, one in enumerate(dues)]
    first = {one.key: came for one, came in zip(owed, reported, strict=False)}
    start, last = min(dues) - timedelta(days=20), min(dues) + timedelta(days=50)

    def entries_on(now):
        return [entry(one, first=first[one.key] if first[one.key] and first[one.key] <= now else None) for one in owed]

    made = walk(entries_on, start, last, plan, lambda now: now not in stopped)

    expected = {
        (one.key, day) for one in owed for day in reminded_on(one, first[one.key], plan, (start, last), stopped)
    }
    assert {(one.obligation, one.day) for one in made} == expected
    assert len(made) == len(expected)
    for one in made:
        assert (one.late > 0) == one.letter.letter_id.startswith("don-doc")
        assert one.escalated == (one.late > plan.escalate_after)
    for each in owed:
        numbers = [one.number for one in made if one.obligation == each.key]
        assert numbers == sorted(set(numbers))


def reminded_on(owed, reported, plan, span, stopped):
    """The days on which one unit is reminded; what fell on a day without a round waits for the next."""
    waits = False
    for number in range((span[1] - span[0]).days + 1):
        day = span[0] + timedelta(days=number)
        # What falls before the walk is made up for on its first day.
        earlier = (ISSUED + timedelta(days=one) for one in range(1, (day - ISSUED).days)) if number == 0 else ()
        waits = waits or is_step(day, plan, owed.due_now) or any(is_step(one, plan, owed.due_now) for one in earlier)
        if waits and day not in stopped and CALENDAR.is_working_day(day) and not (reported and reported <= day):
            waits = False
            yield day


def carried(organ, day, *, number=3, late=1, due_on=DUE, letter="don-doc-1"):
    owed = obligation(organ)
    key = LetterKey(campaign_id="dot", letter_id=letter, organ_id="so")
    return Reminder(
        obligation=owed.key, due=due_on, number=number, day=day, form=ReminderForm.LETTER, late=late, letter=key
    )


def waiting(entries, day, recorded, issued=(), **of_board):
    found = letters_to_write(board(entries, day, **of_board), recorded, issued)
    return {one.key.letter_id: [each.obligation.organ_id for each in one.reminders] for one in found}


def test_a_letter_waits_for_those_who_are_still_missing_until_it_is_issued():
    day = date(2024, 12, 18)
    made = [carried("a", DUE + ONE_DAY), carried("b", DUE + ONE_DAY)]
    owed = [entry(obligation("b")), entry(obligation("a"))]

    assert waiting(owed, day, made) == {"don-doc-1": ["b", "a"]}
    assert waiting([owed[0], entry(obligation("a"), first=day)], day, made) == {"don-doc-1": ["b"]}
    assert waiting([owed[0], entry(obligation("a", withdrawn=True))], day, made) == {"don-doc-1": ["b"]}
    assert waiting([owed[0], entry(obligation("a", extended=date(2024, 12, 31)))], day, made) == {"don-doc-1": ["b"]}
    assert waiting([entry(obligation("a"), first=day), entry(obligation("b"), first=day)], day, made) == {}
    assert waiting(owed, day, made, issued={made[0].letter}) == {}
    assert waiting(owed, day, made, closed_on=day) == {}


def test_a_later_letter_takes_its_units_out_of_an_earlier_one():
    made = [
        carried("a", date(2024, 12, 17)),
        carried("b", date(2024, 12, 17)),
        carried("a", date(2024, 12, 24), number=4, late=2, letter="don-doc-2"),
    ]
    owed = [entry(obligation("a")), entry(obligation("b"))]

    assert waiting(owed, date(2024, 12, 24), made) == {"don-doc-2": ["a"], "don-doc-1": ["b"]}


def test_a_letter_that_only_says_a_deadline_is_near_says_nothing_to_those_whose_deadline_is_over():
    made = [carried("a", date(2024, 12, 13), number=2, late=0, letter="nhac-han-1")]
    owed = [entry(obligation("a"))]

    assert waiting(owed, DUE, made) == {"nhac-han-1": ["a"]}
    assert waiting(owed, DUE + ONE_DAY, made) == {}


def test_only_what_really_went_out_counts_as_sent():
    issued, lying = carried("a", date(2024, 12, 17)), carried("a", date(2024, 12, 24), number=4, late=2, letter="x")
    light = replace(carried("a", date(2024, 12, 31), number=5, late=3), form=ReminderForm.NOTICE, letter=None)
    early = carried("a", date(2024, 12, 9), number=1, late=0, letter="nhac-han-1")
    older = carried("a", date(2024, 12, 3), number=1, due_on=date(2024, 12, 2))
    last = carried("a", date(2025, 1, 7), number=6, late=4, letter="don-doc-6")
    every = (early, older, issued, lying, light, last)

    assert sent_before(last, every, {issued.letter, early.letter, older.letter}) == (issued, light)
    assert sent_before(issued, every, {issued.letter}) == ()
