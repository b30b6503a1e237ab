"""A process that launches on a Dask cluster and draws the same letters on a bare pool, and prints the seconds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.launch_process import FIRST, one_round, province_plan
from benchmarks.province import three
from scripts.local_cluster import local_cluster
from workflows.running.dask_pool import DaskPool
from workflows.running.task_map import task_map

from vanban.cli.pools.local_press import warm_up
from vanban.storage.folder import FolderStorage
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.issuing.render_letters import batch_size
from vanban.usecases.planning.plan_campaign import Plan


def main() -> None:
    """Seconds of either side, round after round; a short first round is thrown away."""
    rounds, *wanted = map(int, sys.argv[1:5])
    folder = Path(sys.argv[5])
    warm_up()  # of the bare pool
    _round(province_plan(folder, FIRST), folder)
    plan = province_plan(folder, three(wanted))
    timed = [_round(plan, folder) for _ in range(rounds)]
    print(json.dumps({"letters": len(plan.letters), "rounds": timed}))


def _round(plan: Plan, folder: Path) -> tuple[float, float]:
    """Bare and launched seconds, on workers that are there and have drawn nothing yet."""
    with (
        TemporaryDirectory(dir=folder) as place,
        local_cluster(Path(place), os.cpu_count() or 1, {}) as cluster,
    ):
        cluster.wait()

        @contextmanager
        def press_at(letters: int, storage: FolderStorage) -> Iterator[Press]:
            with closing(DaskPool(cluster.address, storage)) as pool:
                yield Press(run=task_map(pool), batch=batch_size(letters, pool.workers), storage=storage)

        return one_round(plan, folder, press_at)
