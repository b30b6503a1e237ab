"""The directory that an office works with: the one that is shipped, with the office's own laid over it."""

from __future__ import annotations

from pathlib import Path

from vanban.directory.directory import Directory, shipped_directory
from vanban.intake.sheets.directory_file import read_directory
from vanban.store.database import Database
from vanban.store.reporting.reporting_plans import reporting_plan_of


def office_directory(own: Path | None) -> Directory:
    """The shipped directory under the one in ``own``, a folder of CSV files or a workbook, if there is one.

    Raises:
        InvalidDirectory: with every mistake in ``own``.
    """
    shipped = shipped_directory()
    return shipped if own is None else shipped.merged_with(read_directory(own, shipped))


def directory_folder(own: Path | None, database: Database, campaign_id: str) -> Path | None:
    """Where the office's own directory is: as told, else where it lay when the campaign was launched."""
    if own is not None:
        return own
    plan = reporting_plan_of(database, campaign_id)
    kept = Path(plan.directory) if plan is not None and plan.directory else None
    return kept if kept is not None and kept.exists() else None
