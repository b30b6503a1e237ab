"""Campaigns in folders, planned and launched without a command line, with their registers on either engine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fresh_databases import Databases, PostgresDatabases, SqliteDatabases

from vanban.domain.dates.occasion import Occasion
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.rendering.templates import OFFICE_FOLDER
from vanban.storage.folder import FolderStorage
from vanban.store.database import Database, open_database, open_existing
from vanban.usecases.issuing.launch_campaign import Launch, Press, launch_campaign
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

# Tests do not import each other as packages.
sys.path.insert(0, str(Path(__file__).parent))

import reporting_office
from spoilt_masters import forget_masters

GOOD = Path(__file__).parents[1] / "cli" / "data" / "dot-mau"
MASTERS = Path(__file__).parents[2] / "templates"
TODAY = date(2026, 3, 16)
OCCASION = Occasion(now=datetime(2026, 3, 16, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")
LIGHT_ON_POSTGRESQL = {
    "test_deadline_board",
    "test_deadlines_put_off",
    "test_draft_reminder",
    "test_expect_numbers",
    "test_export_register",
    "test_incoming_documents",
    "test_keep_reporting_plan",
    "test_record_report",
}
"""Modules whose tests ask the register rather than draw letters: both halves of them are quick."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that has a register on both engines; what is heavy waits on PostgreSQL for the slow tests."""
    asked = [argument for mark in metafunc.definition.iter_markers("parametrize") for argument in mark.args[:1]]
    if "engine" not in metafunc.fixturenames or "engine" in asked:
        return
    light = Path(str(metafunc.module.__file__)).stem in LIGHT_ON_POSTGRESQL
    postgresql = pytest.param("postgresql", marks=() if light else pytest.mark.slow)
    metafunc.parametrize("engine", ["sqlite", postgresql], indirect=True)


@dataclass(frozen=True)
class Office:
    """A campaign folder, a register and an output folder."""

    folder: Path
    address: str
    out: Path

    @property
    def database(self) -> Database:
        return open_database(self.address)

    def change(self, old: str, new: str, file: str = "campaign.toml") -> None:
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text, f"nothing to change in {file}: {old}"
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def plan(self, day: date | None = None, today: date = TODAY) -> Plan:
        return plan_campaign(
            read_campaign(self.folder),
            directory=office_directory(None),
            day=day,
            today=today,
            database=open_existing(self.address),
        )

    def launch(self, day: date | None = None, occasion: Occasion = OCCASION) -> Launch:
        press = Press(run=map, batch=1, storage=FolderStorage(self.out))
        return launch_campaign(self.plan(day, occasion.today), self.database, press, occasion)

    def copied(self, place: Path, databases: Databases) -> Office:
        """Another office that has done the same."""
        for made in (self.folder, self.out):
            if made.exists():
                shutil.copytree(made, place / made.name)
        address = databases.copy_of(self.address)
        return Office(folder=place / self.folder.name, address=address, out=place / self.out.name)

    def files(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.out)): path.read_bytes() for path in self.out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> str:
    """Which engine a test's registers are on."""
    return str(request.param)


def _databases(engine: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Databases]:
    server = request.getfixturevalue("postgresql") if engine == "postgresql" else None
    made = PostgresDatabases(server) if server else SqliteDatabases(folder)
    yield made
    made.close()


@pytest.fixture
def databases(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Registers of one test."""
    yield from _databases(engine, request, tmp_path)


@pytest.fixture(scope="module")
def kept_databases(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Registers that all tests of a module share, which only look at them or copy them."""
    yield from _databases(engine, request, tmp_path_factory.mktemp("so"))


@pytest.fixture
def address(databases: Databases) -> str:
    """Where the register is, on each engine in turn."""
    return databases.new()


def _office(place: Path, address: str) -> Office:
    folder = Path(shutil.copytree(GOOD, place / "dot-mau"))
    return Office(folder=folder, address=address, out=place / "ra")


@pytest.fixture
def office(tmp_path: Path, address: str) -> Office:
    return _office(tmp_path, address)


@pytest.fixture(scope="module")
def kept_office(kept_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One that the tests of a module copy when something has been done there."""
    return _office(tmp_path_factory.mktemp("mau"), kept_databases.new())


@pytest.fixture(scope="module")
def kept_owing(kept_office: Office) -> Office:
    return reporting_office.owing(kept_office)


@pytest.fixture
def owing(kept_owing: Office, databases: Databases, tmp_path: Path) -> Office:
    """An office that waits for reports with three figures."""
    return kept_owing.copied(tmp_path, databases)


@pytest.fixture
def new_office(office: Office, databases: Databases) -> Office:
    """One that has not made its register yet."""
    return replace(office, address=databases.no_register_yet())


@pytest.fixture
def masters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office's own masters, read anew whenever they change."""
    place = Path(shutil.copytree(MASTERS, tmp_path / "tep-mau"))
    monkeypatch.setenv(OFFICE_FOLDER, str(place))
    forget_masters()
    yield place
    monkeypatch.undo()
    forget_masters()
