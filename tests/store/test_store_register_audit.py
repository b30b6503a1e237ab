"""Going over the register: each fault that someone with the file could make is named."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from store_drafts import BY, DAY, KEY, draft, drafts

from vanban.store.register import audit_register, issue, open_series, reserve, void


@pytest.fixture
def filled(database):
    """Numbers 11 to 13 issued, 14 void, 15 reserved, after a paper register up to 10."""
    open_series(database, KEY, last_used=10, reason="sổ giấy", **BY)
    issue(database, drafts(1, 3), day=DAY, **BY)
    for _ in range(2):
        reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    void(database, KEY, 14, reason="thôi", **BY)
    return database


def drop_triggers(raw):
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")


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
def test_a_fault_made_past_the_triggers_is_named(filled, database_file, statement, rule_id, found):
    with closing(sqlite3.connect(database_file, isolation_level=None)) as raw:
        drop_triggers(raw)
        raw.execute(statement)
    assert any(finding.rule_id == rule_id and found in finding.found for finding in audit_register(filled))


def test_a_number_given_twice_is_named_when_the_constraint_was_taken_away(filled, database_file):
    with closing(sqlite3.connect(database_file, isolation_level=None)) as raw:
        drop_triggers(raw)
        raw.execute("CREATE TABLE copied AS SELECT * FROM register_entry")
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DROP TABLE register_entry")
        raw.execute("ALTER TABLE copied RENAME TO register_entry")
        raw.execute("INSERT INTO register_entry SELECT * FROM register_entry WHERE code_number = 12")
    assert [finding.found for finding in audit_register(filled)] == ["số 12 có hai lần"]


def test_one_symbol_in_two_series_of_an_organisation_is_named(database):
    issue(database, [draft(1), draft(2, series="rieng")], day=DAY, **BY)
    (finding,) = audit_register(database)
    assert (finding.rule_id, finding.element) == ("NĐ30-R124", "snv-202503")
    assert "01/SNV-CCHC" in finding.found


def test_many_missing_numbers_are_told_in_one_short_finding(filled, database_file):
    with closing(sqlite3.connect(database_file, isolation_level=None)) as raw:
        raw.execute("UPDATE register_series SET last_number = 5000")
    (finding,) = audit_register(filled)
    assert finding.found.startswith("thiếu số 16, 17, ")
    assert finding.found.endswith("35 và 4965 số khác")
