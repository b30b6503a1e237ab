"""What the store's tests share: a fresh database in a temporary folder, and the drafts on the import path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vanban.store.database import Database, open_database

# Tests do not import each other as packages, and the crash test's worker needs the same drafts outside pytest.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    return tmp_path / "so" / "dang-ky.db"


@pytest.fixture
def database(database_file: Path) -> Database:
    return open_database(str(database_file))
