"""How things are timed, and the figure that a row of the table states."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row: what was measured against what, every sample, and the bound that the median must keep."""

    name: str
    baseline: str
    unit: str
    samples: tuple[float, ...]
    at_least: float | None = None
    at_most: float | None = None
    facts: tuple[tuple[str, object], ...] = ()
    """What else a reader of the JSON may want to know: absolute rates, numbers of letters, megabytes."""

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def is_required(self) -> bool:
        return self.at_least is not None or self.at_most is not None

    @property
    def is_met(self) -> bool:
        enough = self.at_least is None or self.median >= self.at_least
        return enough and (self.at_most is None or self.median <= self.at_most)


def cpu_seconds(work: Work) -> float:
    """The CPU time that this process spends on ``work``, user and system, with the rubbish of others cleared before."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work: Work) -> float:
    """The time that ``work`` takes by the clock on the wall: what counts where it waits for a disk or for others."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(first: Work, second: Work, rounds: int) -> tuple[tuple[float, float], ...]:
    """CPU seconds of both in each round, A B A B, so that a busy or throttled machine slows both alike.

    One round before the first is thrown away: it pays for imports, compiled templates and caches.
    """
    return tuple((cpu_seconds(first), cpu_seconds(second)) for _ in range(rounds + 1))[1:]


def summed(pairs: Sequence[Sequence[tuple[float, float]]]) -> tuple[tuple[float, float], ...]:
    """The rounds of several measurements added up, round by round."""
    return tuple((sum(a for a, _ in one), sum(b for _, b in one)) for one in zip(*pairs, strict=True))
