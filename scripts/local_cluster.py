"""A Dask cluster of our own on this machine, for tests and benchmarks: each worker in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.local_server import ending_with_us

HOST = "127.0.0.1"
_SCHEDULER = "distributed.cli.dask_scheduler"
_WORKER = "distributed.cli.dask_worker"
_OURS = "VANBAN_"
_SETTINGS = Path(__file__).with_name("dask.env")
_LOADED_FIRST = ("vanban.rendering.letter_files", "vanban.usecases.checking.check_letter")
_START_LIMIT_SECONDS = 60
_POLL_SECONDS = 0.05


class NoCluster(Exception):
    """The scheduler did not come up."""


@dataclass(frozen=True, slots=True)
class LocalCluster:
    """Where the scheduler listens, the processes that work, and the folder in which each was started."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]
    folders: tuple[Path, ...]

    def wait(self) -> None:
        """Returns when all workers have come."""
        from distributed import Client  # noqa: PLC0415  # whoever joins the cluster waits by himself

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=_START_LIMIT_SECONDS)


@contextmanager
def local_cluster(folder: Path, workers: int, environment: Mapping[str, str]) -> Iterator[LocalCluster]:
    """Runs a scheduler and its workers as long as the block lasts; each has a folder, and none knows of an office.

    Args:
        folder: theirs are made in it, with what they say in ``log``.
        workers: how many, of one thread each.
        environment: what they know beside this process's own, such as the way to a bucket.

    Raises:
        NoCluster: the scheduler ended at once, or did not answer in time.
    """
    around = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    theirs = _settings() | around | dict(environment)
    with ExitStack() as stack:
        file = folder / "scheduler.json"
        quietly = ["--host", HOST, "--no-dashboard", "--no-show"]
        scheduler = _started(
            stack,
            folder / "scheduler",
            theirs,
            _SCHEDULER,
            "--port",
            "0",
            *quietly,
            "--scheduler-file",
            str(file.resolve()),
        )
        address = _address(file, scheduler)
        one = ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
        one += [word for module in _LOADED_FIRST for word in ("--preload", module)]
        folders = tuple(folder / f"worker-{number}" for number in range(workers))
        running = tuple(_started(stack, place, theirs, _WORKER, address, *one) for place in folders)
        yield LocalCluster(address, running, folders)


def _settings() -> dict[str, str]:
    """What ``make scheduler`` and ``make worker`` tell Dask."""
    lines = _SETTINGS.read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _started(
    stack: ExitStack, folder: Path, environment: Mapping[str, str], module: str, *words: str
) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True)
    log = stack.enter_context((folder / "log").open("wb"))
    command = ending_with_us([sys.executable, "-m", module, *words])
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    stack.callback(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    # Nothing of theirs is worth a farewell.
    process.kill()
    process.wait()


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    latest = time.monotonic() + _START_LIMIT_SECONDS
    while not file.exists():
        if scheduler.poll() is not None or time.monotonic() > latest:
            raise NoCluster(f"Cụm Dask thử không khởi động được → Xem {file.parent / 'scheduler' / 'log'}")
        time.sleep(_POLL_SECONDS)
    return str(json.loads(file.read_text("utf-8"))["address"])
