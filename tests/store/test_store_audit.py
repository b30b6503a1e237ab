"""The audit chain: whatever is changed, removed, moved or slipped in is found and named."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, NOW
from store_engines import in_dialect, raw

from vanban.store.audit import _entry_hash, append, append_all, verify
from vanban.store.database import open_database

ENTRIES = 6
TEXT_COLUMNS = ("at", "actor", "action", "subject", "previous_hash", "entry_hash")


@pytest.fixture
def log(database):
    return filled(database)


def filled(database):
    subjects = [{"số": number, "chữ": "Đôn đốc"} for number in range(1, ENTRIES + 1)]
    with database.transaction() as connection:
        append_all(connection, "issue", subjects, **BY)
    return database


@pytest.fixture
def base(log, address):
    """The same database without the triggers, as someone with its file or its administration has it."""
    with raw(address) as connection:
        connection.forget_the_rules()
        yield connection


@pytest.fixture
def file_log(file_database):
    return filled(file_database)


@pytest.fixture
def file_base(file_log, database_file):
    with raw(str(database_file)) as connection:
        connection.forget_the_rules()
        yield connection


def test_an_empty_log_is_sound(database):
    verdict = verify(database)
    assert (verdict.sound, verdict.entries, verdict.head, verdict.broken_at) == (True, 0, "", None)


def test_a_whole_log_is_sound_and_its_head_is_the_last_hash(log, address):
    verdict = verify(log)
    with raw(address) as connection:
        (last,) = connection.execute("SELECT entry_hash FROM audit_entry WHERE seq = 6").fetchone()
    assert (verdict.sound, verdict.entries, verdict.head) == (True, ENTRIES, last)
    assert f"{ENTRIES} mục" in verdict.message


def test_entries_are_numbered_from_1_and_keep_their_subject_time_and_actor(log, address):
    with raw(address) as connection:
        rows = connection.execute("SELECT seq, at, actor, action, subject FROM audit_entry").fetchall()
    assert [row[0] for row in rows] == list(range(1, ENTRIES + 1))
    assert rows[0][1:4] == ("2026-01-05T02:30:00+00:00", "Nguyễn Văn A", "issue")
    assert json.loads(rows[4][4]) == {"số": 5, "chữ": "Đôn đốc"}


def test_the_order_of_a_subjects_keys_does_not_matter(tmp_path):
    heads = []
    for number, subject in enumerate(({"a": 1, "b": 2}, {"b": 2, "a": 1})):
        database = open_database(str(tmp_path / f"{number}.db"))
        with database.transaction() as connection:
            append(connection, action="issue", subject=subject, **BY)
        heads.append(verify(database).head)
    assert heads[0] == heads[1] != ""


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_one_changed_byte_in_any_column_of_any_entry_names_the_entry(file_log, file_base, data):
    seq = data.draw(st.integers(1, ENTRIES))
    column = data.draw(st.sampled_from(TEXT_COLUMNS))
    (text,) = file_base.execute(f"SELECT {column} FROM audit_entry WHERE seq = ?", (seq,)).fetchone()  # noqa: S608  # our own column names
    content = text.encode()
    if not content:
        content = b"0"
    position = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[position] or not text))
    changed = content[:position] + bytes([other]) + content[position + 1 :]
    file_base.execute(f"UPDATE audit_entry SET {column} = CAST(? AS TEXT) WHERE seq = ?", (changed, seq))  # noqa: S608  # as above
    try:
        verdict = verify(file_log)
        assert (verdict.sound, verdict.broken_at, verdict.entries) == (False, seq, seq - 1)
        assert f"mục số {seq}:" in verdict.message
    finally:
        file_base.execute(f"UPDATE audit_entry SET {column} = ? WHERE seq = ?", (text, seq))  # noqa: S608  # as above
    assert verify(file_log).sound


@pytest.mark.parametrize("value", [None, 5, b"\xff\x00"], ids=str)
def test_a_value_of_another_kind_is_found(file_log, file_base, value):
    file_base.execute("PRAGMA writable_schema = ON")
    file_base.execute("UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'audit_entry'")
    with closing(sqlite3.connect(file_log.engine.url.database, isolation_level=None)) as reopened:
        reopened.execute("UPDATE audit_entry SET subject = ? WHERE seq = 3", (value,))
    assert verify(file_log).broken_at == 3


@pytest.mark.parametrize("seq", [1, 3, ENTRIES])
@pytest.mark.parametrize("column", TEXT_COLUMNS)
def test_one_changed_letter_in_any_column_names_the_entry(log, base, column, seq):
    """PostgreSQL lets nobody write what is no text, as SQLite does in the test before."""
    base.execute(f"UPDATE audit_entry SET {column} = replace({column} || 'ơ', 'i', 'ì') WHERE seq = ?", (seq,))  # noqa: S608  # our own column names
    verdict = verify(log)
    assert (verdict.sound, verdict.broken_at, verdict.entries) == (False, seq, seq - 1)


def test_a_changed_number_is_found(log, base):
    base.execute("UPDATE audit_entry SET seq = 66 WHERE seq = 6")
    assert verify(log).broken_at == 6


@pytest.mark.parametrize("seq", range(1, ENTRIES))
def test_a_removed_entry_is_found(log, base, seq):
    base.execute("DELETE FROM audit_entry WHERE seq = ?", (seq,))
    verdict = verify(log)
    assert (verdict.sound, verdict.broken_at) == (False, seq)
    assert "đã mất" in verdict.message


def test_a_removed_entry_is_found_when_the_rest_is_numbered_anew(log, base):
    base.execute("DELETE FROM audit_entry WHERE seq = 3")
    for seq in range(4, ENTRIES + 1):
        base.execute("UPDATE audit_entry SET seq = ? WHERE seq = ?", (seq - 1, seq))
    assert verify(log).broken_at == 3


def test_two_entries_that_changed_places_are_found(log, base):
    base.execute("UPDATE audit_entry SET seq = 99 WHERE seq = 2")
    base.execute("UPDATE audit_entry SET seq = 2 WHERE seq = 3")
    base.execute("UPDATE audit_entry SET seq = 3 WHERE seq = 99")
    assert verify(log).broken_at == 2


def test_an_entry_slipped_in_is_found(log, base):
    for seq in range(ENTRIES, 2, -1):
        base.execute("UPDATE audit_entry SET seq = ? WHERE seq = ?", (seq + 1, seq))
    base.execute(
        "INSERT INTO audit_entry SELECT 3, at, actor, action, subject, entry_hash, previous_hash"
        " FROM audit_entry WHERE seq = 2"
    )
    assert verify(log).broken_at == 3


def test_an_entry_before_the_first_is_found(log, base):
    base.execute("INSERT INTO audit_entry SELECT 0, at, actor, action, subject, '', '' FROM audit_entry WHERE seq = 1")
    assert verify(log).broken_at == 1


def test_an_entry_rewritten_with_a_fitting_hash_of_its_own_is_found_at_the_next(log, base):
    row = base.execute("SELECT * FROM audit_entry WHERE seq = 3").fetchone()
    names = ("seq", "at", "actor", "action", "subject", "previous_hash")
    forged = dict(zip(names, row[:-1], strict=True)) | {"actor": "Nguyễn Văn C"}
    change = "UPDATE audit_entry SET actor = ?, entry_hash = ? WHERE seq = 3"
    base.execute(change, (forged["actor"], _entry_hash(forged)))
    verdict = verify(log)
    assert (verdict.sound, verdict.broken_at) == (False, 4)
    assert "mục trước" in verdict.message


def test_a_tail_cut_off_is_found_by_a_head_noted_before(log, base):
    noted = verify(log).head
    base.execute("DELETE FROM audit_entry WHERE seq > 4")
    assert verify(log).sound
    verdict = verify(log, expected_head=noted)
    assert (verdict.sound, verdict.broken_at, verdict.entries) == (False, 5, 4)
    assert noted in verdict.message


def test_a_head_noted_before_still_holds_after_more_entries(log):
    noted = verify(log).head
    with log.transaction() as connection:
        append(connection, action="render", subject={"kind": "pdf"}, **BY)
    verdict = verify(log, expected_head=noted)
    assert verdict.sound
    assert verdict.head != noted


def test_an_entry_that_the_database_itself_cannot_read_is_named(file_log, file_base, database_file):
    """A byte in a row's header rather than in its text: SQLite gives up on the row."""
    file_base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file_base.connection.close()
    content = bytearray(database_file.read_bytes())
    start = content.rindex(b"2026-01-05T02:30", 0, content.index('"số":4'.encode()))
    # Before a row's first text stands the length of its last one, in two bytes.
    content[start - 2] = 0xFF
    database_file.write_bytes(content)
    verdict = verify(file_log)
    assert (verdict.sound, verdict.broken_at) == (False, 4)


def test_the_log_refuses_changes_deletions_and_entries_out_of_turn(log):
    for statement in (
        "UPDATE audit_entry SET actor = 'khác' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 6",
        "INSERT INTO audit_entry VALUES (8, '', '', '', '', '', '')",
        "INSERT INTO audit_entry VALUES (7, '', '', '', '', 'sai', '')",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 6",
    ):
        with pytest.raises(IntegrityError, match=r"audit.entry"), log.transaction() as connection:
            connection.exec_driver_sql(in_dialect(statement, connection.dialect.name))
    assert verify(log).entries == ENTRIES


def test_an_entry_that_its_transaction_did_not_keep_leaves_no_trace(log):
    def write_and_fail():
        with log.transaction() as connection:
            append(connection, action="void", subject={}, **BY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert verify(log).entries == ENTRIES


def test_a_time_without_its_zone_is_refused(database):
    naive = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001  # that is the fault
    with pytest.raises(ValueError, match="time zone"), database.transaction() as connection:
        append(connection, action="issue", subject={}, now=naive, actor="a")


def test_a_local_time_is_written_in_utc(database, address):
    local = NOW.astimezone(datetime.strptime("+0700", "%z").tzinfo)
    with database.transaction() as connection:
        append(connection, action="issue", subject={}, now=local, actor="a")
    with raw(address) as connection:
        assert connection.execute("SELECT at FROM audit_entry").fetchone() == ("2026-01-05T02:30:00+00:00",)
