"""Many rows at once, and many statements in one trip to the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert

from vanban.store import postgresql

_WORTH_COPYING = 8
"""From so many rows on PostgreSQL's COPY is quicker than INSERT, but goes to the server and back for itself."""
_WORTH_TRIPS = 40
"""From so many rows in all on it is quicker even so."""
_ROWS_AT_A_TIME = 500
"""A statement takes 65,535 values, and no table of ours has a hundred columns."""


def only_write_from_now_on(connection: Connection, *, rows: int) -> None:
    """Say that the transaction asks nothing any more: what few rows it writes goes along with COMMIT."""
    if connection.dialect.name != "sqlite" and rows < _WORTH_TRIPS:
        postgresql.only_write_from_now_on(connection)


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows, which all have the same columns, in their order."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
    elif len(rows) >= _WORTH_COPYING and not postgresql.is_only_writing(connection):
        _copy(connection, table, rows)
    else:
        for start in range(0, len(rows), _ROWS_AT_A_TIME):
            part = rows[start : start + _ROWS_AT_A_TIME]
            values = [value for row in part for value in row.values()]
            postgresql.write(connection, table.name, _insertion(table.name, tuple(part[0]), len(part)), values)


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    statement = f"COPY {table.name} ({_names(rows[0])}) FROM STDIN"
    with (
        postgresql.told_by_sqlalchemy(connection),
        postgresql.driver_of(connection).cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row.values()))


@cache
def _insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({_names(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608  # our names


def _names(columns: Iterable[str]) -> str:
    return ", ".join(columns)
