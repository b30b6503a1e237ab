"""Python's garbage collector, kept from looking for cyclic garbage where there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def paused_collector() -> Iterator[None]:
    """Puts the search for cyclic garbage off until work is done that makes hundreds of thousands of objects.

    It walks through all objects again and again while they become more: a plan makes none that it could free, and of
    10,000 letters it spent a fifth of its time on looking; the boxes of a page, which know one another, all live until
    the page is drawn. Counted references free the rest as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Where another thread paused it first, that one starts it again.
        if was_enabled:
            gc.enable()


@cache
def spare_what_is_loaded() -> None:
    """Has the search pass over all that there is by now, once in a process: code, fonts and masters, which stay.

    A process that draws letters is through 1.5 % sooner, and shares what it took over from the one that started it.
    """
    gc.freeze()
