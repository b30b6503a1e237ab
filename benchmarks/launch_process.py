"""A process that launches a campaign and draws the same letters on a bare pool, in turns, and prints the seconds.

It is one of its own, so that the workers of either side load nothing of the other benchmarks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from benchmarks.bare_pool import Sheet, draw_all
from benchmarks.letters import ROOT
from benchmarks.measuring import wall_seconds

from vanban.cli.pools.pool import local_press, warm_up
from vanban.domain.campaigns.campaign import Campaign, LetterOrder, Level
from vanban.domain.dates.occasion import Occasion
from vanban.intake.campaign.campaign_folder import CampaignReading, read_campaign
from vanban.storage.folder import FolderStorage
from vanban.store.database import open_database
from vanban.usecases.issuing.launch_campaign import Launch, launch_campaign
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

CASCADE = "2024-khao-sat-hai-long"
OCCASION = Occasion(now=datetime(2026, 1, 5, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")


def main() -> None:
    """Seconds of either side, round after round; a short first round is thrown away."""
    rounds, copies, levels = map(int, sys.argv[1:4])
    folder = Path(sys.argv[4])
    warm_up()
    one_round(example_plan(1, levels), folder, local_press)
    plan = example_plan(copies, levels)
    timed = [one_round(plan, folder, local_press) for _ in range(rounds)]
    print(json.dumps({"letters": len(plan.letters), "rounds": timed}))


def example_plan(copies: int, levels: int) -> Plan:
    """The plan of the example with several cascades as deep as wanted."""
    reading = read_campaign(ROOT / "examples" / CASCADE)
    return planned(replace(reading, campaign=repeated(reading.campaign, copies, levels)))


def repeated(campaign: Campaign, copies: int, levels: int) -> Campaign:
    """A campaign with several cascades like the first ``levels`` of its own, beside one another."""
    kept = tuple(_upper(campaign, levels))
    keys = [one.key for one in campaign.assignments]
    numbers = range(1, copies + 1)
    return replace(
        campaign,
        letters=tuple(_copied(order, keys, number) for number in numbers for order in campaign.letters),
        levels=tuple(
            replace(level, above=f"{level.above}-{number}", letter=_copied(level.letter, keys, number))
            for number in numbers
            for level in kept
        ),
        assignments=tuple(
            replace(one, key=f"{one.key}_{number}", letter_id=f"{one.letter_id}-{number}")
            for number in numbers
            for one in campaign.assignments
        ),
    )


def _copied(order: LetterOrder, assignments: Sequence[str], number: int) -> LetterOrder:
    """An order under another id, whose text quotes the assignments of its own cascade."""
    source = order.text.source
    for key in assignments:
        source = source.replace(f"assignments.{key}.", f"assignments.{key}_{number}.")
    return replace(order, id=f"{order.id}-{number}", text=replace(order.text, source=source))


def _upper(campaign: Campaign, levels: int) -> Iterator[Level]:
    depths = {order.id: 1 for order in campaign.letters}
    for level in campaign.levels:
        depths[level.letter.id] = depths[level.above] + 1
        if depths[level.letter.id] <= levels:
            yield level


def planned(reading: CampaignReading) -> Plan:
    """A plan made before the clock starts: planning is another benchmark's matter."""
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
