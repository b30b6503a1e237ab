"""Offices that issue letters side by side, each a process that may be killed, and what must be true afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from store_drafts import ORGAN, cascade_letter

from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_existing
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries

WORKER = Path(__file__).with_name("store_worker.py")


def start(address, *options, go=True):
    command = [sys.executable, str(WORKER), address, *map(str, options)]
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


def start_campaign(address, folder, number, letters, *, go=True):
    journal = folder / f"journal-{number}.txt"
    options = ("--campaign", f"dot-{number}", "--letters", letters, "--largest-chunk", 12, "--journal", journal)
    return start(address, *options, go=go)


def journalled(folder):
    """What killed and finished processes were told, as (campaign, letter, number)."""
    for journal in sorted(folder.glob("journal-*.txt")):
        lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
        for line in lines:
            # The last line may be cut where its writer was killed.
            if line.endswith("\n"):
                letter, number = line.split()
                yield journal.stem.replace("journal", "dot"), letter, int(number)


def assert_sound(address, folder, count):
    database = open_existing(address)
    rows = list(entries(database))
    assert [row.code.code_number for row in rows] == list(range(1, count + 1))
    assert len({row.letter_key for row in rows}) == count
    given = {(row.letter_key.campaign_id, row.letter_key.letter_id): row.code.code_number for row in rows}
    for campaign, letter, number in journalled(folder):
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


def letters_told(folder, number):
    return len({letter for campaign, letter, _ in journalled(folder) if campaign == f"dot-{number}"})


def live_through(address, folder, number, chance, *, letters, deaths_at_work=3):
    """One office, killed again and again and at last left to finish; returns its progress at each death.

    The moments follow its progress, not the clock alone, so that they strike work on machines of any speed:
    the first while it starts and opens the database, the others once it holds so many letters.
    """
    deaths = []
    for wanted in (0, *sorted(chance.sample(range(1, letters * 3 // 4), deaths_at_work))):
        worker = start_campaign(address, folder, number, letters)
        while letters_told(folder, number) < wanted and worker.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02 if wanted else 0.2))
        worker.send_signal(signal.SIGKILL)
        if finish(worker) == -signal.SIGKILL:
            deaths.append(letters_told(folder, number))
    assert finish(start_campaign(address, folder, number, letters)) == 0
    return deaths
