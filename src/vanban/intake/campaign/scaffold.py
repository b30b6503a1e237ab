"""A campaign folder to write from, for ``vanban init``: a first one, or an earlier one at its new time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from shutil import copyfile

from vanban.domain.errors import InvalidCampaign, Problem
from vanban.intake.campaign.campaign_copy import copied_campaign
from vanban.intake.campaign.changes import Change
from vanban.intake.characters import unaccented
from vanban.intake.folder import inside
from vanban.regulations.calendar import working_calendar

_TEMPLATES = ("campaign.toml", "ra-soat.md", "cap-xa.md")
_STARTS_AFTER_DAYS = 7
_LASTS_DAYS = 14
_REPORTS_AFTER_DAYS = 7
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60


def scaffold_campaign(folder: Path, *, day: date) -> tuple[Path, ...]:
    """Write a small campaign with comments that can be planned as it is, and a lower level to be switched on.

    Args:
        folder: A new or empty folder; its name becomes the id of the campaign.
        day: The day of issue; the other dates follow from it.

    Returns:
        The files written.

    Raises:
        InvalidCampaign: The folder holds something already, or is no folder; nothing is written.
    """
    _check_is_free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    values = _values(folder.resolve().name, day)
    return tuple(_write(folder / name, _template(name), values) for name in _TEMPLATES)


def copy_campaign(
    old: Path, new: Path, *, day: date | None = None, shift: timedelta | None = None
) -> tuple[Change, ...]:
    """Copy a campaign to a new folder with a new id and all its days moved; see ``docs/campaign-file.md``.

    Only what the campaign names is copied: its texts, pictures, attachments, sheets and its own directory.

    Args:
        old: The folder to copy; mistakes in it are copied with it.
        new: A new or empty folder.
        day: The day of the first letter of the new campaign; the other days move by as much.
        shift: How far all days move, instead of ``day``.

    Returns:
        Every change, and everything that must be looked at, in the order of the files.

    Raises:
        InvalidCampaign: The old campaign file cannot be read or has no day to start from, or the new folder holds
            something already; nothing is written.
    """
    if (day is None) == (shift is None):
        raise TypeError("copy_campaign takes either a day or a shift")
    _check_is_free(new)
    copy = copied_campaign(old, day=day, shift=shift)
    for name, content in copy.contents.items():
        path = inside(new, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            copyfile(content, path)
    return copy.changes


def _check_is_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidCampaign(
            [
                Problem(
                    file=str(folder),
                    place="",
                    message="thư mục đã có nội dung",
                    remedy="chọn một thư mục mới hoặc thư mục rỗng",
                )
            ]
        )


def _values(name: str, day: date) -> dict[str, str]:
    start = _working_day(day + timedelta(days=_STARTS_AFTER_DAYS))
    end = _working_day(start + timedelta(days=_LASTS_DAYS))
    due = _working_day(end + timedelta(days=_REPORTS_AFTER_DAYS))
    return {
        "ID": _id(name, day),
        "DAY": day.isoformat(),
        "MONTH": f"{day:%Y-%m}",
        "START": start.isoformat(),
        "END": end.isoformat(),
        "DUE": due.isoformat(),
    }


def _working_day(day: date) -> date:
    """The day itself or the working day after it, so that the plan of a new campaign finds nothing to mend."""
    return working_calendar().working_day_on_or_after(day).day


def _id(name: str, day: date) -> str:
    return _NOT_IN_ID.sub("-", unaccented(name))[:_LONGEST_ID].strip("-") or f"dot-{day.isoformat()}"


def _template(name: str) -> str:
    return (files("vanban.intake") / "data" / "scaffold" / name).read_text(encoding="utf-8")


def _write(path: Path, template: str, values: dict[str, str]) -> Path:
    text = re.sub(r"@([A-Z]+)@", lambda found: values[found.group(1)], template)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
