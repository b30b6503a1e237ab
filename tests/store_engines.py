"""What tests do to a database behind the store's back, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

import psycopg
from psycopg import sql
from sqlalchemy import event

from vanban.store.database import Database

RefusedRaw = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""What a driver raises itself."""


def is_postgresql(address: str) -> bool:
    return "://" in address


def in_dialect(statement: str, dialect: str) -> str:
    """A statement written for SQLite: only there does an insertion replace a row, elsewhere it is refused as a second."""
    return statement.replace("INSERT OR REPLACE", "INSERT") if dialect == "postgresql" else statement


class Raw:
    """A connection of the driver's own, on which every statement stands for itself."""

    def __init__(self, connection: Any, dialect: str) -> None:
        self.connection = connection
        self.dialect = dialect

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        statement = in_dialect(statement, self.dialect)
        if self.dialect == "postgresql":
            return self.connection.execute(statement.replace("?", "%s"), values or None)
        return self.connection.execute(statement, values)

    def drop_table(self, name: str) -> None:
        """Whatever refers to it."""
        self.connection.execute(f"DROP TABLE {name}" + " CASCADE" * (self.dialect == "postgresql"))

    def forget_the_rules(self) -> None:
        """As somebody with the file, or with the server's administration, would go about it."""
        if self.dialect == "postgresql":
            # Neither triggers nor foreign keys.
            self.connection.execute("SET session_replication_role = replica")
            return
        self.connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in self.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            self.connection.execute(f"DROP TRIGGER {name}")


@contextmanager
def raw(address: str) -> Iterator[Raw]:
    if is_postgresql(address):
        with psycopg.connect(address, autocommit=True) as connection:
            yield Raw(connection, "postgresql")
        return
    file = sqlite3.connect(address, isolation_level=None)
    file.execute("PRAGMA foreign_keys = ON")
    try:
        yield Raw(file, "sqlite")
    finally:
        file.close()


@contextmanager
def heard(database: Database, hear: Callable[[], None]) -> Iterator[None]:
    """Hears of every statement of a transaction: on SQLite once it is done, on PostgreSQL as it is sent.

    There the last of them is COMMIT, which is what cannot be taken back; to wait for the disk is none of them.
    """
    if database.engine.dialect.name == "sqlite":

        def done(*_: object) -> None:
            hear()

        event.listen(database.engine, "after_cursor_execute", done)
        try:
            yield
        finally:
            event.remove(database.engine, "after_cursor_execute", done)
        return
    send = psycopg.Cursor.execute

    def sent(self: Any, query: Any, *arguments: Any, **named: Any) -> Any:
        if "pg_logical_emit_message" not in query:
            hear()
        return send(self, query, *arguments, **named)

    with mock.patch.object(psycopg.Cursor, "execute", sent):
        yield


def contents(address: str) -> str:
    """Every row of every table, to show that nothing was written."""
    with raw(address) as connection:
        if connection.dialect == "sqlite":
            return "\n".join(connection.connection.iterdump())
        return "\n".join(_rows_of_all_tables(connection.connection))


def _rows_of_all_tables(connection: psycopg.Connection) -> Iterator[str]:
    names = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    for (name,) in connection.execute(names).fetchall():
        query = sql.SQL("SELECT whole::text FROM {} AS whole ORDER BY 1").format(sql.Identifier(name))
        yield name
        yield from (row for (row,) in connection.execute(query))
