"""How an obligation stands on a day, and what a board counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.duties.board import NEAR_WORKING_DAYS, Board, BoardRow, Standing, standing_on, standings_counted
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import LetterKey
from vanban.regulations.calendar import working_calendar

CALENDAR = working_calendar()
DUE = date(2024, 12, 16)
DAYS = st.dates(date(2020, 3, 1), date(2026, 11, 30))
SPAN = st.integers(-60, 60).map(timedelta)


def standing(on, *, due=DUE, received=None, withdrawn=False):
    return standing_on(on, due=due, first_received_on=received, withdrawn=withdrawn, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("Fri 2024-12-06", Standing.OPEN),
        ("Sun 2024-12-08", Standing.OPEN),
        ("Mon 2024-12-09", Standing.DUE_SOON),
        ("Sun 2024-12-15", Standing.DUE_SOON),
        ("Mon 2024-12-16", Standing.DUE_TODAY),
        ("Tue 2024-12-17", Standing.OVERDUE),
    ],
)
def test_a_deadline_is_open_then_near_then_today_then_over(day, today, expected):
    assert standing(day(today)) is expected


def test_near_is_counted_in_working_days_so_that_tet_brings_a_deadline_near_two_weeks_before(day):
    due = day("Tue 2025-02-04")

    assert standing(day("Mon 2025-01-20"), due=due) is Standing.OPEN
    assert standing(day("Tue 2025-01-21"), due=due) is Standing.DUE_SOON


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("Sat 2024-12-14", Standing.REPORTED_ON_TIME),
        ("Mon 2024-12-16", Standing.REPORTED_ON_TIME),
        ("Tue 2024-12-17", Standing.REPORTED_LATE),
    ],
)
def test_the_day_on_which_the_first_report_came_in_decides_whether_it_was_in_time(day, received, expected):
    assert standing(date(2025, 3, 3), received=day(received)) is expected


def test_a_report_that_came_in_stays_one_when_its_letter_is_recalled_later():
    assert standing(DUE, received=DUE, withdrawn=True) is Standing.REPORTED_ON_TIME
    assert standing(DUE + timedelta(30), withdrawn=True) is Standing.WITHDRAWN


def test_every_standing_is_missing_or_reported_or_withdrawn_and_never_two_of_them():
    for one in Standing:
        assert one.is_missing + one.is_reported + (one is Standing.WITHDRAWN) == 1


@given(day=DAYS, due=SPAN, received=st.none() | SPAN, withdrawn=st.booleans())
def test_the_standing_says_what_is_so(day, due, received, withdrawn):
    last, first = day + due, None if received is None else day + received
    found = standing(day, due=last, received=first, withdrawn=withdrawn)
    left = CALENDAR.working_days_between(day, last)
    so = {
        Standing.REPORTED_ON_TIME: first is not None and first <= last,
        Standing.REPORTED_LATE: first is not None and first > last,
        Standing.WITHDRAWN: first is None and withdrawn,
        Standing.OVERDUE: first is None and not withdrawn and day > last,
        Standing.DUE_TODAY: first is None and not withdrawn and day == last,
        Standing.DUE_SOON: first is None and not withdrawn and day < last and left <= NEAR_WORKING_DAYS,
        Standing.OPEN: first is None and not withdrawn and day < last and left > NEAR_WORKING_DAYS,
    }

    assert [one for one, holds in so.items() if holds] == [found]


@given(due=DAYS, days=st.lists(SPAN, min_size=2, max_size=20))
def test_as_days_go_by_what_is_missing_only_gets_graver(due, days):
    gravity = list(Standing)
    found = [gravity.index(standing(due + step, due=due)) for step in sorted(days)]

    assert found == sorted(found, reverse=True)


@given(due=DAYS, received=SPAN, later=st.lists(SPAN, min_size=1))
def test_a_report_on_record_never_goes_missing_again(due, received, later):
    arrived = due + received
    found = {standing(arrived + abs(step), due=due, received=arrived) for step in later}

    assert len(found) == 1
    assert found.pop().is_reported


def row(one, level):
    key = LetterKey(campaign_id="dot", letter_id="vb", organ_id="so")
    owed = Obligation(
        key=ObligationKey(letter=key, assignment="bc", organ_id="dv"),
        issuer_id="so",
        label="Đơn vị",
        title="Báo cáo",
        due=ComputedDay(day=DUE, projected=False),
    )
    return BoardRow(
        obligation=owed,
        level=level,
        code=DocumentCode(code_number=1, code_notation="SNV"),
        issued_date=date(2024, 9, 27),
        standing=one,
        days_left=0,
        working_days_left=0,
    )


@given(st.lists(st.tuples(st.sampled_from(Standing), st.integers(1, 3))))
def test_what_a_board_counts_adds_up_over_levels_and_standings(drawn):
    rows = tuple(row(one, level) for one, level in drawn)
    board = Board(campaign_id="dot", title="Đợt", day=DUE, rows=rows)

    assert board.count(*Standing) == len(rows) == standings_counted(rows).total()
    for one in Standing:
        assert board.count(one) == standings_counted(rows)[one]
        assert board.count(one) == sum(board.count(one, level=level) for level in board.levels)
    assert board.levels == tuple(sorted({level for _, level in drawn}))
