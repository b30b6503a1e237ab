"""A campaign file or letter text changed in single values, everything else in it left as it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from vanban.domain.dates.day import PlannedDay
from vanban.intake.campaign.changes import LOOK_AGAIN, Change
from vanban.intake.campaign.date_shift import DateShift, Moved
from vanban.intake.campaign.letter_orders import planned_day
from vanban.intake.markup.prose_dates import dates_in
from vanban.intake.toml_lines import FieldPath, value_spans
from vanban.intake.toml_source import TomlSource, field_name, plain_value

_ID: FieldPath = ("campaign", "id")
_LONGEST_ID = 80
_TITLES = frozenset({"title", "subject"})
_NO_PROSE = frozenset({"id", "key", "text", "code", "links", "attachments", "sheet"})
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_YEAR_WORD = "|".join(unicodedata.normalize(form, "năm") for form in ("NFC", "NFD"))


@dataclass(slots=True)
class Edited:
    """A TOML text, a whole file or a front matter, that is being changed value by value."""

    text: str
    source: TomlSource
    changes: list[Change] = field(default_factory=list)
    _edits: list[tuple[int, int, str]] = field(default_factory=list)
    _spans: Mapping[FieldPath, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._spans = value_spans(self.text)

    def change(self, path: FieldPath, old: str, new: str, *, what: tuple[re.Pattern[str], str], note: str) -> None:
        """Change what a pattern matches inside one value, by its template; what is typed otherwise is only noted."""
        pattern, template = what
        matches = list(pattern.finditer(self.text, *self._spans.get(path, (0, 0))))
        self._edits += [(*found.span(), found.expand(template)) for found in matches]
        if matches:
            self.note(path, old, new, note)
        else:
            self.note(path, old, "", LOOK_AGAIN)

    def note(self, path: FieldPath, old: str, new: str, note: str) -> None:
        """Remember what was changed, or with an empty ``new`` what was not."""
        line, name = self.source.line(path), field_name(path)
        self.changes.append(Change(file=self.source.file, line=line, field=name, old=old, new=new, note=note))

    @property
    def result(self) -> str:
        text = self.text
        for start, end, new in sorted(self._edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def first_letter_day(source: TomlSource) -> tuple[FieldPath, PlannedDay] | None:
    """Where the first letter that has a day or month states it, and which it is."""
    for index, entry in source.listed("letters"):
        if planned := planned_day(entry.get("date")):
            return ("letters", index, "date"), planned
    return None


def edit_campaign(edited: Edited, shift: DateShift) -> None:
    """Give a campaign file its new id, its new days and its new year; what it cites is history and stays."""
    _rename(edited, shift)
    for path, value in _leaves(edited.source.values):
        if path[0] == "citations":
            continue
        if path[0] == "letters" and path[-1] == "reserved_number":
            edited.note(path, str(plain_value(value)), "", f"số giữ cho đợt cũ, {LOOK_AGAIN}")
            continue
        moved = _moved(path, edited.source, shift)
        if moved is None:
            _edit_words(edited, path, plain_value(value), shift)
            continue
        old = str(plain_value(value))
        if moved.text != old:
            edited.change(path, old, moved.text, what=(_DAY, moved.text), note=moved.note)
    for key in _keys(edited.source.plain.get("citations")):
        cited = _at(edited.source.plain, ("citations", key, "code")) or key
        edited.note(("citations", key), str(cited), "", f"viện dẫn giữ nguyên, {LOOK_AGAIN}")
    edited.changes.sort(key=lambda change: change.line)


def edit_front_matter(edited: Edited, shift: DateShift) -> None:
    """Give the titles in the front matter of a text the new year."""
    for path, value in _leaves(edited.source.values):
        _edit_words(edited, path, value, shift)


def _rename(edited: Edited, shift: DateShift) -> None:
    campaign = edited.source.plain.get("campaign")
    old = campaign.get("id") if isinstance(campaign, dict) else None
    if not isinstance(old, str):
        return
    new = re.sub(rf"(?<!\d){shift.old_year}(?!\d)", str(shift.new_year), old)
    if new == old:
        # The same id would find the letters of the earlier campaign in the register, and issue none.
        day = shift.exactly(shift.first).text
        new = f"{old[: _LONGEST_ID - len(day) - 1].rstrip('-')}-{day}"
    edited.change(_ID, old, new, what=(re.compile(re.escape(old)), new.replace("\\", r"\\")), note="")


def _moved(path: FieldPath, source: TomlSource, shift: DateShift) -> Moved | None:
    """The new day of a value that is one; ``None`` for any other value."""
    planned = planned_day(_at(source.plain, path))
    if planned is None:
        return None
    first = first_letter_day(source)
    moved = None
    match path:
        case ("letters", int(), "date"):
            moved = shift.exactly(planned) if first and path == first[0] else shift.start(planned)
        case ("windows", str(), "from"):
            moved = shift.start(planned)
        case ("windows", str(), "to"):
            start = planned_day(_at(source.plain, (*path[:-1], "from")))
            moved = shift.end(planned, not_before=shift.start(start).text if start else "")
        case ("assignments", int(), "deadline", "day" | "month"):
            moved = shift.end(planned)
        case ("facts", *_):
            moved = shift.end(planned)
            moved = replace(moved, note="; ".join(filter(None, (moved.note, f"giá trị tự đặt, {LOOK_AGAIN}"))))
    return moved


def _edit_words(edited: Edited, path: FieldPath, value: object, shift: DateShift) -> None:
    """Put the new year into a title that names the old one; other dates in words are for a person to judge."""
    if not isinstance(value, str) or not _NO_PROSE.isdisjoint(path):
        return
    year = re.compile(rf"\b((?:{_YEAR_WORD})\s+){shift.old_year}(?!\d)", re.IGNORECASE)
    template = rf"\g<1>{shift.new_year}"
    is_title = path[-1] in _TITLES
    if is_title and year.search(value):
        edited.change(path, value, year.sub(template, value), what=(year, template), note=LOOK_AGAIN)
    for _, found in dates_in(year.sub("", value) if is_title else value, shift.old_year):
        edited.note(path, found, "", LOOK_AGAIN)


def _leaves(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    else:
        yield path, value


def _at(value: object, path: FieldPath) -> object:
    for part in path:
        if isinstance(value, Mapping):
            value = value.get(str(part))
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def _keys(table: object) -> list[str]:
    return list(table) if isinstance(table, dict) else []
