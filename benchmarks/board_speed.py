"""Board: milliseconds of one campaign's board and of all campaigns' overview, and how both grow with the campaigns."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.board_database import DAY, Fate, add_campaigns, campaign_id
from benchmarks.measuring import Figure, Work, in_turns, wall_seconds

from vanban.domain.duties.board import Standing
from vanban.store.database import Database, open_database
from vanban.usecases.watching.deadline_board import campaigns_overview, deadline_board

REQUIRED_MS = 300.0
_PERCENTILE = 0.95
_OVERVIEWS = 20
"""Overviews in a sample: the fewest whose 95th percentile is not the slowest of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Register:
    """A database with its number of campaigns."""

    database: Database
    campaigns: int

    def boards(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            deadline_board(self.database, campaign_id(number), DAY)

    def overview(self) -> None:
        campaigns_overview(self.database, DAY)


def measure(*, rounds: int, campaigns: tuple[int, int], breadths: tuple[int, int, int], folder: Path) -> list[Figure]:
    """Two figures by the clock over the larger database, and two of CPU seconds, larger over smaller.

    Args:
        rounds: samples of each.
        campaigns: in the smaller database and in the larger one, which begins with those of the smaller.
        breadths: how many units an office of each level asks to report.
        folder: on the disk that the figures are about.
    """
    with tempfile.TemporaryDirectory(dir=folder) as name:
        few, many = _registers(Path(name), campaigns, breadths)
        units = _refuse_other_boards(few, many)
        every, shared = range(many.campaigns), range(few.campaigns)
        return [
            _waiting("Board", units, many, rounds, [partial(many.boards, [one]) for one in every]),
            _waiting("Overview", units, many, rounds, [many.overview] * _OVERVIEWS),
            _growth("Board", few, many, rounds, lambda: few.boards(shared), lambda: many.boards(shared)),
            _growth("Overview", few, many, rounds, few.overview, many.overview),
        ]


def _registers(folder: Path, campaigns: tuple[int, int], breadths: tuple[int, int, int]) -> tuple[_Register, _Register]:
    """Both on the disk; the larger one is a copy of the smaller, filled on."""
    small, large = folder / "few.db", folder / "many.db"
    few, many = campaigns
    add_campaigns(open_database(str(small)), range(few), breadths)
    # Nobody has it open, so that all of it is in this one file.
    shutil.copy(small, large)
    add_campaigns(open_database(str(large)), range(few, many), breadths)
    return (
        _Register(database=open_database(str(small)), campaigns=few),
        _Register(database=open_database(str(large)), campaigns=many),
    )


def _refuse_other_boards(few: _Register, many: _Register) -> int:
    """The organisations on each board, if every campaign shows what was put in and the smaller database the same."""
    boards = [deadline_board(many.database, campaign_id(number), DAY) for number in range(many.campaigns)]
    units = len(boards[0].rows)
    reported = sum(Fate(place).is_reported for place in range(units))
    told = [(len(one.rows), one.count(Standing.REPORTED_ON_TIME, Standing.REPORTED_LATE)) for one in boards]
    counted = [(one.obligations, one.reported) for one in campaigns_overview(many.database, DAY)]
    if told != [(units, reported)] * many.campaigns or counted != told:
        raise ValueError(f"boards of {set(told)} units and reports, an overview of {set(counted)}")
    if any(deadline_board(few.database, campaign_id(one), DAY) != boards[one] for one in range(few.campaigns)):
        raise ValueError("the same campaign has another board beside fewer campaigns")
    return units


def _waiting(name: str, units: int, many: _Register, rounds: int, works: Sequence[Work]) -> Figure:
    """The 95th percentile of milliseconds by the clock, a sample in each round; one before is thrown away."""
    taken = [[1000 * wall_seconds(work) for work in works] for _ in range(rounds + 1)][1:]
    return Figure(
        name=f"{name}, {many.campaigns} campaigns of {units} organisations",
        baseline="none",
        unit=f"ms by the clock, p95 of {len(works)}",
        samples=tuple(percentile(one) for one in taken),
        at_most=REQUIRED_MS,
        facts=(("median ms", [sorted(one)[len(one) // 2] for one in taken]),),
    )


def percentile(values: Sequence[float]) -> float:
    """The smallest value that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(_PERCENTILE * len(values)) - 1]


def _growth(name: str, few: _Register, many: _Register, rounds: int, small: Work, large: Work) -> Figure:
    pairs = in_turns(small, large, rounds)
    return Figure(
        name=f"{name}, {many.campaigns} campaigns against {few.campaigns}",
        baseline=f"the same with {few.campaigns} campaigns",
        unit="x CPU of the baseline",
        samples=tuple(later / sooner for sooner, later in pairs),
        at_most=many.campaigns / few.campaigns,
        facts=(
            ("CPU ms with fewer", [1000 * sooner for sooner, _ in pairs]),
            ("CPU ms with more", [1000 * later for _, later in pairs]),
        ),
    )
