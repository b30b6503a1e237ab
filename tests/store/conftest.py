"""What the store's tests share: a fresh database on either engine, and the drafts on the import path."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from quick_schema import usual_schema

from vanban.store.database import Database, open_database

# Tests do not import each other as packages, and the crash test's worker needs the same drafts outside pytest.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """For tests about SQLite's file; all others take what ``address`` gives them."""
    return tmp_path / "so" / "dang-ky.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, database_file: Path) -> str:
    """Where the database is, on each engine in turn."""
    return str(database_file) if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def database(address: str) -> Database:
    return open_database(address)


@pytest.fixture
def file_database(database_file: Path) -> Database:
    return open_database(str(database_file))


@pytest.fixture
def migrations() -> Iterator[None]:
    """For tests about how the tables come to be."""
    with usual_schema():
        yield
