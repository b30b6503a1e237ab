"""New SQLite databases in a fraction of the time that the migrations take: their outcome, written down once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sqlalchemy import Connection

from vanban.store import schema
from vanban.store.database import close_connections, open_database

migrate: Callable[..., None] = schema.bring_up_to_date
"""The usual way."""


@contextmanager
def usual_schema() -> Iterator[None]:
    """Inside, every database becomes current as users' databases do."""
    with patch("vanban.store.schema.bring_up_to_date", migrate):
        yield


@contextmanager
def quick_schema() -> Iterator[None]:
    """Inside, an empty SQLite database becomes current without Alembic; any other goes the usual way."""
    with patch("vanban.store.schema.bring_up_to_date", _written_down):
        yield


def _written_down(connection: Connection, version: str = schema.CURRENT_VERSION) -> None:
    is_new = connection.dialect.name == "sqlite" and schema.version_of(connection) is None
    if not is_new or version != schema.CURRENT_VERSION:
        migrate(connection, version)
        return
    for statement in _statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (version,))


@cache
def _statements() -> tuple[str, ...]:
    """What the migrations have made, in the order in which they made it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so.db"
        with usual_schema():
            open_database(str(path))
        close_connections(str(path))
        with closing(sqlite3.connect(path)) as connection:
            query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
            return tuple(statement for (statement,) in connection.execute(query))
