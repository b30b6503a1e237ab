"""A process that draws letters for a flow: it never imports prefect, leaves Ctrl-C to its parent and ends with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType

from vanban.usecases.issuing.press_mark import get_ready

_HIDING = threading.Lock()


class WorkerProcess(ForkServerProcess):
    """A worker that does not import its parent's main module, which under Prefect is Prefect's engine."""

    def start(self) -> None:
        # What the new process is to import is read off sys.modules here, and nowhere can it be told otherwise.
        with _HIDING:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class WorkerContext(ForkServerContext):
    """Starts workers from a fork server that has the presses loaded."""

    Process = WorkerProcess

    def __init__(self) -> None:
        super().__init__()
        self.set_forkserver_preload(
            [
                "vanban.rendering.letter_files",
                "vanban.usecases.checking.check_letter",
                "vanban.usecases.issuing.press_mark",
            ]
        )


def begin_work() -> None:
    """What a worker does first; what is wrong with its press is told of a letter, and by its name."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(Exception):
        get_ready()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
