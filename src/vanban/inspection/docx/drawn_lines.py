"""Which element each drawn line stands under, how long it is beside its text, and whether it is centred there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vanban.domain.judging.inspected import DrawnLine, Element, MeasuredLine, MeasuredRun
from vanban.inspection.docx.names import pt_mm
from vanban.inspection.docx.paragraphs import Paragraph
from vanban.inspection.docx.story import Mark, Told
from vanban.inspection.docx.tabs import width_mm
from vanban.inspection.found import Splitter
from vanban.inspection.recognition import is_typed_rule
from vanban.regulations.metrics import SINGLE_LINE_EM

_LOOKED_AT = 100
_FURTHEST = 3
"""A line belongs to what stands above it with no more than so many lines of its own column between."""
_TEXTS = frozenset({Element.BODY, Element.APPENDIX_BODY, Element.DISTRIBUTION, Element.ADDRESSEES})
"""Under these a line is an underlined word or the grid of a table, not a mark of form."""
_TIMES = frozenset({"times new roman", "times", "liberation serif", "tinos", "nimbus roman", "thorndale"})
"""Fonts whose widths are known: Times New Roman and those made to its measure."""
_USUAL_SIZE_PT = 13.0
_NEAR_TOP = 0.6


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part of an element: the place of its paragraph among the lines, and where in it the part begins."""

    place: int
    start: int
    part: MeasuredLine
    element: Element | None


def drawn_lines(
    told: Told, elements: Mapping[Element, Sequence[MeasuredLine]], unplaced: Iterable[MeasuredLine], split: Splitter
) -> Iterator[DrawnLine]:
    """The lines under elements of one story: drawn, typed, or underlines of the characters."""
    placed = _placed(told, elements, unplaced)
    for mark in told.marks:
        yield from _drawn(mark, told, placed)
    for place, line in enumerate(told.lines):
        if is_typed_rule(line.text) or "\n" in line.text or "\t" in line.text:
            for part in split(line):
                if is_typed_rule(part.text):
                    yield from _typed(part, place, told, placed)
    for one in placed:
        if one.element not in _TEXTS and one.element is not None:
            yield from _underlined(one, told)


def _placed(
    told: Told, elements: Mapping[Element, Sequence[MeasuredLine]], unplaced: Iterable[MeasuredLine]
) -> list[_Placed]:
    places = {line.anchor: place for place, line in enumerate(told.lines)}
    named = [(element, part) for element, parts in elements.items() for part in parts]
    found = []
    for element, part in (*named, *((None, part) for part in unplaced)):
        whole, _, stretch = part.anchor.partition(":")
        if whole in places:
            start = int(stretch.partition("-")[0]) if stretch else 0
            found.append(_Placed(places[whole], start, part, element))
    return sorted(found, key=_order)


def _order(one: _Placed) -> tuple[int, int]:
    return one.place, one.start


def _first_at(placed: Sequence[_Placed], place: int) -> _Placed | None:
    """The first part of a line."""
    at = bisect_left(placed, (place, -1), key=_order)
    return placed[at] if at < len(placed) and placed[at].place == place else None


def _drawn(mark: Mark, told: Told, placed: Sequence[_Placed]) -> Iterator[DrawnLine]:
    following = _first_at(placed, mark.after)
    if mark.over and following is not None and following.element is Element.ADDRESS:
        width = told.paragraphs[mark.after].column.text_width_mm
        off = None if mark.centre_mm is None else round(mark.centre_mm - width / 2, 2)
        share = round(mark.length_mm / width, 3)
        yield DrawnLine(below=Element.ADDRESS, share=share, offset_mm=off, continuous=mark.continuous)
        return
    bound = _below(mark, told)
    above = _nearest(placed, (bound, -1), told, centre_mm=mark.centre_mm, column=mark.column)
    if above is not None and above.element is not None:
        yield _measured(above, told, mark.length_mm, mark.centre_mm, typed=False, continuous=mark.continuous)


def _below(mark: Mark, told: Told) -> int:
    """The first line that stands below the mark: a shape may stand far below the paragraph that holds it."""
    if mark.down_mm is None:
        return mark.after
    top, place = 0.0, mark.after
    while place < len(told.lines) and told.paragraphs[place].column.number == mark.column:
        height = _height_mm(told.lines[place])
        if mark.down_mm < top + height * _NEAR_TOP:
            break
        top += height
        place += 1
    return place


def _height_mm(line: MeasuredLine) -> float:
    size = max((run.size_pt or _USUAL_SIZE_PT for run in line.runs), default=_USUAL_SIZE_PT)
    rows = line.text.count("\n") + 1
    gaps = (line.space_before_pt or 0.0) + (line.space_after_pt or 0.0)
    return pt_mm(size * SINGLE_LINE_EM * (line.line_spacing or 1.0) * rows + gaps)


def _nearest(
    placed: Sequence[_Placed], before: tuple[int, int], told: Told, *, centre_mm: float | None, column: int
) -> _Placed | None:
    """The part above a place that is in its column; ``None`` where text of another kind comes first."""
    passed = 0
    end = bisect_left(placed, before, key=_order)
    for one in reversed(placed[max(end - _LOOKED_AT, 0) : end]):
        paragraph = told.paragraphs[one.place]
        if not _holds(one.part, paragraph, centre_mm, column):
            continue
        if one.element in _TEXTS:
            return None
        passed += 1
        if one.element is not None or passed > _FURTHEST:
            return one if one.element is not None else None
    return None


def _holds(part: MeasuredLine, paragraph: Paragraph, centre_mm: float | None, column: int) -> bool:
    if centre_mm is None:
        return paragraph.column.number == column
    share = centre_mm / paragraph.column.text_width_mm
    return part.column_from - 0.02 <= share <= part.column_to + 0.02


def _measured(
    above: _Placed, told: Told, length: float | None, centre: float | None, *, typed: bool, continuous: bool
) -> DrawnLine:
    text = _extent(above, told)
    assert above.element is not None  # noqa: S101
    if text is None:
        return DrawnLine(below=above.element, share=None, offset_mm=None, typed=typed, continuous=continuous)
    start, width = text
    return DrawnLine(
        below=above.element,
        share=None if length is None or not width else round(length / width, 3),
        offset_mm=None if centre is None or start is None else round(centre - start - width / 2, 2),
        typed=typed,
        continuous=continuous,
    )


def _extent(one: _Placed, told: Told) -> tuple[float | None, float] | None:
    """Where the last line of a part begins and how wide it is, in mm from the left margin.

    Without a beginning where it is not told how the text is aligned; ``None`` for fonts whose widths are not known.
    """
    part, paragraph = one.part, told.paragraphs[one.place]
    if not all(_is_known(run) for run in part.runs if run.text.strip()):
        return None
    width = width_mm(part.runs)
    whole = told.lines[one.place]
    if (part.column_from, part.column_to) != (whole.column_from, whole.column_to):
        middle = (part.column_from + part.column_to) / 2 * paragraph.column.text_width_mm
        return (middle - width / 2 if part.column_to > part.column_from else None), width
    left, right = paragraph.left_mm, paragraph.right_mm
    if width > right - left > 0:
        width = _last_row_mm(part.runs, right - left)
    if part.align == "center":
        return left + (right - left - width) / 2 + paragraph.indent_mm("first") / 2, width
    return (right - width if part.align == "right" else left + paragraph.indent_mm("first")), width


def _is_known(run: MeasuredRun) -> bool:
    return run.size_pt is not None and run.font.lower() in _TIMES


def _last_row_mm(runs: Sequence[MeasuredRun], room_mm: float) -> float:
    """The width of the last line of a text that is folded between words."""
    at = 0.0
    for run in runs:
        for word in run.text.replace("\n", " ").split(" "):
            wide = width_mm([_word(run, word)])
            space = width_mm([_word(run, " ")])
            at = wide if at + space + wide > room_mm else at + (space if at else 0.0) + wide
    return at


def _word(run: MeasuredRun, word: str) -> MeasuredRun:
    return MeasuredRun(text=word, size_pt=run.size_pt, bold=run.bold, italic=run.italic)


def _typed(part: MeasuredLine, place: int, told: Told, placed: Sequence[_Placed]) -> Iterator[DrawnLine]:
    start = int(part.anchor.partition(":")[2].partition("-")[0] or 0)
    rule = _Placed(place, start, part, None)
    extent = _extent(rule, told)
    length = None if extent is None else extent[1]
    centre = None if extent is None or extent[0] is None else extent[0] + extent[1] / 2
    column = told.paragraphs[place].column.number
    above = _nearest(placed, (place, start), told, centre_mm=centre, column=column)
    if above is not None:
        yield _measured(above, told, length, centre, typed=True, continuous="_" in part.text)


def _underlined(one: _Placed, told: Told) -> Iterator[DrawnLine]:
    runs = [run for run in one.part.runs if run.underline and run.text.strip()]
    if not runs or one.element is None:
        return
    extent = _extent(one, told)
    if extent is None:
        yield DrawnLine(below=one.element, share=None, offset_mm=None, typed=True)
        return
    start, _ = extent
    before = width_mm(one.part.runs[: one.part.runs.index(runs[0])])
    length = width_mm(runs)
    centre = None if start is None else start + before + length / 2
    yield _measured(one, told, length, centre, typed=True, continuous=True)
