"""The launch, one of its workers, or the database's server is killed in the middle: the next launch ends as if not."""

from __future__ import annotations

import os
import random
import signal
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from faulty_office import Office, assert_all_end, assert_clear, numbers_in, wait_until_drawn, with_tables, workers
from own_postgres import kill_at_writing, new_database, start_again

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for its processes in /proc"),
]


def moments(letters: int, count: int) -> list[int]:
    """Numbers of files at which to strike, early and late."""
    chance = random.Random()  # noqa: S311  # moments of death, not secrets; no seed brings a race back
    return sorted(chance.sample(range(1, 2 * letters - 12), count))


def test_a_killed_worker_is_told_of_and_the_next_launch_ends_as_if_it_lived(many, undisturbed_many, tmp_path, tally):
    tally.begin("tiến trình vẽ bị giết (SIGKILL)")
    office = Office.at(tmp_path, many)
    for wanted in moments(len(undisturbed_many.numbers), 2):
        running = office.start()
        wait_until_drawn(office, running, wanted)
        victims = workers(running.pid)
        assert victims, "the kill has to strike a launch at work"
        with tally.one():
            os.kill(victims[0], signal.SIGKILL)
            assert_clear(running.wait(60), office.said(), "tiến trình vẽ", "Chạy lại")
            assert_all_end(running.pid)
    office.assert_mended(undisturbed_many)


def test_a_killed_launch_is_ended_by_the_next_one(many, undisturbed_many, tmp_path, tally):
    tally.begin("lệnh phát hành bị giết (SIGKILL)")
    office = Office.at(tmp_path, many)
    for wanted in moments(len(undisturbed_many.numbers), 3):
        running = office.start()
        wait_until_drawn(office, running, wanted)
        with tally.one():
            running.kill()
            assert running.wait() == -signal.SIGKILL, "the kill has to strike a launch at work"
            assert_all_end(running.pid)
            assert "Traceback" not in office.said()
    office.assert_mended(undisturbed_many)


FAULTS = {
    "máy chủ PostgreSQL bị giết (SIGKILL)": signal.SIGKILL,
    "máy chủ PostgreSQL bị dừng tức thì (immediate)": signal.SIGQUIT,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_killed_in_a_launch_is_told_of_and_loses_no_letter(
    fault, many, undisturbed_many, tmp_path, own_server, tally
):
    tally.begin(fault)
    office = Office.at(tmp_path, many, database=with_tables(new_database(own_server)))
    # Within the numbering, after the first file, in the middle of the drawing, within the recording of the files.
    for strike in ("register_entry", 1, moments(len(undisturbed_many.numbers), 1)[0], "rendition"):
        running = office.start()
        with tally.one():
            if isinstance(strike, str):
                kill_at_writing(own_server, FAULTS[fault], office.database, strike, running)
            else:
                wait_until_drawn(office, running, strike)
                assert running.poll() is None, "the kill has to strike a launch at work"
                own_server.stop(FAULTS[fault])
            code = running.wait(120)
            start_again(own_server)
            assert_clear(code, office.said(), "PostgreSQL", "chạy lại")
            assert_all_end(running.pid)
    office.assert_mended(undisturbed_many)


def test_a_server_that_is_just_stopping_is_told_as_that(few, undisturbed_few, tmp_path, own_server, tally):
    tally.begin("máy chủ PostgreSQL đang dừng")
    office = Office.at(tmp_path, few, database=with_tables(new_database(own_server)))
    with tally.one():
        # It waits for whoever is still there, and lets nobody else in.
        with closing(psycopg.connect(office.database)):
            os.kill(own_server.process_id, signal.SIGTERM)
            stopped = office.launch()
            assert_clear(stopped.code, stopped.err, "đang khởi động hoặc đang dừng", "chạy lại")
        own_server.stop()
        start_again(own_server)
        assert numbers_in(office.database) == []
        office.assert_mended(undisturbed_few)


def test_a_server_restarted_in_a_launch_is_either_not_noticed_or_told_of(
    many, undisturbed_many, tmp_path, own_server, tally
):
    tally.begin("máy chủ PostgreSQL khởi động lại giữa chừng")
    office = Office.at(tmp_path, many, database=new_database(own_server))
    running = office.start()
    for wanted in moments(len(undisturbed_many.numbers), 2):
        wait_until_drawn(office, running, wanted)
        if running.poll() is not None:
            break
        with tally.one():
            own_server.stop()
            start_again(own_server)
    code = running.wait(120)
    assert tally.tried
    if code:
        assert_clear(code, office.said(), "PostgreSQL", "chạy lại")
    office.assert_mended(undisturbed_many)
