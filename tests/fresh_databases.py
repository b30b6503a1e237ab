"""Databases for tests on SQLite or on PostgreSQL: new ones, and copies of one that was filled before."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from postgres_server import TEMPLATE, PostgresServer
from sqlalchemy import make_url

from vanban.store.database import close_connections

NOTHING = "template1"


class Databases(ABC):
    """Where the databases of a test, or of several, come from; they are gone when it is closed."""

    def __init__(self) -> None:
        self._made = ExitStack()

    @abstractmethod
    def database(self, like: str = "") -> Iterator[str]:
        """The address of an empty register, or of a copy of the one at an address, for as long as it is needed."""

    @abstractmethod
    def no_register_yet(self) -> str:
        """An address at which a register could be made."""

    def new(self) -> str:
        """The address of an empty register that is there to the end."""
        return self._made.enter_context(self.database())

    def copy_of(self, address: str) -> str:
        """The address of a copy of the register at another; nobody may be writing there."""
        return self._made.enter_context(self.database(like=address))

    def close(self) -> None:
        """Let all of them go."""
        self._made.close()


class SqliteDatabases(Databases):
    """Files in a folder, which goes with the test."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._numbers = count(1)

    @contextmanager
    def database(self, like: str = "") -> Iterator[str]:
        address = self.no_register_yet()
        if like:
            # No connection is kept open, so all that was written is in the one file.
            shutil.copy(like, address)
        yield address
        Path(address).unlink(missing_ok=True)

    def no_register_yet(self) -> str:
        return str(self.folder / f"so-{next(self._numbers)}.db")


class PostgresDatabases(Databases):
    """Databases on the server of the test run."""

    def __init__(self, server: PostgresServer) -> None:
        super().__init__()
        self.server = server

    @contextmanager
    def database(self, like: str = "") -> Iterator[str]:
        if like:
            # PostgreSQL copies no database to which somebody is connected.
            close_connections(like)
        with self.server.database(template=_name_in(like) if like else TEMPLATE) as address:
            yield address

    def no_register_yet(self) -> str:
        return self._made.enter_context(self.server.database(template=NOTHING))


def _name_in(address: str) -> str:
    return make_url(address).database or ""
