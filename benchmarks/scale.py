"""A large launch against one a tenth of its size: what a letter costs in each, and the most memory either takes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.letters import ROOT
from benchmarks.measuring import Figure

COST_AT_MOST = 1.1
MEMORY_AT_MOST = 1.2
_MIB = 2**20
_STEPS = ("reading and planning", "gate", "numbers, register, drawing, files")

Breadths = tuple[int, int, int]


def measure(*, rounds: int, small: Breadths, large: Breadths, folder: Path) -> list[Figure]:
    """Two figures, each of launches in processes of their own, one process drawing all its letters.

    Args:
        rounds: samples; small and large take turns.
        small: breadths of the smaller province, as in :func:`benchmarks.province.build_province`.
        large: breadths of the larger.
        folder: on the disk that letters are written to.
    """
    pairs = [(_launched(small, folder), _launched(large, folder)) for _ in range(rounds)]
    first, last = pairs[0][0]["letters"], pairs[0][1]["letters"]
    facts = (
        *(
            (f"{step}, CPU ms per letter of {one['letters']}", 1000 * cpu / one["letters"])
            for pair in pairs
            for one in pair
            for step, cpu in zip(_STEPS, one["cpu"], strict=True)
        ),
        ("most MiB", [[round(one["most_memory"] / _MIB) for one in pair] for pair in pairs]),
    )
    return [
        Figure(
            name=f"Cost of a letter of {last}",
            baseline=f"of one of {first}",
            unit="x CPU of a letter",
            samples=tuple(_cost(many) / _cost(few) for few, many in pairs),
            at_most=COST_AT_MOST,
            facts=facts,
        ),
        Figure(
            name=f"Most memory of a launch of {last} letters",
            baseline=f"of one of {first}",
            unit="x resident memory",
            samples=tuple(many["most_memory"] / few["most_memory"] for few, many in pairs),
            at_most=MEMORY_AT_MOST,
        ),
    ]


def _cost(launch: dict[str, Any]) -> float:
    cpu: Sequence[float] = launch["cpu"]
    return sum(cpu) / float(launch["letters"])


def _launched(breadths: Breadths, folder: Path) -> dict[str, Any]:
    with TemporaryDirectory(dir=folder.resolve()) as place:
        command = [sys.executable, "-m", "benchmarks.scale_process", *map(str, breadths), place]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
