"""The heading of a sheet of recipients: which column is which, and what the others are called in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vanban.intake.characters import unaccented
from vanban.intake.outside_file import Row
from vanban.intake.sheets.sheet_report import SheetReport
from vanban.intake.workbook import MOST_COLUMNS

ID, NAME, ROLE, CHANNEL, COPIES = "Mã", "Tên", "Vai trò", "Kênh", "Số bản"
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
_PLACEHOLDER = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CLOSE = 0.85
"""``vai_tor`` is ``vai_tro`` mistyped; taken for a column of its own, it would silently lose its meaning."""
_REMOTE = 0.3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, how messages call it, and its name in ``{{ row.… }}`` when it has one there."""

    position: int
    title: str
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet: those that say who gets what, by title, and the free ones."""

    known: Mapping[str, Column]
    free: tuple[Column, ...]

    @property
    def every(self) -> tuple[Column, ...]:
        return (*self.known.values(), *self.free)


def read_columns(heading: Row, report: SheetReport) -> Columns | None:
    """The columns that a heading names, in any order, or ``None`` when something about it was reported."""
    titles = [" ".join(value.split()) for value in heading.values]
    found_before = report.found
    if len(titles) > MOST_COLUMNS:
        report.report(f"có hơn {MOST_COLUMNS} cột", "bỏ các cột không dùng", row=heading.number)
    known: dict[str, Column] = {}
    free: dict[str, Column] = {}
    for position, title in enumerate(titles):
        name = _name_of(title)
        if own := _OWN.get(name):
            _take(known, own, Column(position, own), heading.number, report)
        elif title and not _PLACEHOLDER.fullmatch(name):
            report.report(
                "tên cột không dùng được trong chỗ điền", "bắt đầu tên cột bằng chữ", row=heading.number, column=title
            )
        elif title:
            _take(free, name, Column(position, title, name), heading.number, report)
    _report_mistyped(known, free, heading.number, report)
    if NAME not in known:
        report.report("thiếu cột này", _remedy_for_no_name(titles), row=heading.number, column=NAME)
    if report.found > found_before:
        return None
    return Columns(known, tuple(free.values()))


def _name_of(title: str) -> str:
    return _NOT_IN_NAME.sub("_", unaccented(title)).strip("_")


_OWN = {_name_of(title): title for title in (ID, NAME, ROLE, CHANNEL, COPIES)}


def _take(taken: dict[str, Column], key: str, column: Column, row: int, report: SheetReport) -> None:
    if key in taken:
        first = taken[key].title
        message = "cột này có hai lần" if first == column.title else f"cột này trùng với cột {first} khi bỏ dấu"
        report.report(message, "xóa hoặc đổi tên một trong hai cột", row=row, column=column.title)
    taken.setdefault(key, column)


def _report_mistyped(known: Mapping[str, Column], free: Mapping[str, Column], row: int, report: SheetReport) -> None:
    for name, column in free.items():
        near = [title for own, title in _OWN.items() if title not in known and _likeness(own, name) >= _CLOSE]
        if near:
            report.report(
                "tên cột viết gần giống một cột đã quy định",
                f"có phải ý là '{near[0]}'? Nếu là cột khác thì đặt tên khác hẳn",
                row=row,
                column=column.title,
            )


def _remedy_for_no_name(titles: Sequence[str]) -> str:
    wanted = _name_of(NAME)
    near = max(titles, key=lambda title: _likeness(wanted, _name_of(title)), default="")
    named = [title for title in titles if wanted in _name_of(title).split("_")]
    if named or _likeness(wanted, _name_of(near)) > _REMOTE:
        return f"đổi tên cột '{named[0] if named else near}' thành '{NAME}', nếu cột đó ghi tên nơi nhận"
    return f"thêm cột '{NAME}' vào dòng tiêu đề"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
