"""The law of the register: after any sequence of steps the numbers run on without gap, each once."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from store_drafts import BY, DAY, DUE, KEY, directive, draft

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.store.register.issuing import expected_numbers, issue
from vanban.store.register.obligations import extend, obligations
from vanban.store.register.register_rows import EntryState, entries
from vanban.store.register.series import open_series, reserve, void

OWING = ("xa-a", "xa-b")
LETTERS = st.lists(st.integers(1, 30), min_size=1, max_size=6)


def letter_of(number):
    """Every second letter lays a duty on two communes."""
    return directive(number, owing=OWING) if number % 2 else draft(number)


class RegisterMachine(RuleBasedStateMachine):
    """A clerk at work, beside a model of what the register must be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.database = open_database(str(self.folder / "so.db"))
        self.paper = 0
        self.day = DAY
        self.rows = {}
        self.given = {}
        self.ended = set()
        self.due = {}
        self.audited = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def following(self) -> int:
        return self.paper + len(self.rows) + 1

    def reserved(self):
        return [number for number, state in self.rows.items() if state == EntryState.RESERVED]

    @initialize(paper=st.none() | st.integers(1, 500))
    def begin(self, paper):
        if paper is not None:
            open_series(self.database, KEY, last_used=paper, reason="sổ giấy", **BY)
            self.paper = paper
            self.audited += 1

    @rule(letters=LETTERS)
    def issue_letters_new_or_again(self, letters):
        batch = [letter_of(letter) for letter in letters]
        expected = []
        for letter in letters:
            if letter not in self.given:
                self.given[letter] = (self.following, self.day, None)
                self.rows[self.following] = EntryState.ISSUED
                self.audited += 1
            expected.append(self.given[letter][:2])
        foreseen = expected_numbers(self.database, batch, day=self.day)
        issued = issue(self.database, batch, day=self.day, **BY)
        assert [(document.code_number, document.issued_date) for document in issued] == expected
        assert foreseen == tuple(number for number, _ in expected)

    @rule(letters=LETTERS, data=st.data())
    @precondition(lambda self: self.given)
    def issue_a_changed_letter_is_refused_with_its_whole_chunk(self, letters, data):
        changed = data.draw(st.sampled_from(sorted(self.given)))
        batch = [letter_of(letter) for letter in letters if letter != changed] + [draft(changed, text="khác")]
        with pytest.raises(NumberConflict):
            issue(self.database, batch, day=self.day, **BY)

    @rule(letter=st.integers(31, 40))
    @precondition(lambda self: any(day > DAY for _, day, _ in self.given.values()))
    def issue_on_an_earlier_day_is_refused(self, letter):
        with pytest.raises(NumberConflict):
            issue(self.database, [draft(letter)], day=DAY, **BY)

    @rule()
    def reserve_a_number(self):
        number = reserve(self.database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
        assert number == self.following
        self.rows[number] = EntryState.RESERVED
        self.audited += 1

    @rule(data=st.data(), letter=st.integers(41, 60))
    @precondition(lambda self: self.reserved())
    def use_a_reserved_number(self, data, letter):
        number = data.draw(st.sampled_from(self.reserved()))
        if letter in self.given:
            return
        later = [day for other, day, _ in self.given.values() if other > number]
        arguments = {"day": self.day, "reserved": {letter_of(letter).key: number}, **BY}
        if later and min(later) < self.day:
            with pytest.raises(NumberConflict):
                issue(self.database, [letter_of(letter)], **arguments)
            return
        (document,) = issue(self.database, [letter_of(letter)], **arguments)
        assert document.code_number == number
        self.given[letter] = (number, self.day, None)
        self.rows[number] = EntryState.ISSUED
        self.audited += 1

    @rule(data=st.data())
    @precondition(lambda self: self.rows)
    def give_up_a_number(self, data):
        number = data.draw(st.sampled_from(sorted(self.rows)))
        if self.rows[number] == EntryState.RESERVED:
            void(self.database, KEY, number, reason="thôi", **BY)
            self.rows[number] = EntryState.VOID
            self.audited += 1
        else:
            with pytest.raises(IllegalTransition):
                void(self.database, KEY, number, reason="thôi", **BY)

    @rule(data=st.data(), letter=st.integers(61, 90), kind=st.sampled_from(RelationKind))
    @precondition(lambda self: self.given)
    def recall_replace_or_correct_a_letter(self, data, letter, kind):
        target = data.draw(st.sampled_from(sorted(self.given)))
        if letter in self.given:
            return
        wanted = Relation(kind=kind, target=letter_of(target).key, reason="nhầm")
        arguments = {"day": self.day, "relations": {letter_of(letter).key: wanted}, **BY}
        recall = self.given[target][2] is RelationKind.RECALL and kind.ends_the_target
        if target in self.ended or recall:
            with pytest.raises(IllegalTransition):
                issue(self.database, [letter_of(letter)], **arguments)
            return
        issue(self.database, [letter_of(letter)], **arguments)
        self.given[letter] = (self.following, self.day, kind)
        self.rows[self.following] = EntryState.ISSUED
        self.audited += 1
        if kind.ends_the_target:
            self.ended.add(target)

    @rule(data=st.data(), days=st.integers(-2, 5))
    @precondition(lambda self: any(letter % 2 for letter in self.given))
    def extend_a_deadline(self, data, days):
        letter = data.draw(st.sampled_from(sorted(letter for letter in self.given if letter % 2)))
        organ = data.draw(st.sampled_from(OWING))
        due = self.due.get((letter, organ), DUE) + timedelta(days=days)
        key = ObligationKey(letter=letter_of(letter).key, assignment="ra-soat", organ_id=organ)
        if days <= 0 or letter in self.ended:
            with pytest.raises(IllegalTransition):
                extend(self.database, key, due=due, reason="mưa lũ", **BY)
            return
        extend(self.database, key, due=due, reason="mưa lũ", **BY)
        self.due[letter, organ] = due
        self.audited += 1

    @rule(last_used=st.integers(501, 900))
    @precondition(lambda self: self.rows)
    def opening_a_series_in_use_is_refused(self, last_used):
        with pytest.raises(IllegalTransition):
            open_series(self.database, KEY, last_used=last_used, reason="sổ giấy", **BY)

    @rule(days=st.integers(0, 3))
    def time_passes(self, days):
        self.day = min(self.day + timedelta(days=days), DAY.replace(month=12, day=31))

    @rule()
    def open_the_database_again(self):
        self.database = open_database(str(self.folder / "so.db"))

    @invariant()
    def numbers_run_on_without_gap_each_once(self):
        rows = list(entries(self.database))
        assert [row.code.code_number for row in rows] == list(range(self.paper + 1, self.following))
        assert {row.code.code_number: row.state for row in rows} == self.rows
        assert len({row.letter_key for row in rows if row.letter_key}) == len(self.given)

    @invariant()
    def every_duty_of_every_issued_letter_is_one_obligation(self):
        expected = {
            (letter_of(letter).key, organ): (self.due.get((letter, organ), DUE), letter in self.ended)
            for letter in self.given
            if letter % 2
            for organ in OWING
        }
        held = list(obligations(self.database))
        assert {(one.key.letter, one.key.organ_id): (one.due_now, one.withdrawn) for one in held} == expected
        assert len(held) == len(expected)

    @invariant()
    def register_and_log_are_sound(self):
        assert audit_register(self.database) == ()
        assert verify(self.database).entries == self.audited


RegisterMachine.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestTheRegister = pytest.mark.slow(RegisterMachine.TestCase)
