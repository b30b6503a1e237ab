"""Many whole numbers in few words."""

from __future__ import annotations

from collections.abc import Iterable


def in_ranges(numbers: Iterable[int], digits: int = 1) -> str:
    """``2–5, 9`` for 2, 3, 4, 5 and 9, in any order; with two ``digits`` ``02–05, 09``."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join("–".join(f"{end:0{digits}d}" for end in dict.fromkeys(run)) for run in runs)
