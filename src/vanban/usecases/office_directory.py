"""The directory that an office works with: the one that is shipped, with the office's own laid over it."""

from __future__ import annotations

from pathlib import Path

from vanban.directory.directory import Directory, shipped_directory
from vanban.intake.directory_file import read_directory


def office_directory(own: Path | None) -> Directory:
    """The shipped directory under the one in ``own``, a folder of CSV files or a workbook, if there is one.

    Raises:
        InvalidDirectory: with every mistake in ``own``.
    """
    shipped = shipped_directory()
    return shipped if own is None else shipped.merged_with(read_directory(own, shipped))
