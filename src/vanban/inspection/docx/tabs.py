"""Where the parts of a line stand that are set apart by tabs or rows of spaces, as Word would lay them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from vanban.domain.judging.inspected import MeasuredLine, MeasuredRun
from vanban.inspection.docx.paragraphs import Paragraph
from vanban.inspection.found import Splitter
from vanban.inspection.halves import Cut, cuts, halves_of, part_of
from vanban.regulations.metrics import text_width_mm

_USUAL_STOP_MM = 12.7
"""Word's tab stops where a paragraph sets none: half an inch."""
_USUAL_SIZE_PT = 14.0
"""For measuring text of unknown size, which is only asked which half of the page it stands in."""
_MOST_STOPS = 60
_AT_EDGE_MM = 1.0


def splitter(paragraphs: Mapping[str, Paragraph]) -> Splitter:
    """Cuts lines apart; ``paragraphs`` are those that the lines were measured from, by their anchors."""

    def split(line: MeasuredLine) -> Sequence[MeasuredLine]:
        paragraph = paragraphs.get(line.anchor)
        text = line.text
        if paragraph is None or not ("\t" in text or "    " in text) or _is_one(cuts(text), text):
            return halves_of(line)
        return tuple(_laid_out(line, paragraph))

    return split


def width_mm(runs: Sequence[MeasuredRun]) -> float:
    """How wide runs are on one line; tabs and line breaks have no width of their own."""
    return sum(
        text_width_mm(run.text.replace("\t", "").replace("\n", ""), run.size_pt or _USUAL_SIZE_PT, style=face(run))
        for run in runs
    )


def face(run: MeasuredRun) -> str:
    """The style whose widths are known."""
    return "bold" if run.bold else "italic" if run.italic else "regular"


def _is_one(found: Sequence[Cut], text: str) -> bool:
    """Whether nothing is set apart: room that a draft leaves for its number or day moves no line."""
    return len(found) == 1 and found[0].end - found[0].start == len(text) and not text[0].isspace()


def _laid_out(line: MeasuredLine, paragraph: Paragraph) -> Iterator[MeasuredLine]:
    """The parts of a line; one at the left edge is set left, every other is centred in the room that it takes."""
    text_width = paragraph.column.text_width_mm
    for number, row in groupby(cuts(line.text), key=lambda cut: cut.row):
        at = paragraph.left_mm + (paragraph.indent_mm("first") if number == 0 else 0.0)
        tabs = 0
        for cut in row:
            part = part_of(line, cut.start, cut.end)
            gap = line.text[_end_before(line.text, cut) : cut.end]
            at = _moved(at, gap, cut.tabs - tabs, width_mm(part.runs), paragraph)
            tabs = cut.tabs
            start, at = at, at + width_mm(part.runs)
            yield replace(
                part,
                align="left" if abs(start - paragraph.left_mm) < _AT_EDGE_MM else "center",
                column_from=round(min(max(start / text_width, 0.0), 1.0), 4),
                column_to=round(min(max(at / text_width, 0.0), 1.0), 4),
            )


def _end_before(text: str, cut: Cut) -> int:
    """Where the blanks before a part begin."""
    return len(text[: cut.start].rstrip(" \t"))


def _moved(at: float, gap: str, tabs: int, width: float, paragraph: Paragraph) -> float:
    """Where the next part begins: after its tabs, or after the spaces before it."""
    if "\t" not in gap:
        spaces = len(gap) - len(gap.lstrip(" "))
        return at + text_width_mm(" " * spaces, _USUAL_SIZE_PT)
    for number in range(min(max(tabs, 1), _MOST_STOPS)):
        stop, kind = _next_stop(at, paragraph)
        is_last = number == tabs - 1
        room = width if is_last else 0.0
        at = max(stop - (room / 2 if kind == "center" else room if kind in {"right", "end"} else 0.0), at)
    return at


def _next_stop(at: float, paragraph: Paragraph) -> tuple[float, str]:
    """The first stop beyond ``at``: one that is set, or the next of Word's own."""
    own = next(((stop, kind) for stop, kind in paragraph.tab_stops_mm if stop > at + 0.1 and kind != "bar"), None)
    if own is not None:
        return own
    start = paragraph.column.inner_start_mm
    if paragraph.indent_mm("first") < 0 and at < paragraph.left_mm - 0.1:
        # A hanging indent is itself a stop.
        return paragraph.left_mm, "left"
    return start + (int((at - start + 0.1) / _USUAL_STOP_MM) + 1) * _USUAL_STOP_MM, "left"
