"""Processes killed at any moment: numbers stay 1, 2, 3 …, none twice, none missing, and the log stays whole."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from store_drafts import BY, DAY, drafts
from store_offices import assert_sound, begin, finish, live_through, start, start_campaign

from vanban.store import audit
from vanban.store.database import open_database
from vanban.store.register.issuing import issue
from vanban.store.register.register_rows import entries

PROCESSES = 8
LETTERS_EACH = 200


def test_four_processes_issue_fifty_letters_each_in_one_series(database_file):
    workers = [start_campaign(str(database_file), database_file.parent, number, 50, go=False) for number in range(4)]
    for worker in workers:
        begin(worker)
    assert [finish(worker) for worker in workers] == [0, 0, 0, 0]
    assert_sound(str(database_file), database_file.parent, 200)


@pytest.mark.slow
def test_a_process_killed_after_any_statement_leaves_all_of_a_chunk_or_nothing(file_database, database_file):
    issue(file_database, drafts(1, 3), day=DAY, **BY)
    killed = 0
    for statement in range(1, 25):
        options = ("--campaign", f"dot-{statement}", "--letters", 5, "--largest-chunk", 1, "--die-after-statement")
        if finish(start(str(database_file), *options, statement)) == 0:
            break
        killed += 1
        rows = list(entries(file_database))
        # One letter a chunk: every letter whose transaction ended is there in full, the one under way is not.
        assert [row.code.code_number for row in rows] == list(range(1, len(rows) + 1))
        assert_sound(str(database_file), database_file.parent, len(rows))
    assert killed >= 20


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_eight_processes_killed_at_random_issue_1600_numbers_without_gap_or_double(database_file):
    chance = random.Random()  # noqa: S311  # moments of death, not secrets; no seed brings a race back
    with ThreadPoolExecutor(PROCESSES) as offices:
        lives = [
            offices.submit(live_through, str(database_file), database_file.parent, number, chance, letters=LETTERS_EACH)
            for number in range(PROCESSES)
        ]
        deaths = [death for life in lives for death in life.result()]
    # The kills have to have struck offices at work, or the rest proves nothing.
    assert sum(0 < letters < LETTERS_EACH for letters in deaths) >= PROCESSES
    database = assert_sound(str(database_file), database_file.parent, PROCESSES * LETTERS_EACH)
    assert audit.verify(database).entries == PROCESSES * LETTERS_EACH
    assert_one_byte_is_found(database_file, chance.randint(1, PROCESSES * LETTERS_EACH))


def assert_one_byte_is_found(database_file, seq):
    """Change one byte of one entry in the file itself, past the database and its triggers."""
    connection = sqlite3.connect(database_file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (subject,) = connection.execute("SELECT subject FROM audit_entry WHERE seq = ?", (seq,)).fetchone()
    connection.close()
    damaged = subject.replace("2026-01-05", "2026-01-06")
    # A page that was split may still hold a stale copy: the byte is changed wherever it stands.
    content = database_file.read_bytes().replace(subject.encode(), damaged.encode())
    database_file.write_bytes(content)
    verdict = audit.verify(open_database(str(database_file)))
    assert (verdict.sound, verdict.broken_at, verdict.entries) == (False, seq, seq - 1)
    assert f"mục số {seq}:" in verdict.message
