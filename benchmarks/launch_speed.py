"""Launch: letters a second from a plan to hashes in the register, against a bare process pool over the same letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.letters import ROOT
from benchmarks.measuring import Figure

REQUIRED = 0.95
REQUIRED_OF_FEW = 0.9
BASELINE = "ProcessPoolExecutor.map of letter_docx, letter_pdf, write_bytes"
_PROCESS = "from benchmarks.launch_process import main; main()"
"""Not by ``-m``: every worker would load the process's own module again, as no worker of ``vanban`` does."""


def measure(*, rounds: int, breadths: tuple[int, int, int], few: tuple[int, int, int], folder: Path) -> list[Figure]:
    """Two figures by the clock: the bare pool's seconds over the launch's, round by round.

    Args:
        rounds: samples, beside a short one that is thrown away.
        breadths: of the province, as in :func:`benchmarks.province.build_province`.
        few: of a small one, where beginning and end weigh more.
        folder: on the disk that the figure is about.
    """
    return [
        figure_of("Launch", _PROCESS, rounds, few, folder, REQUIRED_OF_FEW),
        figure_of("Launch", _PROCESS, rounds, breadths, folder, REQUIRED),
    ]


def figure_of(
    name: str, process: str, rounds: int, breadths: tuple[int, int, int], folder: Path, at_least: float
) -> Figure:
    """The figure from the rounds of a process that launches and draws in turns; see :func:`measure`."""
    command = [sys.executable, "-c", process, str(rounds), *map(str, breadths), str(folder.resolve())]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    timed = json.loads(done.stdout)
    pairs, letters = timed["rounds"], timed["letters"]
    return Figure(
        name=f"{name}, {letters} letters",
        baseline=BASELINE,
        unit="x letters per second",
        samples=tuple(bare / launched for bare, launched in pairs),
        at_least=at_least,
        facts=(
            ("letters in a round", letters),
            ("processes", os.cpu_count()),
            ("baseline letters per second", [letters / bare for bare, _ in pairs]),
            ("ours letters per second", [letters / launched for _, launched in pairs]),
        ),
    )
