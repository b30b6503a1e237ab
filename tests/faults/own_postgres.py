"""A PostgreSQL server of these tests' own: new databases on it, its death at a chosen statement, and its return."""

from __future__ import annotations

import signal
import subprocess
import time
from contextlib import closing

import psycopg
from scripts.private_postgres import Cluster

_PATIENCE_SECONDS = 60


def new_database(server: Cluster) -> str:
    """The address of a database in which nothing is."""
    name = f"so_{time.monotonic_ns()}"
    with psycopg.connect(server.url(), autocommit=True) as administration:
        administration.execute(f"CREATE DATABASE {name}")
    return server.url(name)


def reader_of(server: Cluster, database: str) -> str:
    """The same address for a user who may read everything and write nothing."""
    with psycopg.connect(database, autocommit=True) as administration:
        administration.execute("CREATE ROLE chi_doc LOGIN")
        administration.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO chi_doc")
        return server.url(administration.info.dbname, user="chi_doc")


def kill_at_writing(
    server: Cluster, how: signal.Signals, database: str, table: str, running: subprocess.Popen[bytes]
) -> None:
    """Ends the server while a launch is within the transaction that writes a table, which is held up for that."""
    # Closed, not left: there is nobody to whom what they did could be committed.
    with closing(psycopg.connect(database)) as holder, closing(psycopg.connect(database, autocommit=True)) as watcher:
        holder.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        limit = time.monotonic() + _PATIENCE_SECONDS
        query = "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
        while not watcher.execute(query, (table,)).fetchone()[0]:
            assert running.poll() is None, "the kill has to strike a launch at work"
            assert time.monotonic() < limit, f"no launch writes {table}"
            time.sleep(0.005)
        server.stop(how)


def start_again(server: Cluster) -> None:
    """Those who served a killed one's callers notice its end a moment later, and hold its memory until then."""
    for _ in range(50):
        try:
            server.start()
        except OSError:
            time.sleep(0.1)
        else:
            return
    server.start()
