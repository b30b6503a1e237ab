"""Sixteen processes that want numbers of one series at once, on PostgreSQL: some are killed, then the server is."""

from __future__ import annotations

import random
import signal
import time

import pytest
from scripts.private_postgres import QUICK, cluster
from sqlalchemy import text
from store_offices import assert_sound, letters_told
from store_writers import GO, start_writer

from vanban.store import audit
from vanban.store.database import close_connections

WRITERS = 16
LETTERS = 40


def race(address, folder, letters=LETTERS):
    """All of them at work."""
    writers = [start_writer(address, number, letters, folder) for number in range(WRITERS)]
    (folder / GO).touch()
    return writers


def finish_all(writers):
    for writer in writers:
        writer.join(120)
    return [writer.exitcode for writer in writers]


def wait_for(folder, writers, wanted):
    """Until so many letters of one of them have been told; the moments follow progress and not the clock."""
    while max(letters_told(folder, number) for number in range(WRITERS)) < wanted:
        assert any(writer.is_alive() for writer in writers)
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_sixteen_writers_some_of_them_killed_leave_neither_gap_nor_double(postgres_url, tmp_path):
    chance = random.Random()  # noqa: S311  # moments of death, not secrets
    writers = race(postgres_url, tmp_path)
    killed = chance.sample(range(WRITERS), 6)
    for wanted, victim in zip((1, 2, 5, 9, 14, 20), killed, strict=True):
        wait_for(tmp_path, writers, wanted)
        writers[victim].kill()
    codes = finish_all(writers)
    assert {code for number, code in enumerate(codes) if number not in killed} == {0}
    assert -signal.SIGKILL in codes, "none was at work any more"
    # A rerun gives every letter that was told its number, and the others theirs.
    assert finish_all(race(postgres_url, tmp_path)) == [0] * WRITERS
    database = assert_sound(postgres_url, tmp_path, WRITERS * LETTERS)
    assert audit.verify(database).entries == WRITERS * LETTERS
    with database.reading() as connection:
        deadlocks = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert connection.execute(deadlocks).scalar() == 0


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_server_killed_under_sixteen_writers_has_kept_every_number_that_was_told(tmp_path):
    with cluster({**QUICK, "wal_writer_delay": "10s"}) as server:
        writers = race(server.url(), tmp_path)
        wait_for(tmp_path, writers, LETTERS // 2)
        server.stop(signal.SIGQUIT)
        assert set(finish_all(writers)) <= {0, 3}
        server.start()
        assert finish_all(race(server.url(), tmp_path)) == [0] * WRITERS
        assert_sound(server.url(), tmp_path, WRITERS * LETTERS)
        close_connections(server.url())
