"""A process that draws letters for a flow: it never imports prefect."""

from __future__ import annotations

import sys
import threading
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType

from vanban.usecases.issuing.begin_to_draw import LOADED_BEFORE

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
        self.set_forkserver_preload([*LOADED_BEFORE])
