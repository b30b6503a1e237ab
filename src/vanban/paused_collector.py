"""Work that makes hundreds of thousands of objects, all to be kept, without the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Puts the search for cyclic garbage off until the work is done.

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
