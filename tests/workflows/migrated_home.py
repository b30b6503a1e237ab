"""A folder of Prefect's with its database migrated: made once a session, for that takes seven seconds of a core."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from scripts.local_server import local_server

DATABASE = "prefect.db"


def migrated_database(factory: pytest.TempPathFactory) -> Path:
    """The database that a server of this version left, the same for all workers of the session."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = shared / "prefect-migrated"
    with (shared / "prefect-migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / DATABASE).exists():
            making = shared / "prefect-being-migrated"
            with local_server(making, port=0):
                pass
            making.rename(home)
    return home / DATABASE


def migrated_home(home: Path, database: Path) -> Path:
    """A folder that a server may be started on at once."""
    home.mkdir(exist_ok=True)
    shutil.copy(database, home / DATABASE)
    return home
