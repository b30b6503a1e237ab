"""Where an office keeps its things, as the machine that runs its flows is told by its environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.domain.dates.occasion import SUPPOSED, SUPPOSED_DAY, Occasion, instant_on
from vanban.domain.errors import InvalidInput, Problem
from vanban.domain.letters.wording import short_date
from vanban.storage.folder import FolderStorage
from vanban.storage.places import storage_at
from vanban.storage.storage import Storage
from vanban.store.database import Database, open_database
from vanban.usecases.planning.office_directory import office_directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The database, where the letters are kept, the office's own directory and the address that shows the letters.

    ``directory`` is ``None`` for an office that has no rows of its own, ``site`` empty where no letters are shown,
    ``dask`` the address of the cluster that draws, empty where this machine does.
    """

    database: str
    out: Storage
    campaigns: Path
    directory: Path | None
    site: str
    dask: str = ""

    def store(self) -> Database:
        return open_database(self.database)

    def people(self) -> Directory:
        return office_directory(self.directory)


def office(environment: Mapping[str, str] = os.environ) -> Office:
    """The office as ``VANBAN_…`` variables describe it; each has the default of the command line."""
    own = environment.get("VANBAN_DIRECTORY", "")
    return Office(
        database=environment.get("VANBAN_DATABASE", "vanban.db"),
        out=_storage(environment.get("VANBAN_OUT", "") or "output"),
        campaigns=Path(environment.get("VANBAN_CAMPAIGNS", ".")).absolute(),
        directory=Path(own).absolute() if own else None,
        site=environment.get("VANBAN_SITE", "").rstrip("/"),
        dask=environment.get("VANBAN_DASK_ADDRESS", "").strip(),
    )


def _storage(place: str) -> Storage:
    found = storage_at(place)
    # Processes of other machines and folders are to find the same one.
    return FolderStorage(found.root.absolute()) if isinstance(found, FolderStorage) else found


def occasion(actor: str, environment: Mapping[str, str] = os.environ) -> Occasion:
    """Now, or the same hour of the day that the environment supposes: the only place where flows read the clock.

    Raises:
        InvalidInput: the day cannot be read, or is yet to come: its letters would get numbers for good.
    """
    real = Occasion(now=datetime.now(UTC), actor=actor)
    supposed = environment.get(SUPPOSED_DAY, "").strip()
    if not supposed:
        return real
    try:
        day = date.fromisoformat(supposed)
    except ValueError:
        raise _unusable(f"'{supposed}' không phải là ngày", "ghi NĂM-THÁNG-NGÀY, ví dụ 2024-12-10") from None
    if day > real.today:
        raise _unusable(f"ngày giả định {short_date(day)} chưa tới", "bỏ biến này, hoặc ghi ngày đã qua")
    return Occasion(now=instant_on(day, real.now), actor=actor + SUPPOSED)


def _unusable(message: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(file="Biến môi trường", place=SUPPOSED_DAY, message=message, remedy=remedy)])
