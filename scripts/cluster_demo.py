"""Launch 2,000 letters on two Dask workers and an S3 server of this machine, and compare them with a local launch."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.launch_process import OCCASION, province_plan
from benchmarks.province import three
from scripts.local_cluster import local_cluster
from scripts.local_s3 import BUCKET, local_s3
from workflows.running.dask_pool import DaskPool
from workflows.running.task_map import task_map

from vanban.cli.pools.local_press import local_press
from vanban.storage.bucket import BucketStorage
from vanban.storage.folder import FolderStorage
from vanban.storage.storage import Storage
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.usecases.issuing.launch_campaign import launch_campaign
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.planning.plan_campaign import Plan

_WORKERS = 2
_BATCH = 8


def main() -> int:
    """1 when a hash differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--breadths", type=int, nargs=3, default=(1, 27, 73), help="offices under each office of three levels"
    )
    breadths = three(parser.parse_args().breadths)
    with TemporaryDirectory() as name, local_s3(Path(name) / "s3.log") as way:
        plan = province_plan(Path(name), breadths)
        os.environ.update(way)
        folder, bucket = FolderStorage(Path(name) / "output"), BucketStorage(BUCKET, "output")
        here = _launched(plan, Path(name) / "here.db", local_press(len(plan.letters), folder))
        with local_cluster(Path(name) / "cluster", _WORKERS, way) as cluster:
            cluster.wait()
            there = _launched(plan, Path(name) / "there.db", _cluster_press(cluster.address, bucket))
        kept = _kept(bucket)
    same = here == there == kept
    told = "have the same SHA-256 throughout" if same else "DIFFER"
    print(f"{len(plan.letters)} letters, {len(here)} files: register, bucket and local launch {told}")
    return int(not same)


@contextmanager
def _cluster_press(address: str, storage: Storage) -> Iterator[Press]:
    with closing(DaskPool(address, storage)) as pool:
        yield Press(run=task_map(pool), batch=_BATCH, storage=storage)


def _launched(plan: Plan, database: Path, lent: AbstractContextManager[Press]) -> Mapping[str, str]:
    """The hashes that a new register has after a launch."""
    start = time.perf_counter()
    with lent as press:
        register = open_database(str(database))
        done = launch_campaign(plan, register, press, OCCASION)
        where = press.storage
    if not verify(register).sound or audit_register(register):
        raise ValueError("the register is not sound")
    print(f"{where}: {len(done.documents)} letters in {time.perf_counter() - start:.0f} s, register sound")
    return {file.file_name: file.sha256 for file in done.files}


def _kept(storage: Storage) -> Mapping[str, str]:
    """The hashes of what really lies there."""
    return {name: hashlib.sha256(storage.read(name) or b"").hexdigest() for name in storage.names()}


if __name__ == "__main__":
    sys.exit(main())
