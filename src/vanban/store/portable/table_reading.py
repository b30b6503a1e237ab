"""All tables read as they stood at one moment, in an order in which they can be written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Inspector,
    Integer,
    String,
    collate,
    column,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from vanban.store.portable.table_shape import Column, Row, TableShape, ValueKind

VERSION_TABLE = "alembic_version"
"""Holds the version of the schema, which an archive says of itself."""

_KINDS: Mapping[type[TypeEngine[Any]], ValueKind] = {
    Boolean: ValueKind.BOOLEAN,
    Date: ValueKind.DATE,
    Integer: ValueKind.INTEGER,
    String: ValueKind.TEXT,
}
_LEVEL = {"register_entry": "level"}
"""A letter points at the one that it relays, which has a lower level but, once reserved, perhaps a higher id."""
_ROWS_AT_A_TIME = 200


def table_shapes(connection: Connection) -> tuple[TableShape, ...]:
    """Every table there is but that of the version; what a table refers to comes before it."""
    known = inspect(connection)
    ordered = (name for name, _ in known.get_sorted_table_and_fkc_names() if name not in {None, VERSION_TABLE})
    return tuple(TableShape(name=str(name), columns=tuple(_columns(known, str(name)))) for name in ordered)


def table_rows(connection: Connection, shape: TableShape) -> Iterator[Row]:
    """Every row, in an order that is the same on both databases and puts what is referred to first.

    Raises:
        StoreUnavailable: A value is not of its column's kind.
    """
    values: list[ColumnElement[Any]] = [column(one.name) for one in shape.columns]
    query = select(*values).select_from(table(shape.name)).order_by(*_order(connection, shape))
    for row in connection.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)):
        yield shape.row_out(row)


def _columns(known: Inspector, name: str) -> Iterator[Column]:
    for one in known.get_columns(name):
        kind = next((kind for base, kind in _KINDS.items() if isinstance(one["type"], base)), None)
        if kind is None:
            raise TypeError(f"no archive can hold {name}.{one['name']} of {one['type']!r}")
        yield Column(name=one["name"], kind=kind)


def _order(connection: Connection, shape: TableShape) -> Iterator[ColumnElement[Any]]:
    kinds = {one.name: one.kind for one in shape.columns}
    level = _LEVEL.get(shape.name)
    if level in kinds:
        yield func.coalesce(column(level), 1)
    for name in inspect(connection).get_pk_constraint(shape.name)["constrained_columns"]:
        of_bytes = kinds[name] is ValueKind.TEXT and connection.dialect.name == "postgresql"
        # SQLite orders texts by their bytes, PostgreSQL by the language of its cluster unless told.
        yield collate(column(name, String), "C") if of_bytes else column(name)
