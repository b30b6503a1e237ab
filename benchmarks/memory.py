"""Memory of a process that goes on drawing letters: what it holds after many against what it held after a few."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.letters import ROOT
from benchmarks.machine import cores
from benchmarks.measuring import Figure

AT_MOST = 1.15
_MIB = 2**20


def measure(*, processes: int, early: int, late: int) -> list[Figure]:
    """One sample per process; as many at once as there are cores, since memory does not suffer from company."""
    with ThreadPoolExecutor(max_workers=cores()) as pool:
        held = list(pool.map(lambda index: _held(index, early, late), range(processes)))
    return [
        Figure(
            name=f"Memory after {late} letters",
            baseline=f"the same process after {early}",
            unit="x resident memory",
            samples=tuple(after[late] / after[early] for after in held),
            at_most=AT_MOST,
            facts=tuple(
                (f"MiB after letters, process {index}", {count: round(held / _MIB, 1) for count, held in after.items()})
                for index, after in enumerate(held, start=1)
            ),
        )
    ]


def _held(index: int, early: int, late: int) -> dict[int, int]:
    """Letters drawn → bytes held, from a fresh process whose letters are no other process's."""
    command = [sys.executable, "-m", "benchmarks.memory_process", *map(str, (index * late, early, late))]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return {int(count): int(held) for count, held in json.loads(done.stdout).items()}
