"""An earlier campaign read, with its days moved, as the contents of a new folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from vanban.domain.errors import InvalidCampaign, Problem
from vanban.intake.campaign.campaign_edit import Edited, edit_campaign, edit_front_matter, first_letter_day
from vanban.intake.campaign.campaign_files import files_used
from vanban.intake.campaign.campaign_folder import CAMPAIGN_FILE
from vanban.intake.campaign.changes import LOOK_AGAIN, Change
from vanban.intake.campaign.date_shift import DateShift
from vanban.intake.folder import CAMPAIGN_LIMIT_MB, inside, read_limited, read_text
from vanban.intake.markup.front_matter import FENCE, read_front_matter
from vanban.intake.markup.prose_dates import dates_in
from vanban.intake.outside_file import Content
from vanban.intake.reading import Problems, Spot
from vanban.intake.toml_source import TomlSource, read_toml
from vanban.regulations.calendar import working_calendar

_EARLIEST_YEAR, _LATEST_YEAR = 1945, 2100
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class CopiedCampaign:
    """What the new folder is to hold, by file name, and what in it differs from the old one."""

    contents: Mapping[str, Content]
    changes: tuple[Change, ...]


def copied_campaign(old: Path, *, day: date | None, shift: timedelta | None) -> CopiedCampaign:
    """The campaign of a folder, moved to ``day`` or by ``shift``; nothing is written.

    Raises:
        InvalidCampaign: The campaign file cannot be read, or nothing says where its time begins.
    """
    raw, source = _campaign_file(old)
    edited = Edited(_plain(raw), source)
    try:
        date_shift = _date_shift(source, day, shift)
        edit_campaign(edited, date_shift)
    except OverflowError as error:
        raise _refused("dời xa hơn mọi năm trong lịch", "kiểm tra lại ngày đã ghi") from error
    contents: dict[str, Content] = {CAMPAIGN_FILE: _as_typed(edited.result, raw)}
    changes = list(edited.changes)
    for name, path in files_used(old, source).items():
        contents[name] = path
        if name.endswith(".md"):
            contents[name], found = _moved_text(name, path.read_bytes(), date_shift)
            changes += found
    return CopiedCampaign(contents, tuple(changes))


def _campaign_file(old: Path) -> tuple[str, TomlSource]:
    problems = Problems()
    if read_text(old, CAMPAIGN_FILE, CAMPAIGN_LIMIT_MB, Spot(problems, CAMPAIGN_FILE, "")) is not None:
        raw = read_limited(inside(old, CAMPAIGN_FILE), CAMPAIGN_FILE, CAMPAIGN_LIMIT_MB).decode("utf-8")
        source = read_toml(_plain(raw), file=CAMPAIGN_FILE, first_line=1, problems=problems)
        if source is not None:
            return raw, source
    raise InvalidCampaign(problems)


def _date_shift(source: TomlSource, day: date | None, shift: timedelta | None) -> DateShift:
    first = first_letter_day(source)
    if first is None:
        raise _refused("đợt cũ không có văn bản nào ghi ngày", "ghi khóa 'date' cho một văn bản của đợt cũ")
    _, planned = first
    calendar = working_calendar()
    moved = DateShift.by(planned, shift, calendar) if day is None and shift else None
    if moved is None:
        moved = DateShift.to_day(planned, day or planned.first_possible, calendar)
    if not _EARLIEST_YEAR <= moved.new_year <= _LATEST_YEAR:
        raise _refused(f"năm mới là {moved.new_year}", "kiểm tra lại ngày đã ghi")
    return moved


def _moved_text(name: str, content: bytes, shift: DateShift) -> tuple[bytes, list[Change]]:
    """A text with the new year in its titles; the dates in its prose are only listed."""
    try:
        raw = content.decode("utf-8")
    except UnicodeDecodeError:
        return content, []
    text = _plain(raw)
    parts = read_front_matter(text, file=name, problems=Problems()) if text.lstrip().startswith(FENCE) else None
    if parts is None or parts.front is None:
        return content, _prose(name, text, 1, shift)
    lines = text.split("\n")
    start = parts.front.first_line - 1
    end = next(index for index in range(start, len(lines)) if lines[index].strip() == FENCE)
    edited = Edited("\n".join(lines[start:end]), parts.front)
    edit_front_matter(edited, shift)
    whole = "\n".join([*lines[:start], edited.result, *lines[end:]])
    prose = _prose(name, parts.text.source, parts.text.first_line, shift)
    return _as_typed(whole, raw), [*edited.changes, *prose]


def _prose(name: str, text: str, first_line: int, shift: DateShift) -> list[Change]:
    return [
        Change(file=name, line=first_line + line, field="", old=found, new="", note=LOOK_AGAIN)
        for line, found in dates_in(text, shift.old_year)
    ]


def _plain(raw: str) -> str:
    return raw.removeprefix(_MARK).replace("\r\n", "\n")


def _as_typed(text: str, raw: str) -> bytes:
    """The text with the byte order mark and the line ends that it was typed with; it has as many lines."""
    ends = ("\r" if line.endswith("\r") else "" for line in raw.split("\n"))
    lines = [line + end for line, end in zip(text.split("\n"), ends, strict=True)]
    return ((_MARK if raw.startswith(_MARK) else "") + "\n".join(lines)).encode("utf-8")


def _refused(message: str, remedy: str) -> InvalidCampaign:
    return InvalidCampaign([Problem(file=CAMPAIGN_FILE, place="", message=message, remedy=remedy)])
