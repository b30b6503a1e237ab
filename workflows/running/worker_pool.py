"""The processes of a flow, behind one call that its threads share; replaced when one of them dies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from vanban.usecases.issuing.begin_to_draw import begin_to_draw
from workflows.running.worker_process import WorkerContext

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class WorkerPool:
    """One pool of processes for the tasks of a run, which are threads and may call it at the same time."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._context = WorkerContext()
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[[_In], _Out], values: Iterable[_In]) -> list[_Out]:
        """Runs a function over values, which workers take one by one; those of another thread are taken in between.

        Raises:
            BrokenProcessPool: a worker died, and its pool with it; the next call gets a new pool.
        """
        with self._lock:
            pool = self._pool = self._pool or ProcessPoolExecutor(self.workers, self._context, begin_to_draw)
        try:
            return list(pool.map(function, values))
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
