"""Obligations: one for every duty, with the number or not at all, feeding upward, and put off only with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, DUE, KEY, ORGAN, directive, draft, duty, numbers, relay
from store_engines import contents, heard, in_dialect
from store_reports import answer

from vanban.domain.duties.obligation import Extension, ObligationKey
from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.store.register.issuing import expected_numbers, issue
from vanban.store.register.obligations import AlreadyReported, extend, obligations
from vanban.store.register.register_rows import entries
from vanban.store.register.series import reserve
from vanban.store.reporting.reports import record_report

WEEK = timedelta(days=7)
LATER = DUE + WEEK
ORGANS = st.sampled_from([f"xa-{number}" for number in range(6)])
ASSIGNMENTS = st.sampled_from(["ra-soat", "khao-sat", "tap-huan"])


def owed(letter, organ="xa-a", assignment="ra-soat"):
    return ObligationKey(letter=letter.key, assignment=assignment, organ_id=organ)


@pytest.fixture
def cascade(database):
    """A directive to two communes, the first of which relays it to two villages a week earlier."""
    top = directive(1)
    below = relay(top, issuer="xa-a", owing=["thon-1", "thon-2"], due=DUE - WEEK)
    issue(database, [top], day=DAY, **BY)
    issue(database, [below], day=DAY, **BY)
    return top, below


def test_each_duty_of_an_issued_letter_is_one_obligation(database):
    letter = replace(directive(1), duties=(*directive(1).duties, duty("xa-a", DUE, assignment="khao-sat")))
    issue(database, [letter, draft(2)], day=DAY, **BY)
    found = list(obligations(database))
    assert [(held.key, held.label, held.title, held.due.day, held.issuer_id) for held in found] == [
        (owed(letter, "xa-a"), "UBND xa-a", "Báo cáo ra-soat", DUE, ORGAN),
        (owed(letter, "xa-b"), "UBND xa-b", "Báo cáo ra-soat", DUE, ORGAN),
        (owed(letter, "xa-a", "khao-sat"), "UBND xa-a", "Báo cáo khao-sat", DUE, ORGAN),
    ]
    assert [(held.feeds, held.extensions, held.withdrawn) for held in found] == [(None, (), False)] * 3


def test_a_projected_deadline_stays_marked_as_such(database):
    issue(database, [replace(draft(1), duties=(duty("xa-a", DUE, projected=True),))], day=DAY, **BY)
    (held,) = obligations(database)
    assert held.due.projected


def test_the_obligation_of_a_relay_feeds_what_its_issuer_owes_under_the_letter_above(database, cascade):
    top, below = cascade
    assert {held.key: held.feeds for held in obligations(database)} == {
        owed(top, "xa-a"): None,
        owed(top, "xa-b"): None,
        owed(below, "thon-1"): owed(top, "xa-a"),
        owed(below, "thon-2"): owed(top, "xa-a"),
    }
    assert audit_register(database) == ()


def test_another_assignment_feeds_nothing(database, cascade):
    top, _ = cascade
    other = relay(top, issuer="xa-b", owing=[], due=DUE, number=2)
    other = replace(other, duties=(duty("thon-3", DUE, assignment="khao-sat"),))
    issue(database, [other], day=DAY, **BY)
    (held,) = obligations(database, organ_id="thon-3")
    assert held.feeds is None


def test_obligations_come_from_the_top_level_down_and_are_filtered(database, cascade):
    top, below = cascade
    other = directive(7, campaign="dot-khac", owing=["xa-a"])
    issue(database, [other], day=DAY, **BY)
    assert [held.key.letter for held in obligations(database)] == [top.key, top.key, other.key, below.key, below.key]
    assert [held.key.letter for held in obligations(database, organ_id="xa-a")] == [top.key, other.key]
    assert [held.key.organ_id for held in obligations(database, issuer_id="xa-a")] == ["thon-1", "thon-2"]
    assert len(list(obligations(database, campaign_id=top.key.campaign_id))) == 4
    assert list(obligations(database, campaign_id=top.key.campaign_id, organ_id="khác")) == []


def test_a_reserved_number_is_used_up_with_its_obligations(database):
    number = reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    letter = directive(1)
    issue(database, [letter], day=DAY, reserved={letter.key: number}, **BY)
    assert len(list(obligations(database))) == 2


def test_a_letter_below_is_refused_until_the_one_above_has_its_number(database, address):
    top = directive(1)
    below = relay(top, issuer="xa-a", owing=["thon-1"], due=DUE - WEEK)
    before = contents(address)
    with pytest.raises(IllegalTransition, match=r"chuyen-0001.*thu-0001.*chưa có số"):
        issue(database, [below], day=DAY, **BY)
    # The text below quotes the number above, so both cannot be given at once.
    with pytest.raises(IllegalTransition, match="chưa có số"):
        issue(database, [top, below], day=DAY, **BY)
    assert contents(address) == before
    assert expected_numbers(database, [top, below], day=DAY) == (1, 1)
    issue(database, [top], day=DAY, **BY)
    assert numbers(issue(database, [top, below], day=DAY, **BY)) == [1, 1]


def test_a_letter_below_is_refused_on_an_earlier_day_or_on_the_level_of_the_one_above(database):
    top = directive(1)
    below = relay(top, issuer="xa-a", owing=[], due=DUE)
    issue(database, [top], day=DAY, **BY)
    with pytest.raises(IllegalTransition, match=r"ngày 04/01/2026, trước ngày 05/01/2026"):
        issue(database, [below], day=DAY - timedelta(days=1), **BY)
    with pytest.raises(IllegalTransition, match="ở cấp 1"):
        issue(database, [replace(below, level=1)], day=DAY, **BY)


@pytest.mark.parametrize("days", [0, 1])
def test_a_deadline_below_that_is_not_earlier_than_the_one_above_is_refused(database, address, days):
    top = directive(1)
    issue(database, [top], day=DAY, **BY)
    before = contents(address)
    below = relay(top, issuer="xa-a", owing=["thon-1"], due=DUE + timedelta(days=days))
    with pytest.raises(IllegalTransition, match=r"UBND thon-1.*UBND xa-a.*31/3/2026"):
        issue(database, [below], day=DAY, **BY)
    assert contents(address) == before


def test_an_organisation_meant_twice_owes_one_report(database):
    twice = replace(draft(1), duties=(duty("xa-a", DUE), replace(duty("xa-a", DUE), label="Các xã")))
    issue(database, [twice], day=DAY, **BY)
    (held,) = obligations(database)
    assert held.label == "UBND xa-a"
    with pytest.raises(NumberConflict, match=r"hai yêu cầu khác nhau.*31/3/2026.*07/4/2026"):
        issue(database, [replace(draft(2), duties=(duty("xa-a", DUE), duty("xa-a", LATER)))], day=DAY, **BY)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    letters=st.lists(
        st.lists(st.tuples(ASSIGNMENTS, ORGANS), max_size=8),
        min_size=1,
        max_size=5,
    ),
    chunk=st.integers(1, 5),
)
def test_every_duty_is_exactly_one_obligation_however_often_and_in_what_chunks_it_is_issued(
    tmp_path_factory, letters, chunk
):
    database = open_database(str(tmp_path_factory.mktemp("so") / "so.db"))
    batch = [
        replace(draft(number), duties=tuple(duty(organ, DUE, assignment=name) for name, organ in pairs))
        for number, pairs in enumerate(letters, start=1)
    ]
    for start in range(0, len(batch), chunk):
        issue(database, batch[start : start + chunk], day=DAY, **BY)
    issue(database, batch, day=DAY + WEEK, **BY)
    expected = sorted(
        {(letter.key, name, organ) for letter, pairs in zip(batch, letters, strict=True) for name, organ in pairs}
    )
    found = [(held.key.letter, held.key.assignment, held.key.organ_id) for held in obligations(database)]
    assert sorted(found) == expected
    assert audit_register(database) == ()


def test_an_error_at_any_statement_leaves_neither_number_nor_obligation(database, address, cascade):
    top, _ = cascade
    batch = [relay(top, issuer="xa-b", owing=["thon-8", "thon-9"], due=DUE - WEEK, number=2), directive(3)]
    before = contents(address)
    fail_at = tried = 0

    def fail():
        nonlocal tried
        tried += 1
        if tried == fail_at:
            raise RuntimeError

    while fail_at < 50:
        fail_at, tried = fail_at + 1, 0
        try:
            with heard(database, fail):
                issue(database, batch, day=DAY, **BY)
        except RuntimeError:
            assert contents(address) == before
        else:
            break
    assert 10 <= fail_at < 50
    assert len(list(obligations(database))) == 8


def test_issuing_again_writes_no_obligation_a_second_time(database, address, cascade):
    before = contents(address)
    issue(database, cascade, day=DAY + WEEK, **BY)
    assert contents(address) == before


def test_a_changed_deadline_is_changed_content(database, cascade):
    with pytest.raises(NumberConflict, match="01/SNV-CCHC"):
        issue(database, [directive(1, due=LATER)], day=DAY, **BY)


def test_an_extension_is_in_force_and_the_older_deadline_stays_in_the_history(database, cascade):
    top, _ = cascade
    night = datetime(2026, 3, 20, 20, tzinfo=UTC)
    extend(database, owed(top), due=LATER, reason="mưa lũ", now=night, actor="Nguyễn Văn A")
    extend(database, owed(top), due=LATER + WEEK, reason="mưa lũ kéo dài", now=night, actor="Nguyễn Văn A")
    held = next(held for held in obligations(database) if held.key == owed(top))
    # 20:00 UTC is already the next day in Vietnam.
    assert held.extensions == (
        Extension(due=LATER, reason="mưa lũ", granted_on=date(2026, 3, 21)),
        Extension(due=LATER + WEEK, reason="mưa lũ kéo dài", granted_on=date(2026, 3, 21)),
    )
    assert (held.due.day, held.due_now) == (DUE, LATER + WEEK)
    assert [other.extensions for other in obligations(database) if other.key != owed(top)] == [()] * 3
    assert verify(database).sound
    assert audit_register(database) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"due": DUE}, r"đang có hạn 31/3/2026.*31/3/2026"),
        ({"due": DUE - WEEK}, "hạn mới phải sau ngày đó"),
        ({"reason": "  "}, "lý do"),
        ({"key": ObligationKey(letter=directive(1).key, assignment="ra-soat", organ_id="xa-z")}, "giao cho xa-z"),
        ({"key": ObligationKey(letter=draft(9).key, assignment="ra-soat", organ_id="xa-a")}, "thu-0009"),
    ],
)
def test_an_extension_without_reason_backwards_or_of_nothing_is_refused(database, address, cascade, change, said):
    before = contents(address)
    arguments = {"key": owed(cascade[0]), "due": LATER, "reason": "mưa lũ"} | change
    with pytest.raises(IllegalTransition, match=said):
        extend(database, arguments.pop("key"), **arguments, **BY)
    assert contents(address) == before


def test_a_lower_deadline_is_put_off_only_as_far_as_before_the_upper_one_in_force(database, cascade):
    top, below = cascade
    extend(database, owed(below, "thon-1"), due=DUE - timedelta(days=1), reason="mưa lũ", **BY)
    with pytest.raises(IllegalTransition, match=r"UBND thon-2.*UBND xa-a.*hạn 31/3/2026") as caught:
        extend(database, owed(below, "thon-2"), due=DUE, reason="mưa lũ", **BY)
    assert "gia hạn cho cấp trên trước" in caught.value.message
    extend(database, owed(top), due=LATER, reason="mưa lũ", **BY)
    extend(database, owed(below, "thon-2"), due=DUE, reason="mưa lũ", **BY)
    assert [held.due_now for held in obligations(database, issuer_id="xa-a")] == [DUE - timedelta(days=1), DUE]


def test_a_duty_that_has_a_report_gets_no_more_time_however_late_that_came(database, address, cascade):
    top, _ = cascade
    record_report(database, answer(owed(top), 3, on=DUE + WEEK), **BY)
    before = contents(address)

    with pytest.raises(AlreadyReported, match=r"UBND xa-a.* đã có báo cáo nhận ngày 07/4/2026, không gia hạn"):
        extend(database, owed(top), due=DUE + 2 * WEEK, reason="mưa lũ", **BY)

    assert contents(address) == before


def test_a_correction_does_not_open_the_way_to_more_time_and_others_of_the_letter_get_it(database, cascade):
    _, below = cascade
    first, second = owed(below, "thon-1"), owed(below, "thon-2")
    record_report(database, answer(first, 3), **BY)
    record_report(database, answer(first, 4, on=DAY + timedelta(days=30), reason="sót"), **BY)

    with pytest.raises(AlreadyReported, match="nhận ngày"):
        extend(database, first, due=DUE - timedelta(days=1), reason="mưa lũ", **BY)
    extend(database, second, due=DUE - timedelta(days=1), reason="mưa lũ", **BY)

    assert [held.due_now for held in obligations(database, issuer_id="xa-a")][1] == DUE - timedelta(days=1)


def test_a_letter_below_may_use_the_time_that_an_extension_gave_the_one_above(database):
    top = directive(1)
    issue(database, [top], day=DAY, **BY)
    extend(database, owed(top), due=LATER, reason="mưa lũ", **BY)
    issue(database, [relay(top, issuer="xa-a", owing=["thon-1"], due=DUE)], day=DAY, **BY)
    (held,) = obligations(database, organ_id="thon-1")
    assert held.feeds == owed(top)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE obligation SET due_on = '2027-01-01' WHERE id = 1",
        "UPDATE obligation SET feeds_id = 2 WHERE id = 3",
        "DELETE FROM obligation WHERE id = 4",
        "INSERT OR REPLACE INTO obligation SELECT * FROM obligation WHERE id = 1",
        "INSERT OR REPLACE INTO obligation SELECT 99, entry_id, assignment, organ_id, 'x', 'x', due_on, FALSE, NULL FROM obligation WHERE id = 1",
        "INSERT INTO obligation SELECT 99, entry_id, 'khác', organ_id, 'x', 'x', due_on, FALSE, 1 FROM obligation WHERE id = 3",
        "INSERT INTO obligation SELECT 99, entry_id, assignment, 'x', 'x', 'x', due_on, FALSE, 2 FROM obligation WHERE id = 3",
        "INSERT INTO obligation SELECT 99, 3, assignment, 'x', 'x', 'x', due_on, FALSE, NULL FROM obligation WHERE id = 3",
        "INSERT INTO obligation SELECT 99, 77, assignment, 'x', 'x', 'x', due_on, FALSE, NULL FROM obligation WHERE id = 3",
        "UPDATE obligation_extension SET due_on = '2027-01-01'",
        "DELETE FROM obligation_extension",
        "INSERT OR REPLACE INTO obligation_extension SELECT * FROM obligation_extension",
        "INSERT INTO obligation_extension VALUES (1, 2, '2026-04-07', 'x', '2026-01-05')",
        "INSERT INTO obligation_extension VALUES (1, 3, '2027-04-07', 'x', '2026-01-05')",
        "INSERT INTO obligation_extension VALUES (1, 2, '2027-04-07', '', '2026-01-05')",
        "INSERT INTO obligation_extension VALUES (2, 1, '2026-03-31', 'x', '2026-01-05')",
        "INSERT INTO obligation_extension VALUES (99, 1, '2027-03-31', 'x', '2026-01-05')",
        "UPDATE register_entry SET above_id = 2 WHERE id = 1",
    ],
)
def test_the_database_itself_refuses_to_touch_obligations(database, address, cascade, statement):
    top, _ = cascade
    extend(database, owed(top), due=LATER, reason="mưa lũ", **BY)
    reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    before = contents(address)
    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.exec_driver_sql(in_dialect(statement, connection.dialect.name))
    assert contents(address) == before


@pytest.mark.parametrize(("level", "above"), [(None, None), (2, 99), (1, 1), (2, 2)])
def test_the_database_itself_refuses_a_letter_without_level_or_not_below_the_one_above(
    database, address, cascade, level, above
):
    statement = (
        "INSERT INTO register_entry (organ_id, series, year, code_number, code_notation, state, issued_date,"
        " campaign_id, letter_id, draft_sha256, level, above_id) VALUES ('snv-202503', 'chung', 2026, 2, 'X', 'issued',"
        " '2026-01-05', 'c', 'l', 'x', :level, :above)"
    )
    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.execute(text(statement), {"level": level, "above": above})
    assert len(list(entries(database))) == 2
