"""Where an office keeps its things, as the machine that runs its flows is told by its environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.domain.occasion import SUPPOSED, SUPPOSED_DAY, Occasion, instant_on
from vanban.store.database import Database, open_database
from vanban.usecases.office_directory import office_directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The database, the folder of the letters, the office's own directory and the address that shows the letters.

    ``directory`` is ``None`` for an office that has no rows of its own, ``site`` empty where no letters are shown.
    """

    database: str
    out: Path
    campaigns: Path
    directory: Path | None
    site: str

    def store(self) -> Database:
        return open_database(self.database)

    def people(self) -> Directory:
        return office_directory(self.directory)


def office(environment: Mapping[str, str] = os.environ) -> Office:
    """The office as ``VANBAN_…`` variables describe it; each has the default of the command line."""
    own = environment.get("VANBAN_DIRECTORY", "")
    return Office(
        database=environment.get("VANBAN_DATABASE", "vanban.db"),
        out=Path(environment.get("VANBAN_OUT", "output")).absolute(),
        campaigns=Path(environment.get("VANBAN_CAMPAIGNS", ".")).absolute(),
        directory=Path(own).absolute() if own else None,
        site=environment.get("VANBAN_SITE", "").rstrip("/"),
    )


def occasion(actor: str, environment: Mapping[str, str] = os.environ) -> Occasion:
    """Now, or the same hour of the day that the environment supposes: the only place where flows read the clock."""
    supposed = environment.get(SUPPOSED_DAY, "")
    day = date.fromisoformat(supposed) if supposed else None
    return Occasion(now=instant_on(day, datetime.now(UTC)), actor=actor + SUPPOSED * bool(day))
