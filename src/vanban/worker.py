"""Processes that work for another: how many there is room for, how one begins, and how it ends with the other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def cores() -> int:
    """The cores that this process may use, of which each is worth a worker."""
    # macOS and Windows cannot tell which cores a process is kept to.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def begin_work() -> None:
    """A worker leaves Ctrl-C to whoever started it, and ends with it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
