"""Processes killed at any moment: numbers stay 1, 2, 3 …, none twice, none missing, and the log stays whole."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from store_drafts import BY, DAY, ORGAN, cascade_letter, drafts

from vanban.store import audit
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database, open_existing
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries

WORKER = Path(__file__).with_name("store_worker.py")
PROCESSES = 8
LETTERS_EACH = 200
DEATHS_AT_WORK = 3


def start(database_file, *options, go=True):
    command = [sys.executable, str(WORKER), str(database_file), *map(str, options)]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if go:
        begin(worker)
    return worker


def begin(worker):
    assert worker.stdout.readline() == "ready\n"
    worker.stdin.write("go\n")
    worker.stdin.close()


def finish(worker):
    code = worker.wait(timeout=120)
    worker.stdout.close()
    return code


def start_campaign(database_file, number, letters, *, go=True):
    journal = database_file.with_name(f"journal-{number}.txt")
    options = ("--campaign", f"dot-{number}", "--letters", letters, "--largest-chunk", 12, "--journal", journal)
    return start(database_file, *options, go=go)


def journalled(folder):
    """What killed and finished processes were told, as (campaign, letter, number)."""
    for journal in sorted(folder.glob("journal-*.txt")):
        lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
        for line in lines:
            # The last line may be cut where its writer was killed.
            if line.endswith("\n"):
                letter, number = line.split()
                yield journal.stem.replace("journal", "dot"), letter, int(number)


def assert_sound(database_file, count):
    database = open_existing(str(database_file))
    rows = list(entries(database))
    assert [row.code.code_number for row in rows] == list(range(1, count + 1))
    assert len({row.letter_key for row in rows}) == count
    given = {(row.letter_key.campaign_id, row.letter_key.letter_id): row.code.code_number for row in rows}
    for campaign, letter, number in journalled(database_file.parent):
        assert given[campaign, letter] == number
    assert audit_register(database) == ()
    with database.reading() as connection:
        orphans = connection.exec_driver_sql(
            "SELECT count(*) FROM register_entry WHERE 3 <> (SELECT count(*) FROM entry_recipient WHERE entry_id = id)"
        )
        assert orphans.scalar() == 0
    assert_obligations_are_all_there_or_none(database, rows)
    return database


def assert_obligations_are_all_there_or_none(database, rows):
    """Each issued letter has the duties of its draft, those below feed the one above, and no other has any."""
    issued = {row.letter_key: int(row.letter_key.letter_id.removeprefix("thu-")) for row in rows}
    worked = {key: number for key, number in issued.items() if key.campaign_id.startswith("dot-")}
    expected = {
        (key, duty.assignment, duty.organ_id): key_above(key, number)
        for key, number in worked.items()
        for duty in cascade_letter(number, campaign=key.campaign_id).duties
    }
    held = list(obligations(database))
    found = {
        (one.key.letter, one.key.assignment, one.key.organ_id): one.feeds and (one.feeds.letter, one.feeds.organ_id)
        for one in held
    }
    assert found == expected
    assert len(held) == len(expected)


def key_above(key, number):
    above = cascade_letter(number, campaign=key.campaign_id).above
    return None if above is None else (above, ORGAN)


def test_four_processes_issue_fifty_letters_each_in_one_series(database_file):
    workers = [start_campaign(database_file, number, 50, go=False) for number in range(4)]
    for worker in workers:
        begin(worker)
    assert [finish(worker) for worker in workers] == [0, 0, 0, 0]
    assert_sound(database_file, 200)


@pytest.mark.slow
def test_a_process_killed_after_any_statement_leaves_all_of_a_chunk_or_nothing(file_database, database_file):
    issue(file_database, drafts(1, 3), day=DAY, **BY)
    killed = 0
    for statement in range(1, 25):
        options = ("--campaign", f"dot-{statement}", "--letters", 5, "--largest-chunk", 1, "--die-after-statement")
        if finish(start(database_file, *options, statement)) == 0:
            break
        killed += 1
        rows = list(entries(file_database))
        # One letter a chunk: every letter whose transaction ended is there in full, the one under way is not.
        assert [row.code.code_number for row in rows] == list(range(1, len(rows) + 1))
        assert_sound(database_file, len(rows))
    assert killed >= 20


def letters_told(database_file, number):
    return len({letter for campaign, letter, _ in journalled(database_file.parent) if campaign == f"dot-{number}"})


def live_through(database_file, number, chance):
    """One office, killed again and again and at last left to finish; returns its progress at each death.

    The moments follow its progress, not the clock alone, so that they strike work on machines of any speed:
    the first while it starts and opens the database, the others once it holds so many letters.
    """
    deaths = []
    for wanted in (0, *sorted(chance.sample(range(1, LETTERS_EACH * 3 // 4), DEATHS_AT_WORK))):
        worker = start_campaign(database_file, number, LETTERS_EACH)
        while letters_told(database_file, number) < wanted and worker.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02 if wanted else 0.2))
        worker.send_signal(signal.SIGKILL)
        if finish(worker) == -signal.SIGKILL:
            deaths.append(letters_told(database_file, number))
    assert finish(start_campaign(database_file, number, LETTERS_EACH)) == 0
    return deaths


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_eight_processes_killed_at_random_issue_1600_numbers_without_gap_or_double(database_file):
    chance = random.Random()  # noqa: S311  # moments of death, not secrets; no seed brings a race back
    with ThreadPoolExecutor(PROCESSES) as offices:
        lives = [offices.submit(live_through, database_file, number, chance) for number in range(PROCESSES)]
        deaths = [death for life in lives for death in life.result()]
    # The kills have to have struck offices at work, or the rest proves nothing.
    assert sum(0 < letters < LETTERS_EACH for letters in deaths) >= PROCESSES
    database = assert_sound(database_file, PROCESSES * LETTERS_EACH)
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
