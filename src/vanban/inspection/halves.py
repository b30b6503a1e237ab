"""Lines cut apart where one paragraph holds two things: at a line break, at a tab, at a long row of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vanban.domain.judging.inspected import MeasuredLine, MeasuredRun

_CUT = re.compile(
    r"\n|\t[ \t]*|(?<=\S)(?<!số:)(?<!số :)(?<!ngày)(?<!tháng)(?<!năm) {4,}(?=\S)(?!/|tháng|năm)", re.IGNORECASE
)
"""Room that is left for a number or a day is no cut."""
_LONGEST_CUT = 2000
"""A longer text is prose: no line of head or foot holds so much."""
_NARROW = 0.75
"""A column this wide or wider is no half of the page."""
_LEFT_UNTIL, _RIGHT_FROM = 0.45, 0.55
_USUAL_PAGE_MM = 210.0


class Side(StrEnum):
    """Which half of the page a line stands in."""

    LEFT = "left"
    RIGHT = "right"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the text of a line; ``row`` counts line breaks before it, ``tabs`` the cuts since the last."""

    start: int
    end: int
    row: int
    tabs: int


def cuts(text: str) -> tuple[Cut, ...]:
    """The stretches of a text that stand apart, without those that are blank."""
    if len(text) > _LONGEST_CUT:
        return (Cut(0, len(text), 0, 0),)
    found: list[Cut] = []
    start = row = tabs = 0
    for one in _CUT.finditer(text):
        found.append(Cut(start, one.start(), row, tabs))
        start = one.end()
        is_break = one.group() == "\n"
        row, tabs = (row + 1, 0) if is_break else (row, tabs + max(one.group().count("\t"), 1))
    found.append(Cut(start, len(text), row, tabs))
    return tuple(cut for cut in found if text[cut.start : cut.end].strip())


def part_of(line: MeasuredLine, start: int, end: int) -> MeasuredLine:
    """A stretch of a line as a line of its own, without blanks around it; its anchor tells which characters."""
    text = line.text
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    runs: list[MeasuredRun] = []
    at = 0
    for run in line.runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last:
            runs.append(replace(run, text=run.text[first:last]))
        at += len(run.text)
    return replace(line, runs=tuple(runs), anchor=f"{line.anchor}:{start}-{end}")


def rows_of(line: MeasuredLine) -> tuple[MeasuredLine, ...]:
    """The printed lines of a paragraph with line breaks; a paragraph without any is itself."""
    if "\n" not in line.text or len(line.text) > _LONGEST_CUT:
        return (line,)
    found: list[MeasuredLine] = []
    start = 0
    for words in line.text.split("\n"):
        if words.strip():
            found.append(part_of(line, start, start + len(words)))
        start += len(words) + 1
    return _gaps_outside(found)


def halves_of(line: MeasuredLine) -> tuple[MeasuredLine, ...]:
    """The parts of a line that stand apart.

    Where the file does not tell how far its tabs reach, what stands before one is on the left and what follows on
    the right.
    """
    found = cuts(line.text)
    if len(found) == 1 and found[0].end - found[0].start == len(line.text):
        return (line,)
    start, end = line.column_from, line.column_to
    middle = (start + end) / 2
    parts = []
    for cut in found:
        part = part_of(line, cut.start, cut.end)
        alone = sum(one.row == cut.row for one in found) == 1
        if cut.tabs:
            part = replace(part, column_from=middle, align="")
        elif not alone:
            part = replace(part, column_to=middle, align="")
        parts.append(part)
    return _gaps_outside(parts)


def _gaps_outside(parts: Sequence[MeasuredLine]) -> tuple[MeasuredLine, ...]:
    """The gaps of a paragraph stand before its first and after its last line."""
    last = len(parts) - 1
    if not last:
        return tuple(parts)
    return tuple(
        replace(
            part,
            space_before_pt=part.space_before_pt if not place else 0.0,
            space_after_pt=part.space_after_pt if place == last else 0.0,
        )
        for place, part in enumerate(parts)
    )


def side_of(line: MeasuredLine) -> Side:
    """The half of the page that a line stands in."""
    if line.column_to - line.column_from < _NARROW:
        middle = (line.column_from + line.column_to) / 2
    elif line.left_mm is not None and line.right_mm is not None:
        end_mm = _USUAL_PAGE_MM - line.right_mm
        if end_mm - line.left_mm > _USUAL_PAGE_MM / 2:
            return Side.WHOLE
        middle = (line.left_mm + end_mm) / 2 / _USUAL_PAGE_MM
    elif line.align == "right" or line.indent_mm > _USUAL_PAGE_MM * 0.3:
        return Side.RIGHT
    else:
        return Side.WHOLE
    return Side.LEFT if middle < _LEFT_UNTIL else Side.RIGHT if middle > _RIGHT_FROM else Side.WHOLE
