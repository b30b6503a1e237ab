"""Processes that draw letters for a flow: they never import prefect, and are replaced when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_HIDING = threading.Lock()


class _WorkerProcess(ForkServerProcess):
    """A worker that does not import its parent's main module, which under Prefect is Prefect's engine."""

    def start(self) -> None:
        with _HIDING:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class _WorkerContext(ForkServerContext):
    Process = _WorkerProcess


_CONTEXT = _WorkerContext()


def _begin_work() -> None:
    """Ends with the parent, however that ends, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


class WorkerPool:
    """One pool of processes for the tasks of a run, which are threads and may call it at the same time."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        _CONTEXT.set_forkserver_preload(["vanban.rendering.letter_files"])
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[[_In], _Out], value: _In) -> _Out:
        """Runs a function on a worker.

        Raises:
            BrokenProcessPool: a worker died, and its pool with it; the next call gets a new pool.
        """
        with self._lock:
            pool = self._pool = self._pool or ProcessPoolExecutor(self._workers, _CONTEXT, _begin_work)
        try:
            return pool.submit(function, value).result()
        except BrokenProcessPool:
            with self._lock:
                # Every task that was on this pool comes here; only the first may throw it away.
                self._pool = None if self._pool is pool else self._pool
            raise

    def close(self) -> None:
        """Ends the workers once they have done what they have in hand."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
            self._pool = None
