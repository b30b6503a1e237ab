"""Reminders and notices: each step once, in order, whatever is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, DUE, directive
from store_engines import RefusedRaw, contents, raw

from vanban.domain.duties.reminding import Reminder, ReminderForm
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.draft import LetterKey
from vanban.store.approval_tables import notice, reminder
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.store.reporting.notices import Notice, NoticeKind, last_sweep, mark_sent, record_sweep, unsent
from vanban.store.reporting.reminders import record_reminders, reminders_of

CARRIER = LetterKey(campaign_id="khao-sat-2026", letter_id="don-doc-thu-0001", organ_id="snv-202503")


@pytest.fixture
def owed(database):
    """The keys of two obligations of one letter."""
    issue(database, [directive(1)], day=DAY, **BY)
    return [held.key for held in obligations(database)]


def step(key, number, *, day=DAY, due=DUE, **how):
    return Reminder(obligation=key, due=due, number=number, day=day, form=ReminderForm.NOTICE, **how)


def test_reminders_come_back_as_they_were_recorded(database, owed):
    written = (
        step(owed[0], 1),
        step(owed[1], 3, late=3, escalated=True),
        replace(step(owed[0], 2, late=1), form=ReminderForm.LETTER, letter=CARRIER),
    )

    assert record_reminders(database, written, **BY) == written
    assert set(reminders_of(database, "khao-sat-2026")) == set(written)
    assert reminders_of(database, "đợt khác") == ()
    assert audit_register(database) == ()


def test_a_step_on_record_is_left_out_and_nothing_is_written_for_it(database, address, owed):
    record_reminders(database, [step(owed[0], 1), step(owed[1], 1)], **BY)
    before = contents(address)

    assert record_reminders(database, [step(owed[0], 1, day=DAY + timedelta(days=1))], **BY) == ()
    assert contents(address) == before
    assert record_reminders(database, [step(owed[0], 1), step(owed[0], 2)], **BY) == (step(owed[0], 2),)


def test_the_same_step_twice_in_one_call_is_one_reminder(database, owed):
    assert record_reminders(database, [step(owed[0], 1)] * 2, **BY) == (step(owed[0], 1),)
    assert len(reminders_of(database, "khao-sat-2026")) == 1


def test_a_new_deadline_starts_its_own_steps(database, owed):
    record_reminders(database, [step(owed[0], 5)], **BY)

    later = step(owed[0], 1, due=DUE + timedelta(days=30))

    assert record_reminders(database, [later], **BY) == (later,)


def test_a_step_after_a_later_one_is_refused_and_the_whole_call_with_it(database, owed):
    record_reminders(database, [step(owed[0], 3)], **BY)

    with pytest.raises(IllegalTransition, match=r"Lần nhắc 2 .* đứng sau lần 3"):
        record_reminders(database, [step(owed[1], 1), step(owed[0], 2)], **BY)

    assert len(reminders_of(database, "khao-sat-2026")) == 1


def test_a_step_on_a_day_before_the_last_is_refused(database, owed):
    record_reminders(database, [step(owed[0], 1)], **BY)

    with pytest.raises(IllegalTransition, match="tăng dần"):
        record_reminders(database, [step(owed[0], 2, day=DAY - timedelta(days=1))], **BY)


def test_a_reminder_of_nothing_is_refused_with_its_name(database, owed):
    unknown = replace(owed[0], organ_id="xa-khong-co")

    with pytest.raises(IllegalTransition, match="“ra-soat” giao cho xa-khong-co"):
        record_reminders(database, [step(owed[0], 1), step(unknown, 1)], **BY)

    assert reminders_of(database, "khao-sat-2026") == ()


@pytest.mark.parametrize(("form", "letter"), [(ReminderForm.LETTER, None), (ReminderForm.NOTICE, CARRIER)])
def test_a_letter_is_carried_and_a_notice_is_not(database, owed, form, letter):
    with pytest.raises(IllegalTransition, match="ở dạng"):
        record_reminders(database, [replace(step(owed[0], 1), form=form, letter=letter)], **BY)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 6)), max_size=6), max_size=6))
def test_whatever_is_tried_every_step_is_on_record_once_and_in_order(tmp_path_factory, rounds):
    path = tmp_path_factory.mktemp("nhac") / "so.db"
    database = open_database(str(path))
    issue(database, [directive(1)], day=DAY, **BY)
    keys = [held.key for held in obligations(database)]
    told = []
    for each in rounds:
        try:
            told += record_reminders(database, [step(keys[owner], number) for owner, number in each], **BY)
        except IllegalTransition:
            continue
    recorded = reminders_of(database, "khao-sat-2026")
    assert sorted(told, key=repr) == sorted(recorded, key=repr)
    for key in keys:
        numbers = [one.number for one in recorded if one.obligation == key]
        assert numbers == sorted(set(numbers))
    assert verify(database).sound


def notices(key, *kinds):
    return tuple(Notice(obligation=key, kind=kind, due=DUE, day=DAY) for kind in kinds)


def test_a_notice_is_unsent_until_it_is_marked(database, owed):
    every = notices(owed[0], *NoticeKind)

    assert unsent(database, (*every, *every)) == every
    mark_sent(database, every[:1], **BY)
    assert unsent(database, every) == every[1:]
    mark_sent(database, every, **BY)
    mark_sent(database, every, **BY)
    assert unsent(database, every) == ()
    assert unsent(database, notices(owed[1], NoticeKind.OVERDUE)) == notices(owed[1], NoticeKind.OVERDUE)


def test_an_extended_deadline_may_be_missed_again_but_a_report_comes_in_once(database, owed):
    mark_sent(database, notices(owed[0], NoticeKind.OVERDUE, NoticeKind.REPORTED), **BY)
    extended = [
        replace(one, due=DUE + timedelta(days=7)) for one in notices(owed[0], NoticeKind.OVERDUE, NoticeKind.REPORTED)
    ]

    assert unsent(database, extended) == (extended[0],)
    mark_sent(database, extended, **BY)
    assert unsent(database, extended) == ()


def test_a_notice_about_nothing_is_refused(database, owed):
    with pytest.raises(IllegalTransition, match="xa-khong-co"):
        unsent(database, notices(replace(owed[0], organ_id="xa-khong-co"), NoticeKind.OVERDUE))


def test_the_last_sweep_is_the_latest_day_however_often_it_is_recorded(database):
    assert last_sweep(database) is None
    for day in (DAY, DAY + timedelta(days=3), DAY, DAY + timedelta(days=1)):
        record_sweep(database, day, **BY)
    assert last_sweep(database) == DAY + timedelta(days=3)


@pytest.fixture
def filled(database, owed):
    record_reminders(database, [step(owed[0], 1), step(owed[0], 4, day=DAY + timedelta(days=4))], **BY)
    mark_sent(database, notices(owed[0], NoticeKind.OVERDUE), **BY)
    record_sweep(database, DAY, **BY)
    return database


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reminder SET number = 9",
        "DELETE FROM reminder",
        "UPDATE notice SET day = '2026-02-01'",
        "DELETE FROM notice",
        "UPDATE sweep SET day = '2026-02-01'",
        "DELETE FROM sweep",
        "INSERT OR REPLACE INTO reminder SELECT * FROM reminder WHERE number = 1",
        "INSERT OR REPLACE INTO notice SELECT * FROM notice",
        "INSERT OR REPLACE INTO sweep SELECT * FROM sweep",
    ],
)
def test_the_database_itself_refuses_to_change_them(filled, address, statement):
    before = contents(address)
    with (
        raw(address) as base,
        pytest.raises(RefusedRaw),
    ):
        base.execute(statement)
    assert contents(address) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 3},
        {"number": 4},
        {"number": 0},
        {"number": 5, "day": DAY},
        {"number": 5, "form": "letter"},
        {"number": 5, "letter_id": "x"},
        {"number": 5, "late": -1},
        {"number": 5, "obligation_id": 99},
    ],
)
def test_the_database_itself_refuses_a_wrong_reminder(filled, changed):
    good = {
        "obligation_id": 1,
        "due_on": DUE,
        "number": 5,
        "day": DAY + timedelta(days=9),
        "form": "notice",
        "late": 1,
        "escalated": False,
    }
    with pytest.raises(IntegrityError), filled.transaction() as connection:
        connection.execute(insert(reminder).values(good | changed))
    with filled.transaction() as connection:
        connection.execute(insert(reminder).values(good))


def test_the_database_takes_every_kind_of_notice_and_no_other(filled):
    good = {"obligation_id": 2, "due_on": DUE, "day": DAY, "sent_at": "x", "sent_by": "A"}
    with filled.transaction() as connection:
        for kind in NoticeKind:
            connection.execute(insert(notice).values(good | {"kind": kind.value}))
    with pytest.raises(IntegrityError), filled.transaction() as connection:
        connection.execute(insert(notice).values(good | {"kind": "khác"}))
