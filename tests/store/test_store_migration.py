"""From a register that the first release made to the current one: nothing is lost, and letters keep their numbers."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event
from store_drafts import BY, DAY, DUE, directive, draft, drafts, numbers, relay
from store_engines import contents

from vanban.domain.errors import NumberConflict
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import EntryState, entries
from vanban.store.register.renditions import renditions
from vanban.store.tables import metadata

pytestmark = pytest.mark.usefixtures("migrations")

WORKER = Path(__file__).with_name("store_worker.py")
FIRST_RELEASE = Path(__file__).parent / "data" / "v0001.sql"
"""A register as the first release wrote it: 10 numbers on paper, 11 to 13 issued, 14 void, 15 reserved, one file."""


@pytest.fixture
def old_file(tmp_path):
    path = tmp_path / "cu.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return path


@pytest.fixture
def old(old_file):
    return open_database(str(old_file))


def schema_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall())


def test_the_first_step_still_makes_what_the_first_release_made(tmp_path, old_file):
    config = Config()
    config.set_main_option("script_location", "vanban.store:migrations")
    path = tmp_path / "0001.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    assert schema_of(path) == schema_of(old_file)


def test_an_older_file_becomes_the_schema_that_the_queries_use(old):
    with old.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_older_file_gets_the_tables_and_triggers_of_a_new_one(old, old_file, file_database, database_file):
    assert schema_of(old_file) == schema_of(database_file)


def test_rows_log_and_files_stay_and_are_sound(old):
    rows = list(entries(old))
    assert [row.code.code_number for row in rows] == [11, 12, 13, 14, 15]
    assert [row.state for row in rows] == [EntryState.ISSUED] * 3 + [EntryState.VOID, EntryState.RESERVED]
    assert list(renditions(old, [draft(1).key])) == [(draft(1).key, "pdf")]
    assert verify(old).sound
    assert audit_register(old) == ()
    assert list(obligations(old)) == []


def test_letters_of_the_first_release_are_known_again_and_new_ones_follow(old, old_file):
    before = contents(str(old_file))
    assert numbers(issue(old, drafts(1, 3), day=DAY, **BY)) == [11, 12, 13]
    assert contents(str(old_file)) == before
    assert numbers(issue(old, [draft(2), directive(4)], day=DAY, **BY)) == [12, 16]
    assert len(list(obligations(old))) == 2
    assert audit_register(old) == ()


def test_a_letter_of_the_first_release_keeps_its_number_though_its_duties_are_written_out_since(old, old_file):
    before = contents(str(old_file))
    assert numbers(issue(old, [directive(1)], day=DAY, **BY)) == [11]
    assert contents(str(old_file)) == before
    with pytest.raises(NumberConflict, match="11/SNV-CCHC"):
        issue(old, [directive(1, text="khác")], day=DAY, **BY)


def test_a_letter_of_the_first_release_stands_above_new_ones(old):
    below = relay(draft(1), issuer="xa-a", owing=["thon-a"], due=DUE)
    assert numbers(issue(old, [below], day=DAY, **BY)) == [1]
    (held,) = obligations(old)
    assert (held.key.letter, held.feeds) == (below.key, None)


def test_a_number_reserved_in_the_first_release_is_used_up(old):
    letter = directive(5)
    assert numbers(issue(old, [letter], day=DAY, reserved={letter.key: 15}, **BY)) == [15]
    assert [held.key.letter for held in obligations(old)] == [letter.key] * 2
    assert audit_register(old) == ()


def test_opening_again_changes_nothing(old, old_file):
    before = contents(str(old_file))
    open_database(str(old_file))
    assert contents(str(old_file)) == before


def test_an_error_at_any_statement_of_the_upgrade_leaves_the_older_file_as_it_was(old_file):
    before = contents(str(old_file))
    fail_at = tried = 0

    def fail(*_):
        nonlocal tried
        tried += 1
        if tried == fail_at:
            raise RuntimeError

    event.listen(Engine, "after_cursor_execute", fail)
    try:
        while fail_at < 200:
            fail_at, tried = fail_at + 1, 0
            try:
                open_database(str(old_file))
            except RuntimeError:
                assert contents(str(old_file)) == before
            else:
                break
    finally:
        event.remove(Engine, "after_cursor_execute", fail)
    assert 30 <= fail_at < 200
    assert audit_register(open_database(str(old_file))) == ()


def test_four_processes_upgrade_one_older_file_at_once(old_file):
    command = [sys.executable, str(WORKER), str(old_file), "--open-only"]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    ended = [(worker.communicate(timeout=60)[1], worker.returncode) for worker in workers]
    assert ended == [("", 0)] * 4
    assert len(list(entries(open_database(str(old_file))))) == 5
