"""What holds for all tests, and for those that ask for them PostgreSQL and a bucket: one server for the whole run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tests do not import each other as packages, nor the scripts.
sys.path.append(str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1]))

from postgres_server import PostgresServer, postgres_server
from quick_schema import quick_schema
from scripts.local_s3 import BUCKET, local_s3
from scripts.private_postgres import MISSING, programs

from vanban.storage.bucket import drop_connection

# Speed is measured in benchmarks/, never in a test: a busy machine must not fail a property.
settings.register_profile("vanban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vanban")


@pytest.fixture(scope="session", autouse=True)
def _quick_new_databases() -> Iterator[None]:
    """The migrations have tests of their own; all others want what comes of them."""
    with quick_schema():
        yield


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The server that all processes of this run share, started by the first test that needs it."""
    if programs() is None:
        pytest.skip(MISSING)
    folder = tmp_path_factory.getbasetemp()
    # With several workers each has a folder of its own in that of the run.
    with postgres_server(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) as server:
        yield server


@pytest.fixture
def postgres_url(postgresql: PostgresServer) -> Iterator[str]:
    """The address of a database of the current schema, all for one test."""
    with postgresql.database() as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgresql: PostgresServer) -> Iterator[str]:
    """The address of a database in which nothing is."""
    with postgresql.database(template="template1") as url:
        yield url


@pytest.fixture(scope="session")
def s3_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """What leads to an S3 server on this machine, with one bucket."""
    with local_s3(tmp_path_factory.mktemp("s3") / "log") as environment:
        yield environment


@pytest.fixture
def s3(s3_environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of the bucket, for a test whose process has the right to it."""
    for name, value in s3_environment.items():
        monkeypatch.setenv(name, value)
    drop_connection()
    yield BUCKET
    drop_connection()
