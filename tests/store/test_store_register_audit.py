"""Going over the register: each fault that someone with the file could make is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from store_drafts import BY, DAY, DUE, KEY, NOW, directive, draft, drafts, relay
from store_engines import raw

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.store.auditing.register_audit import audit_register
from vanban.store.register.incoming import add_incoming, open_incoming
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import extend
from vanban.store.register.series import open_series, reserve, void


@pytest.fixture
def filled(database):
    """Numbers 11 to 13 issued, 14 void, 15 reserved, after a paper register up to 10."""
    open_series(database, KEY, last_used=10, reason="sổ giấy", **BY)
    issue(database, drafts(1, 3), day=DAY, **BY)
    for _ in range(2):
        reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    void(database, KEY, 14, reason="thôi", **BY)
    return database


def test_a_sound_register_has_no_finding(filled):
    assert audit_register(filled) == ()


def test_an_empty_register_has_no_finding(database):
    assert audit_register(database) == ()


@pytest.mark.parametrize(
    ("statement", "rule_id", "found"),
    [
        ("DELETE FROM register_entry WHERE code_number = 12", "NĐ30-R37", "thiếu số 12"),
        ("DELETE FROM register_entry WHERE code_number = 15", "NĐ30-R37", "thiếu số 15"),
        ("DELETE FROM register_entry WHERE code_number = 12", "HOUSE.REGISTER.LOG", "mà sổ không có"),
        ("UPDATE register_series SET last_number = 14", "NĐ30-R37", "số 15 nằm ngoài dãy"),
        ("DELETE FROM register_series", "NĐ30-R37", "số 11 nằm ngoài dãy"),
        ("UPDATE register_series SET paper_last_number = 9", "HOUSE.REGISTER.LOG", "là 9, nhật ký ghi 10"),
        ("UPDATE register_series SET paper_last_number = 9", "NĐ30-R37", "thiếu số 10"),
        (
            "UPDATE register_entry SET issued_date = '2026-02-05' WHERE code_number = 12",
            "NĐ30-R37",
            "số 13 ngày 05/01/2026 đứng sau số 12 ngày 05/02/2026",
        ),
        ("UPDATE register_entry SET issued_date = '2027-01-05'", "NĐ30-R37", "số 11 có ngày 05/01/2027"),
        ("UPDATE register_entry SET reason = ' ' WHERE code_number = 14", "HOUSE.REGISTER.VOID", "không có lý do"),
        ("UPDATE register_entry SET state = 'void' WHERE code_number = 15", "HOUSE.REGISTER.LOG", "ghi đã hủy mà"),
        (
            "UPDATE register_entry SET state = 'void', reason = 'x' WHERE code_number = 12",
            "HOUSE.REGISTER.LOG",
            "mà nhật ký không có",
        ),
        (
            "UPDATE register_entry SET draft_sha256 = 'x' WHERE code_number = 12",
            "HOUSE.REGISTER.LOG",
            "ở draft_sha256",
        ),
        ("UPDATE audit_entry SET actor = 'x' WHERE seq = 2", "HOUSE.AUDIT.CHAIN", "từ mục số 2"),
    ],
)
def test_a_fault_made_past_the_triggers_is_named(filled, address, statement, rule_id, found):
    with raw(address) as base:
        base.forget_the_rules()
        base.execute(statement)
    assert any(finding.rule_id == rule_id and found in finding.found for finding in audit_register(filled))


def test_a_number_given_twice_is_named_when_the_constraint_was_taken_away(filled, address):
    with raw(address) as base:
        base.forget_the_rules()
        base.execute("CREATE TABLE copied AS SELECT * FROM register_entry")
        base.drop_table("register_entry")
        base.execute("ALTER TABLE copied RENAME TO register_entry")
        base.execute("INSERT INTO register_entry SELECT * FROM register_entry WHERE code_number = 12")
    assert [finding.found for finding in audit_register(filled)] == ["số 12 có hai lần"]


def test_one_symbol_in_two_series_of_an_organisation_is_named(database):
    issue(database, [draft(1), draft(2, series="rieng")], day=DAY, **BY)
    (finding,) = audit_register(database)
    assert (finding.rule_id, finding.element) == ("NĐ30-R124", "snv-202503")
    assert "01/SNV-CCHC" in finding.found


def test_many_missing_numbers_are_told_in_one_short_finding(filled, address):
    with raw(address) as base:
        base.execute("UPDATE register_series SET last_number = 5000")
    (finding,) = audit_register(filled)
    assert finding.found.startswith("thiếu số 16, 17, ")
    assert finding.found.endswith("35 và 4965 số khác")


@pytest.fixture
def cascade(database):
    """Letter 1 with two duties, of which relay 2 feeds the first; letter 3 corrects letter 1; one extension each."""
    top = directive(1)
    below = relay(top, issuer="xa-a", owing=["thon-1", "thon-2"], due=DUE - timedelta(days=7))
    issue(database, [top], day=DAY, **BY)
    issue(database, [below], day=DAY, **BY)
    aim = Relation(kind=RelationKind.CORRECT, target=top.key, reason="sai địa danh")
    issue(database, [draft(3)], day=DAY, relations={draft(3).key: aim}, **BY)
    for letter, organ, days in ((top, "xa-a", 7), (below, "thon-1", 0)):
        key = ObligationKey(letter=letter.key, assignment="ra-soat", organ_id=organ)
        extend(database, key, due=DUE + timedelta(days=days), reason="mưa lũ", **BY)
    return database


LOG = "HOUSE.REGISTER.LOG"
FEEDS = "HOUSE.OBLIGATION.FEEDS"


@pytest.mark.parametrize(
    ("statement", "rule_id", "place", "found"),
    [
        ("DELETE FROM obligation WHERE id = 2", LOG, "snv-202503, số 1", "có 1 nhiệm vụ báo cáo, nhật ký ghi 2"),
        ("DELETE FROM obligation WHERE entry_id = 1", LOG, "snv-202503, số 1", "có 0 nhiệm vụ báo cáo, nhật ký ghi 2"),
        ("DELETE FROM obligation WHERE id = 1", FEEDS, "của thon-1", "không phải của cấp trên"),
        (
            "INSERT INTO obligation SELECT 9, 3, assignment, organ_id, label, title, due_on, FALSE, NULL FROM obligation WHERE id = 1",
            LOG,
            "snv-202503, số 2",
            "có 1 nhiệm vụ báo cáo, nhật ký ghi 0",
        ),
        (
            "INSERT INTO obligation SELECT 9, 77, assignment, organ_id, label, title, due_on, FALSE, NULL FROM obligation WHERE id = 1",
            FEEDS,
            "không có trong sổ",
            "thuộc văn bản không có trong sổ",
        ),
        ("UPDATE obligation SET organ_id = 'xa-z' WHERE id = 2", LOG, "số 1", "nhiệm vụ báo cáo khác với nhật ký"),
        ("UPDATE obligation SET title = 'x' WHERE id = 2", LOG, "số 1", "nhiệm vụ báo cáo khác với nhật ký"),
        ("UPDATE obligation SET due_on = '2026-04-01' WHERE id = 2", LOG, "số 1", "nhiệm vụ báo cáo khác với nhật ký"),
        (
            "UPDATE obligation SET feeds_id = NULL WHERE id = 3",
            LOG,
            "của xa-a, số 1",
            "nhiệm vụ báo cáo khác với nhật ký",
        ),
        ("UPDATE obligation SET feeds_id = 2 WHERE id = 3", FEEDS, "“ra-soat” của thon-1", "không phải của cấp trên"),
        ("UPDATE obligation SET feeds_id = 4 WHERE id = 3", FEEDS, "“ra-soat” của thon-1", "không phải của cấp trên"),
        (
            "UPDATE obligation SET due_on = '2026-05-05' WHERE id = 4",
            FEEDS,
            "thon-2",
            "hạn 05/5/2026, cấp trên hạn 07/4/2026",
        ),
        (
            "UPDATE obligation_extension SET due_on = '2026-05-05' WHERE obligation_id = 3",
            FEEDS,
            "thon-1",
            "hạn 05/5/2026",
        ),
        (
            "UPDATE obligation_extension SET due_on = '2026-03-31' WHERE obligation_id = 1",
            FEEDS,
            "xa-a",
            "31/3/2026, 31/3/2026",
        ),
        (
            "UPDATE obligation_extension SET reason = 'x' WHERE obligation_id = 1",
            LOG,
            "của xa-a theo văn bản “thu-0001”",
            "có 1 lần gia hạn, nhật ký ghi 1 lần với",
        ),
        ("DELETE FROM obligation_extension", LOG, "của thon-1", "có 0 lần gia hạn, nhật ký ghi 1"),
        (
            "UPDATE register_entry SET level = 1 WHERE id = 2",
            FEEDS,
            "của xa-a, số 1",
            "văn bản cấp 1 triển khai văn bản ở cấp 1",
        ),
        ("UPDATE register_entry SET above_id = 77 WHERE id = 2", FEEDS, "của xa-a, số 1", "văn bản không có trong sổ"),
        ("UPDATE register_entry SET above_id = NULL WHERE id = 2", LOG, "của xa-a, số 1", "cấp hoặc văn bản cấp trên"),
        ("UPDATE register_entry SET level = 3 WHERE id = 2", LOG, "của xa-a, số 1", "cấp hoặc văn bản cấp trên"),
        ("UPDATE entry_relation SET kind = 'recall'", LOG, "snv-202503, số 2", "thu hồi, thay thế hay đính chính"),
        ("UPDATE entry_relation SET target_id = 2", LOG, "snv-202503, số 2", "thu hồi, thay thế hay đính chính"),
        ("DELETE FROM entry_relation", LOG, "snv-202503, số 2", "thu hồi, thay thế hay đính chính"),
        ("INSERT INTO entry_relation VALUES (2, 'recall', 1, 'x')", LOG, "của xa-a, số 1", "thu hồi, thay thế hay"),
    ],
)
def test_a_fault_made_in_the_cascade_past_the_triggers_is_named(cascade, address, statement, rule_id, place, found):
    assert audit_register(cascade) == ()
    with raw(address) as base:
        base.forget_the_rules()
        base.execute(statement)
    told = audit_register(cascade)
    assert any(item.rule_id == rule_id and place in item.element and found in item.found for item in told), told


def test_without_a_sound_log_the_rows_of_the_cascade_still_speak(cascade, address):
    with raw(address) as base:
        base.forget_the_rules()
        base.execute("UPDATE audit_entry SET actor = 'x' WHERE seq = 1")
        base.execute("UPDATE obligation SET feeds_id = 2 WHERE id = 3")
    assert {item.rule_id for item in audit_register(cascade)} == {"HOUSE.AUDIT.CHAIN", FEEDS}


@pytest.fixture
def received(database):
    """Số đến 11 to 13, after a paper register up to 10."""
    open_incoming(database, "sct", 2026, last_used=10, reason="sổ giấy", **BY)
    for number in range(3):
        add_incoming(
            database,
            organ_id="sct",
            arrival_date=DAY,
            author="Sở Nội vụ",
            code=f"{number}/SNV",
            issued_date=DAY,
            type_name="Công văn",
            subject="khảo sát",
            now=NOW,
            actor="Nguyễn Văn A",
        )
    return database


INCOMING = "HOUSE.INCOMING.SERIES"


@pytest.mark.parametrize(
    ("statement", "rule_id", "found"),
    [
        ("DELETE FROM incoming_entry WHERE arrival_number = 12", INCOMING, "thiếu số 12"),
        ("DELETE FROM incoming_entry WHERE arrival_number = 13", LOG, "nhật ký ghi đã nhận mà sổ không có"),
        ("DELETE FROM incoming_entry", LOG, "nhật ký ghi đã nhận mà sổ không có"),
        ("UPDATE incoming_entry SET arrival_number = 14 WHERE arrival_number = 13", INCOMING, "thiếu số 13"),
        (
            "UPDATE incoming_entry SET arrival_number = 14 WHERE arrival_number = 13",
            LOG,
            "sổ ghi đã nhận mà nhật ký không có",
        ),
        ("UPDATE incoming_series SET paper_last_number = 9", INCOMING, "thiếu số 10"),
        ("UPDATE incoming_series SET paper_last_number = 11", INCOMING, "số đến 11 đã có trên sổ giấy"),
        ("DELETE FROM incoming_series", LOG, "là 0, nhật ký ghi 10"),
        (
            "UPDATE incoming_entry SET arrival_date = '2026-02-05' WHERE arrival_number = 12",
            INCOMING,
            "số đến 13 ngày 05/01/2026 đứng sau số đến 12 ngày 05/02/2026",
        ),
        ("UPDATE incoming_entry SET arrival_date = '2027-02-05'", INCOMING, "số đến 11 có ngày đến 05/02/2027"),
        ("UPDATE incoming_entry SET author = 'x' WHERE arrival_number = 12", LOG, "khác với nhật ký ở author"),
        ("UPDATE incoming_entry SET issued_date = '2026-01-04' WHERE arrival_number = 12", LOG, "ở issued_date"),
        ("UPDATE incoming_entry SET receipt = 'x', handed_over_on = '2026-01-06'", LOG, "ở handed_over_on, receipt"),
    ],
)
def test_a_fault_made_in_the_incoming_register_past_the_triggers_is_named(received, address, statement, rule_id, found):
    assert audit_register(received) == ()
    with raw(address) as base:
        base.forget_the_rules()
        base.execute(statement)
    told = audit_register(received)
    assert any(item.rule_id == rule_id and found in item.found for item in told), told


def test_a_number_of_the_incoming_register_given_twice_is_named(received, address):
    with raw(address) as base:
        base.forget_the_rules()
        base.execute("CREATE TABLE copied AS SELECT * FROM incoming_entry")
        base.drop_table("incoming_entry")
        base.execute("ALTER TABLE copied RENAME TO incoming_entry")
        base.execute("INSERT INTO incoming_entry SELECT * FROM incoming_entry WHERE arrival_number = 12")
    assert [finding.found for finding in audit_register(received)] == ["số đến 12 có hai lần"]
