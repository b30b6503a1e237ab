"""A process that launches a campaign and draws the same letters on a bare pool, in turns, and prints the seconds.

It is one of its own, so that the workers of either side load nothing of the other benchmarks.
"""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from benchmarks.bare_pool import Sheet, draw_all
from benchmarks.measuring import wall_seconds
from benchmarks.province import build_province, three

from vanban.cli.pools.local_press import local_press, warm_up
from vanban.domain.dates.occasion import Occasion
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.storage.folder import FolderStorage
from vanban.store.database import open_database
from vanban.usecases.issuing.launch_campaign import Launch, launch_campaign
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

OCCASION = Occasion(now=datetime(2026, 1, 5, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")
FIRST = (1, 1, 9)
"""A small province, whose launch loads all there is."""


def main() -> None:
    """Seconds of either side, round after round; a short first round is thrown away."""
    rounds, *wanted = map(int, sys.argv[1:5])
    folder = Path(sys.argv[5])
    warm_up()
    one_round(province_plan(folder, FIRST), folder, local_press)
    plan = province_plan(folder, three(wanted))
    timed = [one_round(plan, folder, local_press) for _ in range(rounds)]
    print(json.dumps({"letters": len(plan.letters), "rounds": timed}))


def province_plan(folder: Path, breadths: tuple[int, int, int]) -> Plan:
    """The plan of a campaign of four levels, made before the clock starts: planning is another benchmark's matter.

    Args:
        folder: where its campaign may stand for a moment.
        breadths: as in :func:`benchmarks.province.build_province`.
    """
    with TemporaryDirectory(dir=folder) as name:
        build_province(Path(name) / "dot", breadths, "Thử Nghiệm")
        reading = read_campaign(Path(name) / "dot")
        directory = office_directory(reading.directory_folder)
        return plan_campaign(reading, directory=directory, day=None, today=OCCASION.today)


class PressAt(Protocol):
    """Whatever lends a press for so many letters, to be kept there."""

    def __call__(self, letters: int, storage: FolderStorage, /) -> AbstractContextManager[Press]: ...


@dataclass(slots=True)
class _Launching:
    """A launch from a finished plan to the last file's hash in a register that was not there before."""

    plan: Plan
    folder: Path
    press_at: PressAt
    done: Launch | None = None

    def run(self) -> None:
        with self.press_at(len(self.plan.letters), FolderStorage(self.folder / "launched")) as press:
            database = open_database(str(self.folder / "register.db"))
            self.done = launch_campaign(self.plan, database, press, OCCASION)


def one_round(plan: Plan, folder: Path, press_at: PressAt) -> tuple[float, float]:
    """Bare and launched seconds; what both leave must be the same to the last byte."""
    with TemporaryDirectory(dir=folder) as name:
        launching = _Launching(plan, Path(name), press_at)
        launched = wall_seconds(launching.run)
        sheets = _sheets(launching)
        bare = wall_seconds(lambda: draw_all(sheets))
        refuse_different_files(Path(name) / "bare", Path(name) / "launched")
        return bare, launched


def _sheets(launching: _Launching) -> list[Sheet]:
    """The letters of a launch, to be drawn again under the same names."""
    if launching.done is None:
        raise ValueError("a launch comes first")
    folder = launching.folder / "bare"
    stems = {file.key: folder / Path(file.file_name).with_suffix("") for file in launching.done.files}
    for stem in stems.values():
        stem.parent.mkdir(parents=True, exist_ok=True)
    return [Sheet(document.letter, stems[document.draft.key]) for document in launching.done.documents]


def refuse_different_files(bare: Path, launched: Path) -> None:
    """A race is only fair over the same track: both folders hold the same files."""
    if _files(bare) != _files(launched):
        raise ValueError("the bare pool draws other files than the launch")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
