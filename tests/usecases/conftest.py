"""Campaigns in folders, planned and launched without a command line."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from vanban.domain.dates.occasion import Occasion
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.storage.folder import FolderStorage
from vanban.store.database import Database, open_database, open_existing
from vanban.usecases.issuing.launch_campaign import Launch, Press, launch_campaign
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

# Tests do not import each other as packages.
sys.path.insert(0, str(Path(__file__).parent))

GOOD = Path(__file__).parents[1] / "cli" / "data" / "dot-mau"
TODAY = date(2026, 3, 16)
OCCASION = Occasion(now=datetime(2026, 3, 16, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")


@dataclass(frozen=True)
class Office:
    """A campaign folder, a register and an output folder."""

    folder: Path
    register: Path
    out: Path

    @property
    def database(self) -> Database:
        return open_database(str(self.register))

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
            database=open_existing(str(self.register)),
        )

    def launch(self, day: date | None = None, occasion: Occasion = OCCASION) -> Launch:
        press = Press(run=map, batch=1, storage=FolderStorage(self.out))
        return launch_campaign(self.plan(day, occasion.today), self.database, press, occasion)

    def files(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.out)): path.read_bytes() for path in self.out.rglob("*") if path.is_file()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = Path(shutil.copytree(GOOD, tmp_path / "dot-mau"))
    return Office(folder=folder, register=tmp_path / "so.db", out=tmp_path / "ra")
