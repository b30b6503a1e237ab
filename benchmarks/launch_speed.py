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
BASELINE = "ProcessPoolExecutor.map of letter_docx, letter_pdf, write_bytes"
_PROCESS = "from benchmarks.launch_process import main; main()"
"""Not by ``-m``: every worker would load the process's own module again, as no worker of ``vanban`` does."""


def measure(*, rounds: int, copies: int, levels: int, folder: Path) -> list[Figure]:
    """One figure by the clock: the bare pool's seconds over the launch's, round by round.

    Args:
        rounds: samples, beside a short one that is thrown away.
        copies: cascades beside one another in the campaign.
        levels: of each cascade; all three have 150 letters.
        folder: on the disk that the figure is about.
    """
    return [figure_of("Launch", _PROCESS, (rounds, copies, levels), folder, REQUIRED)]


def figure_of(name: str, process: str, sizes: tuple[int, int, int], folder: Path, at_least: float) -> Figure:
    """The figure from the rounds of a process that launches and draws in turns; see :func:`measure`."""
    command = [sys.executable, "-c", process, *map(str, sizes), str(folder.resolve())]
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
