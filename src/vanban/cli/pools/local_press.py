"""A pool of this machine's cores to draw letters on."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from vanban.domain.errors import RenderFailed
from vanban.storage.storage import Storage
from vanban.usecases.issuing.begin_to_draw import LOADED_BEFORE, begin_to_draw
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.issuing.render_letters import batch_size
from vanban.worker import cores

_WORTH_A_POOL = 4
"""Fewer letters are drawn sooner than a second process starts."""


@contextmanager
def local_press(letters: int, storage: Storage) -> Iterator[Press]:
    """A press over all cores, or over this process alone where there is little to draw.

    Raises:
        RenderFailed: a process of the pool was killed, as a system does that runs out of memory.
    """
    if letters < _WORTH_A_POOL:
        yield Press(run=map, batch=1, storage=storage)
        return
    workers = cores()
    pool = ProcessPoolExecutor(max_workers=workers, mp_context=_fork_server(), initializer=begin_to_draw)
    try:
        # The processes start with the first thing asked of them, and are ready when the first letter is.
        pool.submit(os.getpid)
        yield Press(run=pool.map, batch=batch_size(letters, workers), storage=storage)
    except BrokenProcessPool as error:
        raise RenderFailed(
            "Một tiến trình vẽ bị dừng đột ngột (bị tắt, hoặc máy hết bộ nhớ) → Chạy lại lệnh để làm nốt; "
            "số đã cấp được giữ, không cấp trùng."
        ) from error
    finally:
        # Where a launch stops halfway through its numbers, nobody waits for letters that the next one draws.
        pool.shutdown(cancel_futures=True)


def warm_up() -> None:
    """Has the presses loaded on another core while this one still reads and plans."""
    _fork_server()
    forkserver.ensure_running()


def _fork_server() -> ForkServerContext:
    """It loads the presses once, before it has threads; forking this process would copy its progress bar."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*LOADED_BEFORE])
    return context
