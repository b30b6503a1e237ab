"""Opening the database, and the one way to read and to write in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from vanban.domain.errors import StoreUnavailable
from vanban.store import dialects, engines, failures, postgresql, schema
from vanban.store.postgresql import Question


@dataclass(frozen=True, slots=True)
class Database:
    """An opened database; it may be shared by threads and survives a fork, which takes no connection along."""

    engine: Engine

    @contextmanager
    def transaction(self, questions: Sequence[Question] = ()) -> Iterator[Connection]:
        """A writing transaction: alone from its first statement, committed at the end, undone by any error.

        Args:
            questions: What is asked first, for ``answers``: PostgreSQL is then asked as the transaction begins.
        """
        with self._connected(writing=True, questions=questions) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A reading transaction, which sees one state throughout and holds up nobody."""
        with self._connected(writing=False) as connection:
            yield connection

    @contextmanager
    def _connected(self, *, writing: bool, questions: Sequence[Question] = ()) -> Iterator[Connection]:
        with _told_in_vietnamese(self.engine.url), self.engine.connect() as connection:
            connection.execution_options(**{dialects.WRITING: writing, dialects.QUESTIONS: questions})
            with dialects.transaction(connection):
                yield connection


def open_database(url_or_path: str) -> Database:
    """Open the database at a URL or file path, created and brought to the current schema where needed.

    Raises:
        StoreUnavailable: It cannot be opened, created or read.
    """
    database = connect(url_or_path)
    with database.reading() as connection:
        version = schema.version_of(connection)
    if version != schema.CURRENT_VERSION:
        with database.transaction() as connection:
            schema.bring_up_to_date(connection)
    return database


def connect(url_or_path: str) -> Database:
    """Open the database as it is, with the tables of whatever version it has, or none.

    Raises:
        StoreUnavailable: It cannot be opened or created.
    """
    url = _url_of(url_or_path)
    _create_folder(url)
    with _told_in_vietnamese(url):
        engine = engines.engine_of(url)
        dialects.use_write_ahead_log(engine)
    return Database(engine)


def close_connections(url_or_path: str) -> None:
    """Close what this process keeps open of a database, as before its server is asked to drop it."""
    engines.close_connections(_url_of(url_or_path))


def open_existing(url_or_path: str) -> Database | None:
    """Open the database as ``open_database`` does, but make none: ``None`` where no register is (a dry run)."""
    url = _url_of(url_or_path)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.exists() or (path.is_file() and not path.stat().st_size):
            return None
    else:
        with connect(url_or_path).reading() as connection:
            if schema.version_of(connection) is None:
                return None
    return open_database(url_or_path)


def _url_of(url_or_path: str) -> URL:
    if failures.holds_a_password(url_or_path):
        # Mistyped, or in the form of another program: as a file's name it would be told, password and all.
        raise StoreUnavailable(failures.unreadable(url_or_path))
    if "://" not in url_or_path:
        url = URL.create("sqlite", database=url_or_path)
    else:
        try:
            url = make_url(url_or_path)
        except (ArgumentError, ValueError) as error:
            raise StoreUnavailable(failures.unreadable(url_or_path)) from error
    if "@" in (url.host or ""):
        # A password with an @ in it, the rest of which would be taken for the machine, and told.
        raise StoreUnavailable(failures.unreadable(url_or_path))
    if url.get_backend_name() in {"postgres", "postgresql"}:
        # Which driver is ours to choose; an address without one means another to SQLAlchemy.
        url = url.set(drivername=postgresql.DRIVER)
    if url.get_backend_name() not in dialects.SUPPORTED:
        raise StoreUnavailable(
            f"Không dùng được cơ sở dữ liệu loại “{url.get_backend_name()}”."
            " Hãy ghi đường dẫn tệp, sqlite:///… hoặc postgresql://…"
        )
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise StoreUnavailable("Sổ đăng ký phải nằm trong một tệp: hãy ghi đường dẫn tệp cơ sở dữ liệu.")
    return url


def _create_folder(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or url.database is None:
        return
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"Không tạo được thư mục {folder} cho cơ sở dữ liệu. Hãy kiểm tra quyền ghi hoặc chọn chỗ khác."
        ) from error


@contextmanager
def _told_in_vietnamese(url: URL) -> Iterator[None]:
    """Turn the driver's failures into ``StoreUnavailable``; broken constraints pass as they are."""
    try:
        yield
    except DBAPIError as error:
        if not failures.is_unavailable(error):
            raise
        raise failures.unavailable(url, error) from error
    except sqlite3.DatabaseError as error:
        raise failures.unavailable(url, error) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnavailable(f"Máy này chưa cài trình điều khiển cho {failures.shown(url)}: {error}.") from error
