"""Databases on the PostgreSQL server of a test run, each a quick copy of one that was brought to the current schema."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from os import getpid
from pathlib import Path

import psycopg
from scripts.private_postgres import shared_cluster, url

from vanban.store.database import close_connections, open_database

TEMPLATE = "khuon"
_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A server to which this process has a connection of its own that makes and drops databases."""

    folder: Path
    administration: psycopg.Connection

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """The address of a new database, which is gone afterwards whoever is still connected."""
        name = f"so_{getpid()}_{next(_numbers)}"
        self.administration.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        address = url(self.folder, name)
        try:
            yield address
        finally:
            close_connections(address)
            self.administration.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgres_server(meeting: Path) -> Iterator[PostgresServer]:
    """The server of all processes that meet in the folder, with the template made by the first of them."""
    with (
        shared_cluster(meeting) as folder,
        psycopg.connect(url(folder, "postgres"), autocommit=True) as administration,
    ):
        with (meeting / "template.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _make_template(folder, administration)
        yield PostgresServer(folder=folder, administration=administration)


def _make_template(folder: Path, administration: psycopg.Connection) -> None:
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    if administration.execute(query, (TEMPLATE,)).fetchone():
        return
    administration.execute(f"CREATE DATABASE {TEMPLATE}_moi")
    address = url(folder, f"{TEMPLATE}_moi")
    open_database(address)
    close_connections(address)
    # Under its last name only when it is finished.
    administration.execute(f"ALTER DATABASE {TEMPLATE}_moi RENAME TO {TEMPLATE}")
