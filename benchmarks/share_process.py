"""A process that issues an approved plan once, as a Prefect flow or without Prefect, and prints the seconds.

It is one of its own on either side: only the flow's has prefect loaded, and whatever is loaded first is not timed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.approved_plan import OCCASION, REGISTER, sources
from benchmarks.measuring import wall_seconds

from vanban.cli.pools.local_press import local_press
from vanban.domain.dates.occasion import SUPPOSED_DAY
from vanban.storage.folder import FolderStorage
from vanban.store.database import open_database
from vanban.usecases.approving.find_plan import find_plan
from vanban.usecases.approving.issue_plan import issue_plan

FLOW, PLAIN = "flow", "plain"
LETTERS = "output"


def main() -> None:
    """A small launch in the first folder, which loads and connects all there is, then the one that counts."""
    side, first, counted = sys.argv[1:]
    launch = _SIDES[side]
    _launched(launch, first)
    told: list[str] = []
    seconds = wall_seconds(lambda: told.append(_launched(launch, counted)))
    print(json.dumps({"seconds": seconds, "run": told[0]}))


def _launched(launch: Callable[[str, Path], str], plan: str) -> str:
    plan_id, _, folder = plan.partition(":")
    return launch(plan_id, Path(folder))


def _by_flow(plan_id: str, folder: Path) -> str:
    """The id of the run, when it is over and its server knows."""
    from workflows.launch_campaign import launch_campaign_flow  # noqa: PLC0415  # the other side does without it

    os.environ["VANBAN_DATABASE"], os.environ["VANBAN_OUT"] = str(folder / REGISTER), str(folder / LETTERS)
    os.environ[SUPPOSED_DAY] = OCCASION.today.isoformat()
    form = {"plan_id": plan_id, "confirmation": "Phát hành", "name": OCCASION.actor}
    return str(launch_campaign_flow(form, return_state=True).state_details.flow_run_id)


def _without_prefect(plan_id: str, folder: Path) -> str:
    """What ``vanban issue`` does between its questions and its answer."""
    database = open_database(str(folder / REGISTER))
    record = find_plan(database, plan_id)
    with local_press(record.letters, FolderStorage(folder / LETTERS / record.campaign_id)) as press:
        issue_plan(record.id, sources(database, folder), press, OCCASION)
    return ""


_SIDES: Mapping[str, Callable[[str, Path], str]] = {FLOW: _by_flow, PLAIN: _without_prefect}
