"""The pool that a launch draws on: ready when it is needed, and gone when it is not."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from vanban.cli.pools.local_press import local_press, warm_up
from vanban.storage.folder import FolderStorage


def test_a_worker_starts_with_everything_loaded_that_its_work_is_written_in():
    warm_up()
    names = [
        "vanban.rendering.letter_files",
        "vanban.usecases.issuing.render_letters",
        "vanban.usecases.issuing.proof_plan",
    ]

    # ``eval`` itself loads nothing, and no initializer does either.
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as pool:
        loaded = pool.map(eval, [f"{name!r} in __import__('sys').modules" for name in names])
        assert list(loaded) == [True] * len(names)


def test_a_process_that_draws_has_drawn_before_and_leaves_what_it_loaded_to_itself(tmp_path):
    with local_press(100, FolderStorage(tmp_path)) as press:
        [drawn, spared] = press.run(
            eval,
            [
                "__import__('vanban.usecases.issuing.press_mark').usecases.issuing.press_mark.press_mark.cache_info()[3]",
                "__import__('gc').get_freeze_count()",
            ],
        )

    assert drawn == 1
    assert spared > 100_000


def test_a_process_whose_press_is_broken_still_tells_of_what_it_is_asked(tmp_path, monkeypatch):
    def broken():
        raise OSError

    # A fork of this process is broken too; the fork server would know nothing of it.
    monkeypatch.setattr("vanban.cli.pools.local_press._fork_server", lambda: get_context("fork"))
    monkeypatch.setattr("vanban.usecases.issuing.begin_to_draw.get_ready", broken)

    with local_press(100, FolderStorage(tmp_path)) as press:
        assert list(press.run(abs, [-1, -2])) == [1, 2]


def test_where_a_launch_stops_nobody_waits_for_what_is_still_queued(tmp_path):
    queued = [0.2] * 100 * (os.cpu_count() or 1)

    def stops():
        with local_press(100, FolderStorage(tmp_path)) as press:
            press.run(time.sleep, queued)
            raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stops()

    assert time.monotonic() - start < 10  # all of it would take 20 seconds
