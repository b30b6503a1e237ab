"""What only PostgreSQL needs: how a transaction begins and ends there in as few trips to the server as can be."""

from __future__ import annotations

import select
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Dialect, Engine, Select, event
from sqlalchemy.exc import DBAPIError, DisconnectionError

# Loading the driver takes a tenth of a second, which an office on SQLite need not wait for.
if TYPE_CHECKING:
    import psycopg

DRIVER = "postgresql+psycopg"
BUSY_SECONDS = 60
"""How long a writer waits for the ones before it: a chunk takes milliseconds, a queue of offices seconds."""
_CONNECT_SECONDS = 10
"""How long a server may take to answer the first call."""
_WRITER_LOCK = 0x76616E62616E
"""The advisory lock that stands for SQLite's single writer (the letters of "vanban")."""
_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_BEGIN_WRITING = (
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE",
    # What looks by a key into an index has one plan, which need not be made anew for each value.
    (
        "SELECT set_config('plan_cache_mode', 'force_generic_plan', true),"
        f" set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock({_WRITER_LOCK})"
    ),
)
_WAIT_FOR_THE_DISK = "SELECT pg_logical_emit_message(true, 'vanban', '')"
"""Something to commit that means nothing: it is on the disk only when all before it is."""
_ANSWERS = "vanban_answers"
_LEFT_TO_WRITE = "vanban_left_to_write"
_TOGETHER = ("register_series", "register_entry", "entry_recipient", "obligation", "audit_entry")
"""Tables whose rules ask when a statement has been done, so that one statement may write to all of them."""

Question = tuple[Select[Any], Mapping[str, Any]]
"""A query with the values of its parameters."""


def engine_options() -> dict[str, Any]:
    """What the engine and its driver are told beside the URL."""
    arguments = {"application_name": "vanban", "client_encoding": "utf8", "connect_timeout": _CONNECT_SECONDS}
    # We have no hstore, which each new connection would ask the server for.
    return {"connect_args": arguments, "use_native_hstore": False}


def install(engine: Engine) -> None:
    """Let connections be set up, and left when they are dead."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "checkout", _leave_if_dead)


def begin_reading(connection: Connection) -> None:
    """See one state throughout."""
    connection.exec_driver_sql(_BEGIN_READING)


def begin_writing(connection: Connection, questions: Sequence[Question]) -> None:
    """Wait for the lock, and ask on the same trip what there is to ask when it is had.

    A writer holds up all others while it waits for an answer, so each trip saved is saved for every one in line.
    """
    if not questions:
        connection.exec_driver_sql("; ".join(_BEGIN_WRITING))
        return
    asked = [(_spelt(statement, connection.dialect), values) for statement, values in questions]
    with told_by_sqlalchemy(connection), ExitStack() as stack:
        driver = driver_of(connection)
        cursors = [stack.enter_context(driver.cursor(row_factory=_named_rows())) for _ in questions]
        with driver.pipeline():
            for statement in _BEGIN_WRITING:
                driver.execute(statement)
            for cursor, (spelt, values) in zip(cursors, asked, strict=True):
                cursor.execute(str(spelt), spelt.construct_params(values))
        # All that the pipeline brought is here: to fetch inside it would be a trip of its own.
        connection.info[_ANSWERS] = [cursor.fetchall() for cursor in cursors]


def answers(connection: Connection, questions: Sequence[Question]) -> list[list[Any]]:
    """The rows of each question, asked now unless the transaction began with them."""
    told: list[list[Any]] | None = connection.info.pop(_ANSWERS, None)
    if told is not None:
        return told
    return [list(connection.execute(statement, values)) for statement, values in questions]


@contextmanager
def transaction(connection: Connection, *, writing: bool) -> Iterator[None]:
    """A transaction inside, of which nothing is lost once it has ended.

    A writer lets the next one go on as soon as it commits, and waits for the disk outside of the lock, together with
    others: a writer in line would otherwise wait for the disk once for each that is before it. Since what is committed
    later is on the disk later, a power cut takes back only what nobody has been told.
    """
    with told_by_sqlalchemy(connection):
        try:
            with connection.begin():
                yield
                left: list[_Write] | None = connection.info.get(_LEFT_TO_WRITE)
                if left is not None:
                    # SQLAlchemy finds it ended: its COMMIT, and the wait for the disk, would be trips of their own.
                    _write_and_end(driver_of(connection), left)
        finally:
            for name in (_LEFT_TO_WRITE, _ANSWERS):
                connection.info.pop(name, None)
        if writing and left is None:
            driver_of(connection).execute(_WAIT_FOR_THE_DISK)


def only_write_from_now_on(connection: Connection) -> None:
    """Send what the transaction still writes together with its COMMIT, and learn of all failures then."""
    connection.info[_LEFT_TO_WRITE] = []


def is_only_writing(connection: Connection) -> bool:
    """Whether what is written now waits for the end."""
    return _LEFT_TO_WRITE in connection.info


def write(connection: Connection, table: str, statement: str, values: Sequence[Any]) -> None:
    """Do a statement that tells nothing, now or at the end."""
    if is_only_writing(connection):
        connection.info[_LEFT_TO_WRITE].append(_Write(table, statement, values))
    else:
        connection.exec_driver_sql(statement, tuple(values))


class _Write(NamedTuple):
    """A statement that writes to a table, with its values."""

    table: str
    statement: str
    values: Sequence[Any]


def _write_and_end(driver: psycopg.Connection[Any], writes: Sequence[_Write]) -> None:
    """The whole end of a transaction on one trip, in as few statements as can be: each has its price at both ends."""
    with driver.pipeline():
        for group in _groups(writes):
            values = [value for one in group for value in one.values]
            driver.execute(_one_statement(tuple(one.statement for one in group)), values)
        driver.execute("COMMIT")
        driver.execute(_WAIT_FOR_THE_DISK)


def _groups(writes: Iterable[_Write]) -> Iterator[list[_Write]]:
    """The writes in their order, those together that one statement can do."""
    for together, group in groupby(writes, key=lambda one: one.table in _TOGETHER):
        listed = list(group)
        yield from [listed] if together else ([one] for one in listed)


@lru_cache(maxsize=64)
def _one_statement(statements: tuple[str, ...]) -> str:
    parts = ", ".join(f"part_{number} AS ({one})" for number, one in enumerate(statements[:-1]))
    return f"WITH {parts} {statements[-1]}" if parts else statements[-1]


def driver_of(connection: Connection) -> psycopg.Connection[Any]:
    """PostgreSQL's own connection, for what SQLAlchemy has no words for."""
    driver: Any = connection.connection.driver_connection
    return driver  # type: ignore[no-any-return]  # SQLAlchemy does not say whose it is


@contextmanager
def told_by_sqlalchemy(connection: Connection) -> Iterator[None]:
    """Raise what the driver itself raises as SQLAlchemy does for its own statements."""
    driver: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        raise DBAPIError.instance(
            None, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect
        ) from error


def _set_up(connection: Any, _record: object) -> None:
    # The driver must not begin transactions of its own accord: BEGIN is ours to say, with what goes along.
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")


def _leave_if_dead(connection: Any, *_: object) -> None:
    """Take a new connection where the server has closed a kept one, as when it was restarted.

    Nobody has spoken on it since it was last used, so there is nothing to read unless it is the end; to ask the
    server whether it is there would cost a trip.
    """
    socket = select.poll()
    socket.register(connection, select.POLLIN)
    if socket.poll(0):
        raise DisconnectionError


@lru_cache(maxsize=64)
def _spelt(statement: Select[Any], dialect: Dialect) -> Any:
    return statement.compile(dialect=dialect)


def _named_rows() -> Any:
    from psycopg.rows import namedtuple_row  # noqa: PLC0415  # as above

    return namedtuple_row
