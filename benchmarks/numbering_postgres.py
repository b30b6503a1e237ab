"""Numbers drawn by 16 processes at once on PostgreSQL, over the least that any program could do there."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from typing import IO

import psycopg
from benchmarks.letters import ORGAN, ROOT, SERIES
from benchmarks.measuring import Figure, wall_seconds
from scripts.private_postgres import SAFE, Cluster, cluster

from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import close_connections, open_database
from vanban.store.register.register_rows import entries

WRITERS = 16
AT_LEAST = 0.5
BARE_TABLES = """
CREATE TABLE bare_series (organ_id text, series text, year int, last_number int, PRIMARY KEY (organ_id, series, year));
CREATE TABLE bare_entry (LIKE register_entry INCLUDING ALL);
"""
"""The same columns, keys and checks as the register's, without its triggers and references."""


def measure(*, rounds: int, alone: int, chunked: int) -> list[Figure]:
    """Numbers a second by the clock, each over those of the baseline in the same round.

    The cluster commits as PostgreSQL does by default: what is committed is on the disk.

    Args:
        rounds: samples of each.
        alone: numbers that each writer draws one by one.
        chunked: numbers that each writer draws in chunks of 100.
    """
    with cluster(SAFE) as one:
        return [_figure(one, 1, alone, rounds), _figure(one, 100, chunked, rounds)]


def _figure(one: Cluster, chunk: int, each: int, rounds: int) -> Figure:
    url = _register(one, f"so_{chunk}")
    with ExitStack() as stack:
        writers = [stack.enter_context(_writer(url, index, chunk, each)) for index in range(WRITERS)]
        for writer in writers:
            _hear(writer, "ready")
        # One round before the first is thrown away: it pays for connections, plans and caches.
        pairs = [(_race(writers, "bare"), _race(writers, "vanban")) for _ in range(rounds + 1)]
        for writer in writers:
            _pipe(writer.stdin).close()
    numbers = WRITERS * each
    _refuse_gaps(url, numbers * (rounds + 1))
    return Figure(
        name=f"PostgreSQL, {WRITERS} writers, chunks of {chunk}",
        baseline="bare UPDATE … RETURNING plus INSERT",
        unit="x numbers per second of the baseline",
        samples=tuple(bare / ours for bare, ours in pairs[1:]),
        at_least=AT_LEAST,
        facts=(
            ("numbers in a round", numbers),
            ("numbers per second", [numbers / ours for _, ours in pairs[1:]]),
            ("numbers per second of the baseline", [numbers / bare for bare, _ in pairs[1:]]),
        ),
    )


def _register(one: Cluster, name: str) -> str:
    with psycopg.connect(one.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = one.url(name)
    open_database(url)
    with psycopg.connect(url) as connection:
        connection.execute(BARE_TABLES)
        connection.execute("INSERT INTO bare_series VALUES (%s, %s, 2026, 0)", (ORGAN, SERIES))
    return url


def _race(writers: list[subprocess.Popen[str]], side: str) -> float:
    """Seconds from the starting shot until the last writer has its numbers."""

    def run() -> None:
        for writer in writers:
            _pipe(writer.stdin).write(f"{side}\n")
            _pipe(writer.stdin).flush()
        for writer in writers:
            _hear(writer, "done")

    return wall_seconds(run)


def _refuse_gaps(url: str, numbers: int) -> None:
    """A race that does not leave the numbers from 1 on, each once, on both sides, is no measurement."""
    database = open_database(url)
    drawn = [row.code.code_number for row in entries(database, organ_id=ORGAN, series=SERIES)]
    with psycopg.connect(url) as connection:
        bare = [number for (number,) in connection.execute("SELECT code_number FROM bare_entry ORDER BY 1")]
    if not drawn == bare == list(range(1, numbers + 1)) or audit_register(database):
        raise ValueError(f"expected the numbers 1 to {numbers}, found {len(drawn)} and {len(bare)}")
    close_connections(url)


def _writer(url: str, index: int, chunk: int, each: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.numbering_process", url, str(index), str(chunk), str(each)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _hear(writer: subprocess.Popen[str], word: str) -> None:
    heard = _pipe(writer.stdout).readline().strip()
    if heard != word:
        raise ValueError(f"a writer of the numbering benchmark said {heard!r}, not {word!r}")


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise ValueError("the process was started without a pipe")
    return stream
