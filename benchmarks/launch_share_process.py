"""A process that launches a province from its folder and then draws the same letters alone, and prints the seconds."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.province import build_province, three

from vanban.domain.dates.occasion import Occasion
from vanban.domain.letters.draft import IssuedDocument
from vanban.inspection.pdf.reading_process import reading_process
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf
from vanban.storage.folder import FolderStorage
from vanban.store.database import open_database
from vanban.usecases.issuing.launch_campaign import Launch, Press, launch_campaign
from vanban.usecases.issuing.pick_proofs import pick_proofs
from vanban.usecases.issuing.proof_plan import proof_plan
from vanban.usecases.issuing.render_letters import batch_size
from vanban.usecases.planning.plan_campaign import Plan
from vanban.usecases.planning.plan_reading import plan_reading

OCCASION = Occasion(now=datetime(2026, 1, 5, 2, 30, tzinfo=UTC), actor="Nguyễn Văn A")
_FIRST = (1, 2, 3)


def main() -> None:
    """Seconds of either side, round after round; a small launch before them loads all there is."""
    rounds, *breadths = map(int, sys.argv[1:5])
    place = Path(sys.argv[5])
    _round(place, _FIRST, 0)
    taken = [_round(place, tuple(breadths), number) for number in range(1, rounds + 1)]
    print(json.dumps({"letters": taken[0]["letters"], "proofed": taken[0]["proofed"], "rounds": taken}))


@dataclass(slots=True)
class WholeLaunch:
    """A launch step by step, from a folder to the last hash in a register that was not there before."""

    place: Path
    plan: Plan | None = None
    done: Launch | None = None

    def read_and_plan(self) -> None:
        reading = read_campaign(self.place / "dot")
        self.plan = plan_reading(reading, own=None, database=str(self.place / "so.db"), day=None, today=OCCASION.today)

    def proof(self) -> None:
        proof_plan(self._planned, None, self._press, OCCASION.today)
        # Its seconds are only known once it has ended.
        reading_process().close()

    def launch(self) -> None:
        database = open_database(str(self.place / "so.db"))
        self.done = launch_campaign(self._planned, database, self._press, OCCASION, proofed=True)
        reading_process().close()

    @property
    def documents(self) -> Sequence[IssuedDocument]:
        if self.done is None:
            raise ValueError("a launch comes first")
        return self.done.documents

    @property
    def _planned(self) -> Plan:
        if self.plan is None or self.plan.is_stopped:
            raise ValueError("the province cannot be launched")
        return self.plan

    @property
    def _press(self) -> Press:
        batch = batch_size(len(self._planned.letters), workers=1)
        return Press(run=map, batch=batch, storage=FolderStorage(self.place / "ra"))


def _round(folder: Path, breadths: tuple[int, ...], number: int) -> dict[str, Any]:
    """CPU and wall seconds of a launch, in its three steps, and of drawing its letters again."""
    with TemporaryDirectory(dir=folder) as name:
        launching = WholeLaunch(Path(name))
        # No office of an earlier round is seen again, so that nothing is gained from what was kept of it.
        build_province(launching.place / "dot", three(breadths), f"Thử {number}")
        steps = [spent(step) for step in (launching.read_and_plan, launching.proof, launching.launch)]
        drawing = spent(lambda: _draw(launching.documents))
        return {
            "letters": len(launching.documents),
            "proofed": len(pick_proofs(launching.plan.letters)) if launching.plan else 0,
            "launch_cpu": [cpu for cpu, _ in steps],
            "launch_wall": sum(wall for _, wall in steps),
            "drawing_cpu": drawing[0],
            "drawing_wall": drawing[1],
        }


def _draw(documents: Sequence[IssuedDocument]) -> None:
    """Both files of every letter, and nothing else: no hash, no disk."""
    for document in documents:
        letter_docx(document.letter)
        letter_pdf(document.letter)


def spent(work: Callable[[], None]) -> tuple[float, float]:
    """CPU seconds of this process and of those that ended in it, and seconds by the clock."""
    gc.collect()
    start, clock = _cpu(), time.perf_counter()
    work()
    return _cpu() - start, time.perf_counter() - clock


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
