"""Rows written into a database that has none, as they were: the one way past the rules that guard what is issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Integer, String, column, func, insert, inspect, select, table, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.types import TypeEngine

from vanban.domain.errors import StoreUnavailable
from vanban.store import schema
from vanban.store.database import Database
from vanban.store.portable.table_reading import VERSION_TABLE, table_shapes
from vanban.store.portable.table_shape import Row, TableShape, ValueKind

_ROWS_AT_A_TIME = 500
_TYPES: dict[ValueKind, type[TypeEngine[Any]]] = {
    ValueKind.BOOLEAN: Boolean,
    ValueKind.DATE: Date,
    ValueKind.INTEGER: Integer,
    ValueKind.TEXT: String,
}


def tables_with_rows(connection: Connection) -> tuple[str, ...]:
    """The names of the tables that hold something; none in a database that nobody has used."""
    names = (name for name in inspect(connection).get_table_names() if name != VERSION_TABLE)
    return tuple(
        sorted(
            name for name in names if connection.execute(select(text("1")).select_from(table(name)).limit(1)).first()
        )
    )


@contextmanager
def loaded_tables(
    database: Database, version: str, shapes: Sequence[TableShape], rows_of: Callable[[TableShape], Iterable[Row]]
) -> Iterator[None]:
    """Make the tables of ``version``, write the rows, bring all up to date, and commit at the end of the context.

    What is done within comes before the commit, so that a database with rows means that it was done. The rules of the
    database are off for the rows: they judge one step of an office at a time, and the rows are of all steps at once.
    Keys, references and checks hold throughout.

    Args:
        database: has no rows, and is looked at again when nobody else can write.
        version: of the schema that the rows are of.
        shapes: of every table of that version, each after those that it refers to.
        rows_of: the rows of a table.

    Raises:
        ValueError: The tables or the rows are not of that version; nothing is written.
        StoreUnavailable: There are rows, the version is newer than this software, or the database fails.
    """
    with database.transaction() as connection:
        taken = tables_with_rows(connection)
        if taken:
            raise StoreUnavailable(f"Cơ sở dữ liệu đã có dữ liệu (bảng {', '.join(taken)}); chưa ghi gì vào đó.")
        _make_tables(connection, version)
        if set(shapes) != set(table_shapes(connection)):
            raise ValueError(f"the tables are not those of version {version}")
        try:
            with _rules_off(connection):
                for shape in shapes:
                    _load(connection, shape, rows_of(shape))
        except (IntegrityError, DataError) as error:
            raise ValueError(f"the rows contradict each other: {error.orig}") from error
        _count_on(connection, shapes)
        schema.bring_up_to_date(connection)
        yield


def _make_tables(connection: Connection, version: str) -> None:
    if schema.version_of(connection) not in {None, version}:
        raise StoreUnavailable(
            f"Bản sao lưu có các bảng của phiên bản {version}, cơ sở dữ liệu rỗng này đã có bảng của phiên bản khác"
            " → Khôi phục vào một cơ sở dữ liệu mới, chưa có bảng nào."
        )
    schema.bring_up_to_date(connection, version)


def _load(connection: Connection, shape: TableShape, rows: Iterable[Row]) -> None:
    columns = (column(one.name, _TYPES[one.kind]) for one in shape.columns)
    statement = insert(table(shape.name, *columns))
    left = iter(rows)
    while some := [shape.row_in(row) for row in islice(left, _ROWS_AT_A_TIME)]:
        connection.execute(statement, some)


@contextmanager
def _rules_off(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        off = [f'DROP TRIGGER "{rule.name}"' for rule in found]
        on = [rule.sql for rule in found]
    else:
        names = inspect(connection).get_table_names()
        off = [f'ALTER TABLE "{name}" DISABLE TRIGGER USER' for name in names]
        on = [f'ALTER TABLE "{name}" ENABLE TRIGGER USER' for name in names]
    for statement in off:
        connection.exec_driver_sql(statement)
    yield
    for statement in on:
        connection.exec_driver_sql(statement)


def _count_on(connection: Connection, shapes: Iterable[TableShape]) -> None:
    """Let PostgreSQL count ids on from the last one; SQLite looks at the rows themselves."""
    if connection.dialect.name != "postgresql":
        return
    for shape in shapes:
        for one in shape.columns:
            if one.kind is ValueKind.INTEGER:
                sequence = connection.scalar(select(func.pg_get_serial_sequence(shape.name, one.name)))
                last = connection.scalar(select(func.max(column(one.name))).select_from(table(shape.name)))
                if sequence is not None and last is not None:
                    connection.scalar(select(func.setval(sequence, last)))
