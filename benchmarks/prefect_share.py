"""Prefect's share: how much of a launch under a Prefect server is spent on Prefect, its start-up left out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.approved_plan import REGISTER, ApprovedPlan, approved_plan
from benchmarks.launch_process import refuse_different_files
from benchmarks.letters import ROOT
from benchmarks.measuring import Figure
from benchmarks.share_process import FLOW, LETTERS, PLAIN
from scripts.local_server import local_server, read, settings

AT_MOST_PERCENT = 8.0
BASELINE = "issue_plan over the same processes, as `vanban issue` has it"
_FEW = (1, 1, 1)
"""A launch of four letters, which has the presses loaded and the first connections made."""
_PROCESS = "from benchmarks.share_process import main; main()"
"""Not by ``-m``: every worker would load the process's own module again, as no worker of a deployment does."""
_HEARTBEAT_SECONDS = "30"
"""As `make serve` sets it: at the end of a run Prefect waits for the thread that sends heartbeats."""
_OF_AN_OFFICE = ("VANBAN_DIRECTORY", "VANBAN_SITE")
"""What the environment may say of the office of whoever measures; neither side has it."""


def measure(*, rounds: int, breadths: tuple[int, int, int], folder: Path) -> list[Figure]:
    """One figure: what a launch takes longer as a flow than without Prefect, in per cent of what it takes as a flow.

    Args:
        rounds: samples; either side is a new process each time, which launches four letters before its clock starts.
        breadths: how many offices stand directly under each office of the first three levels.
        folder: on the disk that the figure is about.
    """
    with tempfile.TemporaryDirectory(dir=folder.resolve()) as name:
        place = Path(name)
        few, many = approved_plan(place / "few", _FEW), approved_plan(place / "many", breadths)
        taken = [_round(few, many, place) for _ in range(rounds)]
    return [
        Figure(
            name=f"Prefect's share of a launch, {many.letters} letters",
            baseline=BASELINE,
            unit="% of the flow's seconds",
            samples=tuple(100 * (flow - plain) / flow for flow, plain in taken),
            at_most=AT_MOST_PERCENT,
            facts=(
                ("letters in a round", many.letters),
                ("processes", os.cpu_count()),
                ("seconds as a flow", [flow for flow, _ in taken]),
                ("seconds without Prefect", [plain for _, plain in taken]),
            ),
        )
    ]


def _round(few: ApprovedPlan, many: ApprovedPlan, place: Path) -> tuple[float, float]:
    """Seconds of the flow while its server runs, then without any; both must leave the same files."""
    with tempfile.TemporaryDirectory(dir=place) as name:
        turn = Path(name)
        home = place / "prefect"
        with local_server(home, port=0) as url:
            environment = {**settings(home, url), "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": _HEARTBEAT_SECONDS}
            by_flow = _timed(FLOW, few, many, turn, environment)
            _refuse_unfinished(read(url, f"flow_runs/{by_flow['run']}"))
        plain = _timed(PLAIN, few, many, turn, {})
        refuse_different_files(*(turn / side / "many" / LETTERS for side in (PLAIN, FLOW)))
    return by_flow["seconds"], plain["seconds"]


def _timed(
    side: str, few: ApprovedPlan, many: ApprovedPlan, turn: Path, environment: Mapping[str, str]
) -> Mapping[str, Any]:
    """What the process of a side says; plans and approvals are there, and nothing is numbered yet."""
    plans = [f"{plan.id}:{fresh}" for plan, fresh in _fresh((few, many), turn / side)]
    ours = {name: value for name, value in os.environ.items() if name not in _OF_AN_OFFICE}
    log = turn / f"{side}.log"
    with log.open("wb") as errors:
        done = subprocess.run(
            [sys.executable, "-c", _PROCESS, side, *plans],
            cwd=ROOT,
            env={**ours, **environment},
            stdout=subprocess.PIPE,
            stderr=errors,
            check=False,
        )
    if done.returncode:
        raise ValueError(f"the process of the {side} side ended with {done.returncode}:\n{log.read_text('utf-8')}")
    told: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _fresh(plans: tuple[ApprovedPlan, ...], folder: Path) -> Iterator[tuple[ApprovedPlan, Path]]:
    """Each plan with a folder that has a register as it was before the launch."""
    for plan in plans:
        own = folder / plan.folder.name
        own.mkdir(parents=True)
        shutil.copy(plan.folder / REGISTER, own)
        yield plan, own


def _refuse_unfinished(run: Mapping[str, Any]) -> None:
    if run["state_name"] != "Completed":
        raise ValueError(f"the server has the run as {run['state_name']}: {run['state']['message']}")
