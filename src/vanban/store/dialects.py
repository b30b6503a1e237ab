"""All that differs between SQLite and PostgreSQL when connecting, locking and reading raw text."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, LargeBinary, cast, event, func

from vanban.store import postgresql

SUPPORTED = ("sqlite", "postgresql")
WRITING = "vanban_writing"
"""The connection's execution option that tells a writing transaction from a reading one."""

BUSY_SECONDS = postgresql.BUSY_SECONDS
_WAL_ATTEMPTS = 600
_WAL_PAUSE_SECONDS = 0.05
QUESTIONS = "vanban_questions"
"""The execution option with what a writing transaction asks as it begins."""


def engine_options(dialect: str) -> dict[str, Any]:
    """What the engine and its driver are told beside the URL."""
    if dialect == "sqlite":
        return {"connect_args": {"timeout": BUSY_SECONDS}}
    return postgresql.engine_options()


def install(engine: Engine) -> None:
    """Make every transaction of the engine begin as its database needs it: one writer at a time.

    Numbers and the audit chain are both counted up from the last row, so two writers would only fail on
    each other; waiting costs less.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        postgresql.install(engine)
        event.listen(engine, "begin", _begin_postgresql)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions of its own accord: BEGIN IMMEDIATE is ours to say.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(WRITING):
        postgresql.begin_writing(connection, options.get(QUESTIONS) or ())
    else:
        postgresql.begin_reading(connection)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """A transaction inside, of which nothing is lost once it has ended."""
    if connection.dialect.name == "sqlite":
        with connection.begin():
            yield
        return
    with postgresql.transaction(connection, writing=connection.get_execution_options().get(WRITING, False)):
        yield


def use_write_ahead_log(engine: Engine) -> None:
    """Turn a SQLite file to WAL, which it then stays in.

    The switch needs the file for itself and does not wait for its turn as other statements do, so it is
    tried again while other processes open the same new file.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            return
        for attempt in range(1, _WAL_ATTEMPTS + 1):
            try:
                cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or attempt == _WAL_ATTEMPTS:
                    raise
                time.sleep(_WAL_PAUSE_SECONDS)
            else:
                return
    finally:
        connection.close()


def raw_bytes(column: ColumnElement[Any], dialect: str) -> ColumnElement[bytes]:
    """A column's text as bytes, so that damaged text can still be read and named."""
    if dialect == "sqlite":
        return cast(column, LargeBinary)
    return func.convert_to(column, "UTF8", type_=LargeBinary)
