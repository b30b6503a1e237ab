"""Many rows at once, and many statements in one trip to the server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert

from vanban.store import postgresql

_WORTH_ONE_VALUE = 8
"""From so many rows on PostgreSQL reads them quicker as one JSON value than as a value each for their columns."""
_ROWS_AT_A_TIME = 1000
"""So that a statement stays within some hundred kilobytes."""


def only_write_from_now_on(connection: Connection) -> None:
    """Say that the transaction asks nothing any more: what it writes goes along with COMMIT."""
    if connection.dialect.name != "sqlite":
        postgresql.only_write_from_now_on(connection)


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows, which all have the same columns, in their order."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
    elif len(rows) < _WORTH_ONE_VALUE:
        values = [value for row in rows for value in row.values()]
        postgresql.write(connection, table.name, _insertion(table.name, tuple(rows[0]), len(rows)), values)
    else:
        for start in range(0, len(rows), _ROWS_AT_A_TIME):
            told = json.dumps(rows[start : start + _ROWS_AT_A_TIME], ensure_ascii=False, default=str)
            postgresql.write(connection, table.name, _insertion_of_json(table.name, tuple(rows[0])), [told])


@cache
def _insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({_names(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608  # our names


@cache
def _insertion_of_json(table: str, columns: tuple[str, ...]) -> str:
    names = _names(columns)
    rows = f"json_populate_recordset(NULL::{table}, %s)"
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {rows}"  # noqa: S608  # our names


def _names(columns: Iterable[str]) -> str:
    return ", ".join(columns)
