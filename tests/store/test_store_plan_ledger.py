"""The ledger of plans: what was submitted and decided stays, word for word, and the audit log knows it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from store_drafts import BY, DAY, DUE, NOW, directive, draft
from store_engines import RefusedRaw, contents, raw

from vanban.domain.campaigns.approval import Aspect, Decision, PlanKind, PlanRecord, missing_approvals
from vanban.domain.duties.reminding import Reminder, ReminderForm
from vanban.domain.errors import IllegalTransition
from vanban.store.approval.plan_ledger import (
    PlanLetter,
    PlanProgress,
    all_decisions,
    decisions,
    plan_letters,
    plan_progress,
    plan_record,
    plan_records,
    record_decision,
    record_plan,
)
from vanban.store.auditing.register_audit import audit_register
from vanban.store.register.draft_hash import draft_sha256
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.store.reporting.notices import Notice, NoticeKind, mark_sent, record_sweep
from vanban.store.reporting.reminders import record_reminders

RECORD = PlanRecord(
    id="0123456789ab",
    kind=PlanKind.CAMPAIGN,
    request='{"folder":"dot"}',
    campaign_id="khao-sat-2026",
    title="Khảo sát năm 2026",
    day=DAY,
    letters=2,
    sha256="aa",
    made_at=NOW,
    made_by="Nguyễn Văn A",
)
YES = Decision(
    plan_id=RECORD.id,
    aspect=Aspect.CONTENT,
    approved=True,
    name="Trần Thị B",
    position="Trưởng phòng",
    decided_at=NOW + timedelta(hours=1),
)
NO = replace(YES, approved=False, reason="sai hạn", decided_at=NOW + timedelta(hours=2))


def planned(number, *, level=1, text="Đề nghị các cơ quan báo cáo."):
    one = draft(number, text=text)
    return PlanLetter(key=one.key, level=level, day=DAY, draft_sha256=draft_sha256(one), sha256=f"s{number}")


LETTERS = (planned(1), planned(2))


@pytest.fixture
def recorded(database):
    record_plan(database, RECORD, actor="Nguyễn Văn A", letters=LETTERS)
    return database


def test_a_plan_comes_back_as_it_was_recorded(recorded):
    assert plan_record(recorded, RECORD.id) == RECORD
    assert plan_letters(recorded, RECORD.id) == LETTERS
    assert plan_records(recorded) == plan_records(recorded, "khao-sat-2026") == (RECORD,)
    assert plan_records(recorded, "khac") == ()
    assert plan_record(recorded, "khac") is None
    assert audit_register(recorded) == ()


def test_an_instant_of_another_time_zone_is_the_same_instant(database):
    at = datetime.fromisoformat("2026-01-05T09:30:00+07:00")
    record_plan(database, replace(RECORD, made_at=at), actor="A")
    assert plan_record(database, RECORD.id).made_at == at
    assert plan_record(database, RECORD.id).made_at.tzinfo == UTC


def test_the_same_plan_again_is_the_first_record_and_nothing_is_written(recorded, address):
    before = contents(address)
    again = replace(RECORD, made_at=NOW + timedelta(days=1), made_by="Lê Văn C")

    assert record_plan(recorded, again, actor="Lê Văn C", letters=LETTERS) == RECORD
    assert contents(address) == before


def test_an_id_never_stands_for_another_plan(recorded):
    with pytest.raises(IllegalTransition, match="đã dùng cho kế hoạch khác"):
        record_plan(recorded, replace(RECORD, sha256="bb"), actor="A")


def test_two_who_submit_one_plan_at_once_have_one_record(database):
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(record_plan, database, RECORD, actor="A", letters=LETTERS) for _ in range(2)]
    assert [one.result() for one in tries] == [RECORD] * 2
    assert plan_letters(database, RECORD.id) == LETTERS
    assert audit_register(database) == ()


def test_decisions_come_back_in_their_order(recorded):
    form = replace(YES, aspect=Aspect.FORMAT, name="Lê Văn C")
    for one in (YES, form, NO):
        record_decision(recorded, one, actor="A")

    assert decisions(recorded, RECORD.id) == all_decisions(recorded)[RECORD.id] == (YES, form, NO)
    assert missing_approvals(decisions(recorded, RECORD.id)) == (Aspect.CONTENT,)
    assert audit_register(recorded) == ()


def test_the_same_decision_again_writes_nothing_but_a_change_of_mind_and_back_does(recorded, address):
    record_decision(recorded, YES, actor="A")
    before = contents(address)
    record_decision(recorded, replace(YES, decided_at=NOW + timedelta(minutes=90)), actor="A")
    assert contents(address) == before

    record_decision(recorded, NO, actor="A")
    record_decision(recorded, replace(YES, decided_at=NOW + timedelta(hours=3)), actor="A")
    assert [one.approved for one in decisions(recorded, RECORD.id)] == [True, False, True]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"plan_id": "khac"}, "Không có kế hoạch khac"),
        ({"name": " "}, "họ tên và chức vụ"),
        ({"position": ""}, "họ tên và chức vụ"),
        ({"approved": False}, "lý do"),
        ({"approved": False, "reason": "  "}, "lý do"),
    ],
)
def test_an_incomplete_decision_is_refused(recorded, changed, message):
    with pytest.raises(IllegalTransition, match=message):
        record_decision(recorded, replace(YES, **changed), actor="A")
    assert decisions(recorded, RECORD.id) == ()


def test_a_decision_older_than_the_last_on_its_aspect_is_refused_on_the_other_it_is_not(recorded):
    record_decision(recorded, NO, actor="A")

    with pytest.raises(IllegalTransition, match="muộn hơn quyết định này"):
        record_decision(recorded, YES, actor="A")
    record_decision(recorded, replace(YES, aspect=Aspect.FORMAT), actor="A")

    assert len(decisions(recorded, RECORD.id)) == 2


def test_progress_follows_the_register(recorded):
    assert plan_progress(recorded) == {}
    issue(recorded, [draft(1)], day=DAY, **BY)
    assert plan_progress(recorded) == {RECORD.id: PlanProgress(issued=1)}
    issue(recorded, [draft(2), draft(3)], day=DAY, **BY)
    assert plan_progress(recorded, RECORD.id) == {RECORD.id: PlanProgress(issued=2)}
    assert plan_progress(recorded, "khac") == {}


def test_a_letter_issued_otherwise_is_told_and_a_relay_is_not_compared(recorded):
    other = replace(RECORD, id="ba9876543210", sha256="bb")
    letters = (planned(1, text="khác"), planned(2, level=2, text="khác"))
    record_plan(recorded, other, actor="A", letters=letters)
    issue(recorded, [draft(1), draft(2)], day=DAY, **BY)

    assert plan_progress(recorded) == {
        RECORD.id: PlanProgress(issued=2),
        other.id: PlanProgress(issued=2, otherwise=1),
    }


@pytest.fixture
def filled(recorded):
    """A plan with a decision, and a reminder with all that is kept beside it."""
    record_decision(recorded, YES, actor="A")
    issue(recorded, [directive(3)], day=DAY, **BY)
    key = next(iter(obligations(recorded))).key
    reminders = [
        Reminder(obligation=key, due=DUE, number=number, day=DAY, form=ReminderForm.NOTICE) for number in (1, 2)
    ]
    record_reminders(recorded, reminders, **BY)
    mark_sent(recorded, [Notice(obligation=key, kind=NoticeKind.OVERDUE, due=DUE, day=DAY)], **BY)
    record_sweep(recorded, DAY, **BY)
    return recorded


def test_a_filled_ledger_is_sound(filled):
    assert audit_register(filled) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plan_record SET sha256 = 'bb'",
        "DELETE FROM plan_record",
        "UPDATE plan_letter SET sha256 = 'bb'",
        "DELETE FROM plan_letter",
        "UPDATE plan_decision SET approved = FALSE, reason = 'x'",
        "DELETE FROM plan_decision",
        "INSERT OR REPLACE INTO plan_record SELECT * FROM plan_record",
        "INSERT OR REPLACE INTO plan_letter SELECT * FROM plan_letter WHERE position = 1",
        "INSERT OR REPLACE INTO plan_decision SELECT * FROM plan_decision",
        "INSERT INTO plan_letter VALUES ('0123456789ab', 3, 'c', 'l', 'o', 1, '2026-01-05', 'x', 'x')",
        "INSERT INTO plan_decision VALUES (7, '0123456789ab', 'content', FALSE, 'A', 'B', '2027', '')",
        "INSERT INTO plan_decision VALUES (7, '0123456789ab', 'content', TRUE, '', 'B', '2027', '')",
        "INSERT INTO plan_decision VALUES (7, '0123456789ab', 'content', TRUE, 'A', '', '2027', '')",
        "INSERT INTO plan_decision VALUES (7, '0123456789ab', 'cả hai', TRUE, 'A', 'B', '2027', '')",
        "INSERT INTO plan_decision VALUES (7, '0123456789ab', 'content', TRUE, 'A', 'B', '2025', '')",
        "INSERT INTO plan_decision VALUES (7, 'khac', 'content', TRUE, 'A', 'B', '2027', '')",
    ],
)
def test_the_database_itself_refuses(filled, address, statement):
    before = contents(address)
    with raw(address) as base, pytest.raises(RefusedRaw):
        base.execute(statement)
    assert contents(address) == before


def test_the_database_takes_a_right_decision(filled, address):
    with raw(address) as base:
        base.execute("INSERT INTO plan_decision VALUES (7, '0123456789ab', 'content', TRUE, 'A', 'B', '2027', '')")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE plan_record SET sha256 = 'bb'", "khác với nhật ký ở sha256"),
        ("UPDATE plan_record SET day = '2026-02-01', letters = 3", "khác với nhật ký ở day, letters"),
        ("UPDATE plan_letter SET sha256 = 'bb' WHERE position = 2", "khác với nhật ký ở recorded_letters"),
        ("DELETE FROM plan_letter WHERE position = 2", "khác với nhật ký ở recorded_letters"),
        ("DELETE FROM plan_record", "nhật ký ghi mà sổ không có"),
        ("UPDATE plan_record SET id = 'khac'", "sổ ghi mà nhật ký không có"),
        ("UPDATE plan_decision SET name = 'Lê Văn C'", "có 1 quyết định, nhật ký ghi 1 quyết định"),
        ("DELETE FROM plan_decision", "có 0 quyết định, nhật ký ghi 1 quyết định"),
        ("UPDATE reminder SET number = 9 WHERE number = 2", "có 2 lần nhắc, nhật ký ghi 2 lần"),
        ("UPDATE reminder SET escalated = TRUE", "có 2 lần nhắc, nhật ký ghi 2 lần"),
        ("DELETE FROM reminder WHERE number = 1", "có 1 lần nhắc, nhật ký ghi 2 lần"),
    ],
)
def test_a_fault_made_past_the_triggers_is_named(filled, address, statement, found):
    with raw(address) as base:
        base.forget_the_rules()
        base.execute(statement)
    assert any(found in finding.found for finding in audit_register(filled))
