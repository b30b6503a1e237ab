"""Register: how many numbers a second, by one process and by several that want numbers of the same series."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from benchmarks.letters import ORGAN, ROOT, SERIES
from benchmarks.measuring import Figure, wall_seconds
from benchmarks.register_process import CHUNK, chunks_of, issue_chunks

from vanban.store.database import open_database
from vanban.store.register.register_rows import entries

PROCESSES = 8


def measure(*, rounds: int, alone: int, each: int, folder: Path) -> list[Figure]:
    """Numbers a second by the clock, every round in a new SQLite file under ``folder``.

    Args:
        rounds: samples of either.
        alone: numbers that one process draws.
        each: numbers that each of several processes draws.
        folder: on the disk that the figure is about.
    """
    return [
        _figure(f"Register, 1 process, {alone} numbers", alone, rounds, folder, _seconds_alone(alone)),
        _figure(
            f"Register, {PROCESSES} processes, {each} numbers each",
            PROCESSES * each,
            rounds,
            folder,
            _seconds_together(each),
        ),
    ]


def _figure(name: str, numbers: int, rounds: int, folder: Path, seconds: Callable[[Path], float]) -> Figure:
    return Figure(
        name=name,
        baseline="none: stated",
        unit=f"numbers per second, chunks of {CHUNK}",
        samples=tuple(numbers / taken for taken in _sound_rounds(numbers, rounds, folder, seconds)),
        facts=(("numbers in a round", numbers),),
    )


def _sound_rounds(numbers: int, rounds: int, folder: Path, seconds: Callable[[Path], float]) -> Iterator[float]:
    """Seconds of each round; one that does not leave the numbers from 1 on, each once, is no measurement."""
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            file = Path(fresh) / "register.db"
            open_database(str(file))
            yield seconds(file)
            drawn = [row.code.code_number for row in entries(open_database(str(file)), organ_id=ORGAN, series=SERIES)]
            if drawn != list(range(1, numbers + 1)):
                raise ValueError(f"expected the numbers 1 to {numbers}, found {len(drawn)}")


def _seconds_alone(numbers: int) -> Callable[[Path], float]:
    chunks = chunks_of("mot-minh", numbers)

    def seconds(file: Path) -> float:
        database = open_database(str(file))
        return wall_seconds(lambda: issue_chunks(database, chunks))

    return seconds


def _seconds_together(each: int) -> Callable[[Path], float]:
    return lambda file: _race(file, each)


def _race(file: Path, each: int) -> float:
    """Seconds from the starting shot until the last process has its numbers; start-up and exit do not count."""
    with ExitStack() as stack:
        runners = [stack.enter_context(_runner(file, each, index)) for index in range(PROCESSES)]
        for runner in runners:
            _hear(runner, "ready")

        def run() -> None:
            for runner in runners:
                _pipe(runner.stdin).write("go\n")
                _pipe(runner.stdin).flush()
            for runner in runners:
                _hear(runner, "done")

        return wall_seconds(run)


def _runner(file: Path, each: int, index: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.register_process", str(file), f"cung-luc-{index}", str(each)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _hear(runner: subprocess.Popen[str], word: str) -> None:
    heard = _pipe(runner.stdout).readline().strip()
    if heard != word:
        raise ValueError(f"a process of the register benchmark said {heard!r}, not {word!r}")


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise ValueError("the process was started without a pipe")
    return stream
