"""The whole launch over its renderings: what reading, planning, numbering, recording and the gate add to drawing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.letters import ROOT
from benchmarks.measuring import Figure

REQUIRED = 1.25
BASELINE = "letter_docx and letter_pdf of the same letters"
_PROCESS = "from benchmarks.launch_share_process import main; main()"


def measure(*, rounds: int, breadths: tuple[int, int, int], folder: Path) -> list[Figure]:
    """One figure in CPU seconds of one process and what it starts: a launch over the sum of its renderings.

    Nothing is hidden behind a second core: the launch draws in the process that plans, numbers and writes, and the
    process that reads PDF files for the gate is counted with it.

    Args:
        rounds: samples, beside a small launch before the first, which is thrown away.
        breadths: of the province, as in :func:`benchmarks.province.build_province`.
        folder: on the disk that letters are written to.
    """
    command = [sys.executable, "-c", _PROCESS, str(rounds), *map(str, breadths), str(folder.resolve())]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    taken, letters = told["rounds"], told["letters"]
    parts = ("reading and planning", "gate", "numbers, register, drawing, files")
    return [
        Figure(
            name=f"Whole launch, {letters} letters",
            baseline=BASELINE,
            unit="x CPU of the renderings",
            samples=tuple(sum(one["launch_cpu"]) / one["drawing_cpu"] for one in taken),
            at_most=REQUIRED,
            facts=(
                ("letters in a round", letters),
                ("letters proofed", told["proofed"]),
                ("renderings, CPU ms per letter", [1000 * one["drawing_cpu"] / letters for one in taken]),
                *(
                    (f"{part}, CPU ms per letter", [1000 * one["launch_cpu"][place] / letters for one in taken])
                    for place, part in enumerate(parts)
                ),
                ("by the clock", [one["launch_wall"] / one["drawing_wall"] for one in taken]),
            ),
        )
    ]
