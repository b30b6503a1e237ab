"""The board of any day holds what had happened by then, and the counts of all campaigns agree with it."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from store_drafts import BY, DAY, DUE, ORGAN, directive, draft, duty, relay
from store_reports import answer, asked, owed

from vanban.domain.dates.occasion import VIETNAM_TIME
from vanban.domain.duties.obligation import Extension, Obligation
from vanban.domain.duties.reminding import Reminder, ReminderForm
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.store.database import open_database
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import extend
from vanban.store.reporting.board_rows import BoardEntry, CampaignCount, board_entries, campaign_counts
from vanban.store.reporting.reminders import record_reminders
from vanban.store.reporting.reporting_plans import close_campaign, record_reporting_plan
from vanban.store.reporting.reports import record_report

CAMPAIGN = draft(1).key.campaign_id
LETTER = directive(1)
KEY = owed(LETTER)
WEEK = timedelta(days=7)


def days_after(count):
    return DAY + timedelta(days=count)


def at(day):
    """When and by whom something is done on a day, as the store's functions take it."""
    return {"now": datetime.combine(day, time(9), tzinfo=VIETNAM_TIME), "actor": "Nguyễn Văn A"}


@pytest.fixture
def asking(database):
    """One letter that asks two communes for a report."""
    issue(database, [LETTER], day=DAY, **at(DAY))
    return database


def entry_of(database, key, day):
    (found,) = [entry for entry in board_entries(database, CAMPAIGN, day) if entry.obligation.key == key]
    return found


def test_an_entry_tells_the_letter_and_the_duty(asking):
    entry = entry_of(asking, KEY, DAY)
    assert (entry.level, entry.code, entry.issued_date) == (
        1,
        DocumentCode(code_number=1, code_notation="SNV-CCHC"),
        DAY,
    )
    assert (entry.obligation.label, entry.obligation.due.day) == ("UBND xa-a", DUE)
    assert (entry.report, entry.first_received_on, entry.reminded_on) == (None, None, ())


def test_before_a_letter_is_issued_the_board_is_empty(asking):
    assert board_entries(asking, CAMPAIGN, days_after(-1)) == ()
    assert len(board_entries(asking, CAMPAIGN, DAY)) == 2
    assert board_entries(asking, "dot-khac", DAY) == ()


def test_a_past_day_shows_the_version_in_force_then(asking):
    for offset, count, reason in ((3, 12, ""), (5, 13, "sót"), (5, 14, "sót nữa"), (9, 15, "lại sót")):
        record_report(asking, answer(KEY, count, on=days_after(offset), reason=reason), **at(days_after(20)))
    assert entry_of(asking, KEY, days_after(2)).report is None
    for offset, version, count in ((3, 1, 12), (4, 1, 12), (5, 3, 14), (8, 3, 14), (9, 4, 15), (300, 4, 15)):
        entry = entry_of(asking, KEY, days_after(offset))
        assert (entry.report.version, entry.report.report.figures["phieu-phat"]) == (version, count)
        assert entry.first_received_on == days_after(3)
    assert entry_of(asking, owed(LETTER, "xa-b"), days_after(300)).report is None


def test_a_past_day_shows_the_deadline_in_force_then(asking):
    extend(asking, KEY, due=DUE + WEEK, reason="mưa lũ", **at(days_after(10)))
    extend(asking, KEY, due=DUE + 2 * WEEK, reason="bão", **at(days_after(12)))
    for offset, due in ((9, DUE), (10, DUE + WEEK), (11, DUE + WEEK), (12, DUE + 2 * WEEK)):
        assert entry_of(asking, KEY, days_after(offset)).obligation.due_now == due
    assert entry_of(asking, owed(LETTER, "xa-b"), days_after(12)).obligation.extensions == ()


@pytest.mark.parametrize("kind", list(RelationKind))
def test_a_past_day_shows_whether_the_letter_was_withdrawn_by_then(asking, kind):
    aim = Relation(kind=kind, target=LETTER.key, reason="sai căn cứ")
    issue(asking, [draft(2)], day=days_after(10), relations={draft(2).key: aim}, **at(days_after(10)))
    assert not entry_of(asking, KEY, days_after(9)).obligation.withdrawn
    assert entry_of(asking, KEY, days_after(10)).obligation.withdrawn is kind.ends_the_target


def test_a_day_before_a_relay_shows_the_levels_above_alone(asking):
    below = relay(LETTER, issuer="xa-a", owing=["thon-1"], due=DUE - WEEK)
    issue(asking, [below], day=days_after(4), **at(days_after(4)))
    assert {entry.level for entry in board_entries(asking, CAMPAIGN, days_after(3))} == {1}
    entries = board_entries(asking, CAMPAIGN, days_after(4))
    assert [(entry.level, entry.obligation.issuer_id) for entry in entries] == [(1, ORGAN), (1, ORGAN), (2, "xa-a")]
    assert entries[-1].obligation.feeds == KEY


def test_entries_come_by_level_then_issuer_then_number_then_as_the_letter_gives_them(database):
    letters = [directive(number, owing=["xa-b", "xa-a"]) for number in (3, 1, 2)]
    issue(database, letters, day=DAY, **BY)
    for number, issuer in ((2, "xa-b"), (1, "xa-a")):
        below = relay(letters[1], issuer=issuer, owing=["thon-2", "thon-1"], due=DUE - WEEK, number=number)
        issue(database, [below], day=DAY, **BY)
    found = [
        (entry.level, entry.obligation.issuer_id, entry.code.code_number, entry.obligation.key.organ_id)
        for entry in board_entries(database, CAMPAIGN, DAY)
    ]
    communes = [(1, ORGAN, number, organ) for number in (1, 2, 3) for organ in ("xa-b", "xa-a")]
    villages = [(2, issuer, 1, organ) for issuer in ("xa-a", "xa-b") for organ in ("thon-2", "thon-1")]
    assert found == communes + villages


def test_the_days_on_which_a_unit_was_reminded_are_told_in_order_and_only_by_then(asking):
    steps = [
        Reminder(obligation=KEY, due=DUE, number=number, day=days_after(offset), form=ReminderForm.NOTICE)
        for number, offset in ((1, 40), (2, 50), (3, 60))
    ]
    record_reminders(asking, steps, **BY)
    assert entry_of(asking, KEY, days_after(39)).reminded_on == ()
    assert entry_of(asking, KEY, days_after(50)).reminded_on == (days_after(40), days_after(50))
    assert entry_of(asking, owed(LETTER, "xa-b"), days_after(60)).reminded_on == ()


def test_a_reminder_by_letter_counts_from_the_day_on_which_its_letter_is_issued(asking):
    letter = draft(9)
    steps = [
        Reminder(obligation=one, due=DUE, number=1, day=days_after(40), form=ReminderForm.LETTER, letter=letter.key)
        for one in (KEY, owed(LETTER, "xa-b"))
    ]
    record_reminders(asking, steps, **BY)
    assert entry_of(asking, KEY, days_after(60)).reminded_on == ()

    issue(asking, [letter], day=days_after(42), **at(days_after(42)))

    assert entry_of(asking, KEY, days_after(41)).reminded_on == ()
    for organ in ("xa-a", "xa-b"):
        assert entry_of(asking, owed(LETTER, organ), days_after(42)).reminded_on == (days_after(42),)


def test_another_campaign_does_not_show(asking):
    other = directive(5, campaign="dot-khac")
    issue(asking, [other], day=DAY, **BY)
    record_report(asking, answer(owed(other)), **BY)
    assert all(entry.report is None for entry in board_entries(asking, CAMPAIGN, DAY))
    assert [entry.report is None for entry in board_entries(asking, "dot-khac", DAY)] == [False, True]


def test_the_overview_counts_every_campaign_on_the_day_asked(asking):
    record_reporting_plan(asking, asked(), **BY)
    other = directive(5, campaign="dot-khac", owing=["xa-a", "xa-b", "xa-c"], due=days_after(20))
    issue(asking, [other, draft(6, campaign="khong-bao-cao")], day=days_after(1), **BY)
    issue(asking, [draft(7)], day=days_after(2), **BY)
    record_report(asking, answer(owed(other), on=days_after(15)), **BY)
    extend(asking, owed(other, "xa-b"), due=days_after(30), reason="bão", **at(days_after(18)))
    close_campaign(asking, "dot-khac", day=days_after(40), reason="xong", **BY)

    def other_count(**changed):
        count = CampaignCount(
            campaign_id="dot-khac",
            title="dot-khac",
            letters=1,
            obligations=3,
            reported=0,
            overdue=0,
            next_due=days_after(20),
            closed_on=None,
        )
        return replace(count, **changed)

    mine = CampaignCount(
        campaign_id=CAMPAIGN,
        title="Khảo sát năm 2026",
        letters=1,
        obligations=2,
        reported=0,
        overdue=0,
        next_due=DUE,
        closed_on=None,
    )
    both = replace(mine, letters=2)
    assert campaign_counts(asking, days_after(-1)) == ()
    assert campaign_counts(asking, DAY) == (mine,)
    assert campaign_counts(asking, days_after(1)) == (other_count(), mine)
    assert campaign_counts(asking, days_after(15)) == (other_count(reported=1), both)
    assert campaign_counts(asking, days_after(21)) == (
        other_count(reported=1, overdue=1, next_due=days_after(30)),
        both,
    )
    assert campaign_counts(asking, days_after(31)) == (other_count(reported=1, overdue=2, next_due=None), both)
    assert campaign_counts(asking, days_after(40))[0].closed_on == days_after(40)


def test_a_campaign_whose_duties_nobody_in_the_directory_owes_is_in_the_overview_by_its_plan(database):
    record_reporting_plan(database, asked(), **BY)
    assert campaign_counts(database, DAY) == ()
    issue(database, [draft(1)], day=DAY, **BY)
    (count,) = campaign_counts(database, DAY)
    assert (count.title, count.letters, count.obligations, count.next_due) == ("Khảo sát năm 2026", 1, 0, None)


ORGANS = ("xa-a", "xa-b", "xa-c")
TOP = replace(draft(1), duties=tuple(duty(organ, DUE) for organ in ORGANS))
SECOND = replace(draft(2), duties=(duty("xa-a", DUE, assignment="khao-sat"), duty("xa-b", DUE, assignment="khao-sat")))
BELOW = relay(TOP, issuer="xa-a", owing=["thon-1", "thon-2"], due=DUE - 2 * WEEK)
LETTERS = (TOP, SECOND, BELOW)
DUTIES = [(letter, one) for letter in LETTERS for one in letter.duties]


@dataclass
class Story:
    """What happened, in order, and nothing else: a list from which any day is counted anew."""

    issued: dict[str, date] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ended: dict[str, date] = field(default_factory=dict)
    put_off: list[tuple[object, date, date]] = field(default_factory=list)
    received: list[tuple[object, object]] = field(default_factory=list)
    extra: list[date] = field(default_factory=list)

    def due(self, letter: Draft, organ: str, assignment: str, day: date) -> date:
        (first,) = [one.due.day for one in letter.duties if (one.organ_id, one.assignment) == (organ, assignment)]
        key = owed(letter, organ, assignment)
        return max([first, *(due for other, due, granted in self.put_off if other == key and granted <= day)])

    def is_open(self, letter: Draft) -> bool:
        return letter.key.letter_id in self.issued and letter.key.letter_id not in self.ended

    def entries(self, day: date) -> list[BoardEntry]:
        return [
            self.entry(letter, one, day)
            for letter in LETTERS
            if self.issued.get(letter.key.letter_id, date.max) <= day
            for one in letter.duties
        ]

    def entry(self, letter: Draft, one: object, day: date) -> BoardEntry:
        key, name = owed(letter, one.organ_id, one.assignment), letter.key.letter_id
        versions = [report for other, report in self.received if other == key and report.report.received_on <= day]
        return BoardEntry(
            obligation=Obligation(
                key=key,
                issuer_id=letter.key.organ_id,
                label=one.label,
                title=one.title,
                due=one.due,
                feeds=owed(TOP, "xa-a") if letter is BELOW else None,
                extensions=tuple(
                    Extension(due=due, reason="bão", granted_on=granted)
                    for other, due, granted in self.put_off
                    if other == key and granted <= day
                ),
                withdrawn=self.ended.get(name, date.max) <= day,
            ),
            level=letter.level,
            code=DocumentCode(code_number=self.numbers[name], code_notation="SNV-CCHC"),
            issued_date=self.issued[name],
            report=versions[-1] if versions else None,
            first_received_on=versions[0].report.received_on if versions else None,
        )

    def count(self, day: date) -> tuple[CampaignCount, ...]:
        letters = [one for one in (*self.issued.values(), *self.extra) if one <= day]
        if not letters:
            return ()
        entries = self.entries(day)
        waiting = [one for one in entries if one.report is None and not one.obligation.withdrawn]
        open_dues = [one.obligation.due_now for one in waiting if one.obligation.due_now >= day]
        reported = sum(one.report is not None for one in entries)
        return (
            CampaignCount(
                campaign_id=CAMPAIGN,
                title=CAMPAIGN,
                letters=len(letters),
                obligations=reported + len(waiting),
                reported=reported,
                overdue=len(waiting) - len(open_dues),
                next_due=min(open_dues, default=None),
                closed_on=None,
            ),
        )


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("mau") / "so.db"
    open_database(str(path))
    return path


@pytest.fixture
def copies(empty_file, tmp_path):
    """Fresh databases, one for each example."""

    def fresh():
        path = Path(tmp_path / f"so-{next(numbered)}.db")
        shutil.copy(empty_file, path)
        return open_database(str(path))

    numbered = itertools.count()
    return fresh


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 25),
        st.sampled_from(["issue", "report", "report", "report", "correct", "extend", "recall", "mend"]),
        st.integers(0, len(DUTIES) - 1),
        st.integers(0, 3),
    ),
    max_size=25,
)


def happen(database, story, day, kind, index, number):
    """Let one thing happen, if by the rules it may, and put it into the story."""
    if kind in {"recall", "mend"}:
        _end(database, story, day, DUTIES[index][0], kind)
    elif kind == "issue":
        _issue(database, story, day, DUTIES[index][0])
    elif kind == "extend":
        _extend(database, story, day, *DUTIES[index], 3 * number)
    else:
        _report(database, story, day, index, answer(KEY, number, on=day, reason="sửa" if kind == "correct" else ""))


def _issue(database, story, day, letter):
    # A relay follows the letter above, before that is withdrawn.
    if letter.key.letter_id not in story.issued and (letter is not BELOW or story.is_open(TOP)):
        (document,) = issue(database, [letter], day=day, **at(day))
        story.issued[letter.key.letter_id] = day
        story.numbers[letter.key.letter_id] = document.code_number


def _end(database, story, day, letter, kind):
    if not story.is_open(letter) or letter is BELOW:
        return
    newer = draft(100 + len(story.extra))
    how = RelationKind.RECALL if kind == "recall" else RelationKind.CORRECT
    aim = Relation(kind=how, target=letter.key, reason="sai")
    issue(database, [newer], day=day, relations={newer.key: aim}, **at(day))
    story.extra.append(day)
    if kind == "recall":
        story.ended[letter.key.letter_id] = day


def _extend(database, story, day, letter, one, days):
    key = owed(letter, one.organ_id, one.assignment)
    due = story.due(letter, one.organ_id, one.assignment, day) + timedelta(days=days)
    upper = story.due(TOP, "xa-a", "ra-soat", day) if letter is BELOW else date.max
    reported = any(other == key for other, _ in story.received)
    if story.is_open(letter) and days and due < upper and not reported:
        extend(database, key, due=due, reason="bão", **at(day))
        story.put_off.append((key, due, day))
    else:
        with pytest.raises(IllegalTransition):
            extend(database, key, due=due, reason="bão", **at(day))


def _report(database, story, day, index, report):
    letter, one = DUTIES[index]
    key = owed(letter, one.organ_id, one.assignment)
    before = [recorded for other, recorded in story.received if other == key]
    report = replace(report, obligation=key)
    if before and (report.figures, day) == (before[-1].report.figures, before[-1].report.as_of):
        assert record_report(database, replace(report, reason=before[-1].report.reason), **at(day)) == before[-1]
    elif story.is_open(letter) and (report.reason or not before):
        story.received.append((key, record_report(database, report, **at(day))))
    else:
        with pytest.raises(IllegalTransition):
            record_report(database, report, **at(day))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS, offsets=st.lists(st.integers(-2, 250), min_size=3, max_size=6))
def test_the_board_of_any_day_equals_a_recount_of_what_had_happened_by_then(copies, events, offsets):
    database, story, day = copies(), Story(), DAY
    for index in (0, len(ORGANS)):
        happen(database, story, day, "issue", index, 0)
    for gap, kind, index, number in events:
        day += timedelta(days=gap)
        happen(database, story, day, kind, index, number)
    for offset in offsets:
        asked_for = DAY + timedelta(days=offset)
        assert list(board_entries(database, CAMPAIGN, asked_for)) == story.entries(asked_for)
        assert campaign_counts(database, asked_for) == story.count(asked_for)


def statements_of(database, ask):
    seen = []

    def note(_conn, _cursor, statement, parameters, *_):
        seen.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return seen


@pytest.fixture(scope="module")
def fifty(tmp_path_factory):
    """Fifty campaigns of twenty duties each, every second one reported."""
    database = open_database(str(tmp_path_factory.mktemp("nhieu") / "so.db"))
    for number in range(1, 51):
        letter = directive(number, campaign=f"dot-{number:02}", owing=[f"xa-{one:02}" for one in range(20)])
        issue(database, [letter], day=DAY, **BY)
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO report (obligation_id, version, as_of, received_on, reporter, source, note, reason)"
                " SELECT id, 1, '2026-01-05', '2026-01-05', 'x', 'form', '', '' FROM obligation WHERE id % 2 = 0"
            )
        )
        connection.execute(text("INSERT INTO report_figure SELECT id, 1, 'phieu-phat', '5' FROM report"))
    return database


def test_a_board_takes_as_many_queries_for_twenty_rows_as_for_none(fifty):
    empty = statements_of(fifty, lambda: board_entries(fifty, "khong-co", DAY))
    full = statements_of(fifty, lambda: board_entries(fifty, "dot-25", DAY))
    assert len(board_entries(fifty, "dot-25", DAY)) == 20
    assert len(full) == len(empty) <= 8


def test_no_query_of_a_board_reads_the_rows_of_other_campaigns(fifty):
    for statement, parameters in statements_of(fifty, lambda: board_entries(fifty, "dot-25", DAY)):
        if not statement.startswith("SELECT"):
            continue
        with fifty.reading() as connection:
            plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        assert [step for step in plan if step.startswith("SCAN")] == [], statement


def test_the_overview_asks_the_database_once_for_all_campaigns(fifty):
    assert len(statements_of(fifty, lambda: campaign_counts(fifty, DAY))) <= 6
    counts = campaign_counts(fifty, DAY)
    assert [count.reported for count in counts] == [10] * 50
    assert Decimal(sum(count.obligations for count in counts)) == 1000
