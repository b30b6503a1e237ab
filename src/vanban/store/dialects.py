"""All that differs between SQLite and PostgreSQL when connecting, locking and reading raw text."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, LargeBinary, cast, event, func

SUPPORTED = ("sqlite", "postgresql")
POSTGRESQL_DRIVER = "postgresql+psycopg"
WRITING = "vanban_writing"
"""The connection's execution option that tells a writing transaction from a reading one."""

BUSY_SECONDS = 60
"""How long a writer waits for the ones before it: a chunk takes milliseconds, a queue of offices seconds."""
_WAL_ATTEMPTS = 600
_WAL_PAUSE_SECONDS = 0.05
CONNECT_SECONDS = 10
"""How long a server may take to answer the first call."""
_WRITER_LOCK = 0x76616E62616E
"""PostgreSQL's advisory lock that stands for SQLite's single writer (the letters of "vanban")."""
_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_BEGIN_WRITING = (
    f"BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL lock_timeout = '{BUSY_SECONDS}s';"
    f" SELECT pg_advisory_xact_lock({_WRITER_LOCK})"
)


def engine_options(dialect: str) -> dict[str, Any]:
    """What the engine and its driver are told beside the URL."""
    if dialect == "sqlite":
        return {"connect_args": {"timeout": BUSY_SECONDS}}
    arguments = {"application_name": "vanban", "client_encoding": "utf8", "connect_timeout": CONNECT_SECONDS}
    # We have no hstore, which each new connection would ask the server for.
    return {"connect_args": arguments, "use_native_hstore": False}


def install(engine: Engine) -> None:
    """Make every transaction of the engine begin as its database needs it: one writer at a time.

    Numbers and the audit chain are both counted up from the last row, so two writers would only fail on
    each other; waiting costs less.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgresql)
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


def _set_up_postgresql(connection: Any, _record: object) -> None:
    # As with SQLite, BEGIN is ours to say, and here comes along with what follows it.
    connection.autocommit = True


def _begin_postgresql(connection: Connection) -> None:
    """One state throughout for a reader; for a writer, what the writers before it had committed when its turn came."""
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql(_BEGIN_WRITING if writing else _BEGIN_READING)


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
