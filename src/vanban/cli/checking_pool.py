"""A pool of this machine's cores to check files on."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban.usecases.checking.check_file import CheckedFile, Run
    from vanban.usecases.checking.gather_files import Source

_WORTH_A_POOL = 8
"""Fewer files are checked sooner than a second process starts."""
_BATCH = 4


@contextmanager
def runner(files: int) -> Iterator[Run]:
    """Something that checks files over all cores, or in this process where there are few."""
    if files < _WORTH_A_POOL:
        yield map
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["vanban.usecases.checking.check_file"])
    pool = ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=context, initializer=_begin_work)

    def over_all_cores(check: Callable[[Source], CheckedFile], sources: Iterable[Source]) -> Iterable[CheckedFile]:
        return pool.map(check, sources, chunksize=_BATCH)

    try:
        yield over_all_cores
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_work() -> None:
    """A worker leaves Ctrl-C to the command that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
