"""The numbers of a text in their order, and the places where that order breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from vanban.compliance.passages import Flow, Passage
from vanban.compliance.roman import from_roman, roman
from vanban.domain.letters.letter import Role
from vanban.regulations.law import Law


class Level(IntEnum):
    """Numbered levels from the widest to the narrowest (Annex I, Part I, II.6.c and đ)."""

    PART = 1
    CHAPTER = 2
    DIVISION = 3
    SUBDIVISION = 4
    SECTION = 5
    ARTICLE = 6
    CLAUSE = 7
    POINT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A number as it stands in the text; khoản ``1.2.`` is ``(1, 2)``, điểm ``c)`` is ``(3,)``."""

    level: Level
    number: tuple[int, ...]
    printed: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A step that does not follow ``last`` (``None`` where its level should have begun).

    ``after_prose`` when it begins anew after a paragraph of prose, which may be meant.
    """

    step: Step
    last: tuple[int, ...] | None
    expected: tuple[int, ...]
    after_prose: bool = False


_PART_NAMES = {"phần": Level.PART, "chương": Level.CHAPTER, "mục": Level.DIVISION, "tiểu mục": Level.SUBDIVISION}
_PART = re.compile(r"(tiểu mục|phần|chương|mục)\s+(?:thứ\s+(\w[\w ]*)|([ivxlc]+|\d+)\b)")
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_CONTINUING = (Level.CHAPTER, Level.SECTION)
"""Levels that either run through the text or begin anew under a wider one; offices do both."""
_LISTS = (Level.SECTION, Level.CLAUSE, Level.POINT)
"""Levels that may form a list of their own under a paragraph of prose, such as a heading ``A. ...``."""


_FLOWS_KEPT = 256
_Number: TypeAlias = tuple[int, ...]
_Mark: TypeAlias = tuple[Role | None, str]
"""What counts of a passage: its role, and the marker or, of a part, the words that number it."""


class _BreakAt(NamedTuple):
    """A break without its words: at which passage, and what :class:`Break` says of it."""

    at: int
    level: Level
    number: _Number
    last: _Number | None
    expected: _Number
    after_prose: bool


@lru_cache(_FLOWS_KEPT)
def breaks(flow: Flow, law: Law) -> tuple[Break, ...]:
    """Every place where the numbering of a flow has a gap, a repetition or a wrong beginning."""
    found = []
    marks = [(one.role, one.text if one.role is Role.PART else one.marker) for one in flow.passages]
    for one in _breaks_among(tuple(marks), law):
        passage = flow.passages[one.at]
        step = Step(level=one.level, number=one.number, printed=passage.marker or passage.text, passage=passage)
        found.append(Break(step=step, last=one.last, expected=one.expected, after_prose=one.after_prose))
    return tuple(found)


def printed(level: Level, number: tuple[int, ...], point_letters: Sequence[str]) -> str:
    """A number as its level prints it: ``II.``, ``Điều 3.``, ``1.2.``, ``c)``."""
    last = number[-1]
    if level is Level.POINT:
        return f"{point_letters[last - 1]})"
    if level is Level.CLAUSE:
        return ".".join(str(one) for one in number) + "."
    patterns = {
        Level.PART: f"Phần {roman(last)}",
        Level.CHAPTER: f"Chương {roman(last)}",
        Level.DIVISION: f"Mục {last}",
        Level.SUBDIVISION: f"Tiểu mục {last}",
        Level.SECTION: f"{roman(last)}.",
    }
    return patterns.get(level, f"Điều {last}.")


@lru_cache(_FLOWS_KEPT)
def _breaks_among(marks: tuple[_Mark, ...], law: Law) -> tuple[_BreakAt, ...]:
    """The letters of an order are numbered alike, whatever their words."""
    walk = _Walk()
    for index, (role, words) in enumerate(marks):
        level, number = _read(role, words, law.point_letters)
        if level is not None and number:
            walk.take(index, level, number)
        elif role is Role.BODY:
            walk.after_prose = True
    return tuple(walk.breaks)


@dataclass(slots=True)
class _Walk:
    """Where each level stands while a text is read."""

    last: dict[Level, _Number] = field(default_factory=dict)
    may_begin: set[Level] = field(default_factory=set)
    after_prose: bool = False
    breaks: list[_BreakAt] = field(default_factory=list)

    def take(self, index: int, level: Level, number: _Number) -> None:
        last = self.last.get(level)
        expected = _following(last, number)
        begins = number == (*number[:-1], 1)
        if number != expected and not (begins and level in self.may_begin):
            anew = self.after_prose and number == (1,) and level in _LISTS
            self.breaks.append(_BreakAt(index, level, number, last, expected, anew))
        self._enter(level, number)

    def _enter(self, entered: Level, number: _Number) -> None:
        """Narrower levels begin anew; articles run through the whole text."""
        self.last[entered] = number
        self.may_begin.discard(entered)
        for level in Level:
            if level <= entered or level is Level.ARTICLE:
                continue
            if level in _CONTINUING:
                self.may_begin.add(level)
            else:
                self.last.pop(level, None)
        self.after_prose = False


def _following(last: tuple[int, ...] | None, number: tuple[int, ...]) -> tuple[int, ...]:
    """What should stand where ``number`` stands."""
    depth = len(number)
    if last is None:
        return (*number[:-1], 1)
    return (*last[: depth - 1], last[depth - 1] + 1 if len(last) >= depth else 1)


def _read(role: Role | None, words: str, point_letters: Sequence[str]) -> tuple[Level | None, _Number]:
    """The level and number of a paragraph; an unusual number (``Điều 5a.``) is none."""
    marker = words.strip()
    match role:
        case Role.PART:
            return _read_part(words)
        case Role.SECTION:
            value = from_roman(marker.rstrip("."))
            return Level.SECTION, (value,) if value else ()
        case Role.ARTICLE:
            found = re.fullmatch(r"Điều (\d+)\.", marker)
            return Level.ARTICLE, (int(found.group(1)),) if found else ()
        case Role.CLAUSE | Role.CLAUSE_TITLE:
            figures = re.fullmatch(r"\d+(?:\.\d+)*\.", marker)
            return Level.CLAUSE, tuple(int(one) for one in marker.rstrip(".").split(".")) if figures else ()
        case Role.POINT:
            letter = marker.rstrip(")")
            return Level.POINT, (point_letters.index(letter) + 1,) if letter in point_letters else ()
        case _:
            return None, ()


def _read_part(text: str) -> tuple[Level | None, tuple[int, ...]]:
    found = _PART.match(text.casefold())
    if not found:
        return None, ()
    name, ordinal, figure = found.groups()
    if ordinal:
        value = _ORDINALS.index(ordinal) + 1 if ordinal in _ORDINALS else None
    else:
        value = int(figure) if figure.isdecimal() else from_roman(figure.upper())
    return _PART_NAMES[name], (value,) if value else ()
