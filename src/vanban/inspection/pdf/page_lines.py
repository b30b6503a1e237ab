"""What each line of a page is part of: the text, the margins, a table, a box or one of two columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from vanban.domain.judging.inspected import Story
from vanban.inspection.pdf.bounds import MAX_LINES, MAX_LINES_PER_PAGE
from vanban.inspection.pdf.drawings import Drawings, drawings, holds
from vanban.inspection.pdf.raw import Area, RawPage, Stroke
from vanban.inspection.pdf.text_lines import TextLine, text_lines

_PAGE_NUMBER = re.compile(r"^\W{0,3}(?:trang\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?\W{0,3}$", re.IGNORECASE)
_ENDS: Final = (".", ";", ",")
_AT_EDGE_MM: Final = 1.0
_IN_TOP_MARGIN_MM: Final = 25
_IN_BOTTOM_MARGIN_MM: Final = 25
_BOX_IN_MARGIN_MM: Final = 20
_SAME_EDGE_MM: Final = 0.5
_FEWEST_FULL_LINES: Final = 3
_WIDE: Final = 0.55
"""A line that takes this part of the page is prose, not a letterhead."""
_ADDRESS_ZONE_MM: Final = 60
_ADDRESS_WIDTH: Final = 0.8
_ADDRESS_PT: Final = 12.5
_LEVEL_EM: Final = 0.8
_HIGHEST_UNDERLINE_EM: Final = -0.05
_UNDERLINE_EM: Final = 0.2
"""An underline of Times New Roman ends 0.13 of the size below the baseline."""
_GUTTER_MM: Final = 1.0
_MIDDLE_MM: Final = 2.0
_ENDS_COLUMNS = re.compile(r"^(?:Kính gửi|Phụ lục|PHỤ LỤC)\b")


class TooMuchText(Exception):
    """More lines than are measured."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with what surrounds it; ``band`` numbers the two-column parts of a page, ``side`` is 0 or 1 in one."""

    text: TextLine
    row: int
    story: Story = Story.TEXT
    in_table: bool = False
    box: Area | None = None
    band: int | None = None
    side: int = 0
    gutter_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class TextArea:
    """Where the text of a page stands, in mm from its left and top edges; ``full`` is whether full lines show it."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    full: bool = False

    @property
    def width_mm(self) -> float:
        return self.right_mm - self.left_mm

    @property
    def middle_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The lines of a page in the order in which they are read."""

    raw: RawPage
    drawn: Drawings
    lines: tuple[PageLine, ...]
    area: TextArea | None


def page_layouts(pages: Sequence[RawPage]) -> tuple[PageLayout, ...]:
    """Every page with its lines; a page without a full line has the side edges of one that has.

    Raises:
        TooMuchText: The pages hold more lines than a letter can have.
    """
    found: list[PageLayout] = []
    count = 0
    for number, page in enumerate(pages, start=1):
        found.append(_layout(page, number))
        count += len(found[-1].lines)
        if count > MAX_LINES:
            raise TooMuchText
    shared: list[PageLayout] = []
    for layout in found:
        size = round(layout.raw.width_mm)
        peers = [one.area for one in found if one.area and round(one.raw.width_mm) == size]
        area = layout.area and _shared_area(layout.area, peers)
        lines = tuple(_in_reading_order(layout.lines, area)) if area else layout.lines
        shared.append(replace(layout, area=area, lines=lines))
    return tuple(shared)


def _layout(page: RawPage, number: int) -> PageLayout:
    drawn = drawings(page.strokes)
    texts = text_lines(page, number)
    if len(texts) > MAX_LINES_PER_PAGE:
        raise TooMuchText
    lines = [_placed(line, row, drawn) for row, line in _numbered(texts)]
    lines = _with_stories(lines, page, drawn)
    return PageLayout(raw=page, drawn=drawn, lines=tuple(lines), area=_text_area(lines, drawn))


def _numbered(lines: Sequence[TextLine]) -> Iterator[tuple[int, TextLine]]:
    """Each line with the number of its row."""
    row = 0
    for place, line in enumerate(lines):
        row += place == 0 or abs(line.baseline_mm - lines[place - 1].baseline_mm) > 1
        yield row, line


def _placed(line: TextLine, row: int, drawn: Drawings) -> PageLine:
    middle, height = line.middle_mm, line.baseline_mm - line.em_mm / 3
    box = next((area for area in drawn.boxes if holds(area, middle, height)), None)
    in_table = any(holds(area, middle, height) for area in drawn.tables)
    marked = frozenset(sign for stroke in drawn.alone if underlines(stroke, line) for sign in _over(line, stroke))
    return PageLine(text=replace(line, underlined=marked) if marked else line, row=row, in_table=in_table, box=box)


def underlines(stroke: Stroke, line: TextLine) -> bool:
    """Whether a line is so near under the letters that it is their underline."""
    below = (stroke.top_mm + stroke.bottom_mm) / 2 - line.baseline_mm
    return _HIGHEST_UNDERLINE_EM <= below / line.em_mm <= _UNDERLINE_EM and bool(_over(line, stroke))


def _over(line: TextLine, stroke: Stroke) -> list[int]:
    """The glyphs that stand over a line."""
    return [
        place
        for place, glyph in enumerate(line.glyphs)
        if stroke.left_mm <= (glyph.x_mm + glyph.right_mm) / 2 <= stroke.right_mm
    ]


def _with_stories(lines: Sequence[PageLine], page: RawPage, drawn: Drawings) -> list[PageLine]:
    """Page numbers, marks in the top margin and the address at the foot are no part of the text."""
    left = min((line.text.left_mm for line in lines), default=0.0)
    told = [replace(line, story=_margin_story(line, place, len(lines), page, left)) for place, line in enumerate(lines)]
    text = [line.text for line in told if line.story is Story.TEXT]
    if not text:
        return told
    width = max(line.right_mm for line in text) - min(line.left_mm for line in text)
    for stroke in drawn.alone:
        if not _may_be_over_address(stroke, page, width):
            continue
        below = [line for line in told if line.story is Story.TEXT and line.text.baseline_mm > stroke.top_mm]
        if below and all(line.text.size_pt <= _ADDRESS_PT for line in below):
            feet = {id(line) for line in below}
            told = [replace(line, story=Story.FOOTER) if id(line) in feet else line for line in told]
    return told


def _margin_story(line: PageLine, place: int, count: int, page: RawPage, left: float) -> Story:
    # A paragraph may end with a year on a line of its own, the first or the last of its page.
    ends = line.text.text.rstrip().endswith(_ENDS) and line.text.left_mm - left < _AT_EDGE_MM
    numbered = bool(_PAGE_NUMBER.match(line.text.text)) and not line.in_table and not ends
    if numbered and place == 0 and line.text.top_mm < _IN_TOP_MARGIN_MM:
        return Story.HEADER
    if numbered and place == count - 1 and page.height_mm - line.text.bottom_mm < _IN_BOTTOM_MARGIN_MM:
        return Story.FOOTER
    if line.box is not None and line.box.top_mm < _BOX_IN_MARGIN_MM and line.text.page == 1:
        return Story.HEADER
    return Story.TEXT


def _may_be_over_address(stroke: Stroke, page: RawPage, width: float) -> bool:
    """Whether a line crosses the foot of the page."""
    low = stroke.top_mm > page.height_mm - _ADDRESS_ZONE_MM
    return low and stroke.right_mm - stroke.left_mm > _ADDRESS_WIDTH * width


def is_page_number(line: PageLine) -> bool:
    """Whether a line in the top or bottom margin is the number of the page."""
    return line.story is not Story.TEXT and line.box is None and bool(_PAGE_NUMBER.match(line.text.text))


def _text_area(lines: Sequence[PageLine], drawn: Drawings) -> TextArea | None:
    """How far the text reaches; the sides are those of full lines of prose where the page has some."""
    printed = [line for line in lines if line.story is not Story.HEADER and not is_page_number(line)]
    if not printed:
        return None
    left, right = _widest(printed, drawn.tables)
    prose = [line.text for line in printed if line.story is Story.TEXT and not line.in_table]
    edges = _full_edges(prose, right - left)
    top, bottom = min(line.text.top_mm for line in printed), max(line.text.bottom_mm for line in printed)
    if edges is None:
        return TextArea(left, top, right, bottom)
    return TextArea(edges[0] if edges[0] is not None else left, top, edges[1], bottom, full=True)


def _widest(lines: Sequence[PageLine], tables: Sequence[Area]) -> tuple[float, float]:
    free = [line.text for line in lines if not line.in_table] or [line.text for line in lines]
    left, right = min(line.left_mm for line in free), max(line.right_mm for line in free)
    for table in tables:
        left, right = min(left, table.left_mm), max(right, table.right_mm)
    return left, right


def _full_edges(lines: Sequence[TextLine], width: float) -> tuple[float | None, float] | None:
    """The edges that full lines share: the right one of the lines themselves, the left one of those that follow."""
    wide = [line for line in lines if line.right_mm - line.left_mm > _WIDE * width]
    ends = Counter(round(line.right_mm / _SAME_EDGE_MM) for line in wide)
    # Short paragraphs that are alike end at one place too, but never beyond the full lines.
    common = [end for end, count in ends.items() if count >= _FEWEST_FULL_LINES]
    if not common:
        return None
    shared = max(common) * _SAME_EDGE_MM
    at_edge = [line.right_mm for line in wide if abs(line.right_mm - shared) <= _SAME_EDGE_MM]
    right = sum(at_edge) / len(at_edge)
    follow = [
        after.left_mm
        for before, after in pairwise(lines)
        if abs(before.right_mm - right) <= _SAME_EDGE_MM and after.left_mm < before.right_mm - _WIDE * width + width / 2
    ]
    return (min(follow) if follow else None), right


def _shared_area(area: TextArea, peers: Sequence[TextArea]) -> TextArea:
    if area.full:
        return area
    full = [peer for peer in peers if peer.full]
    left = min(peer.left_mm for peer in full or peers)
    right = max(peer.right_mm for peer in full or peers)
    return replace(area, left_mm=left, right_mm=right)


def _in_reading_order(lines: Sequence[PageLine], area: TextArea) -> Iterator[PageLine]:
    """Where two columns stand side by side, the left one is read before the right one."""
    start, band = 0, 0
    while start < len(lines):
        columns = _columns_at(lines, start, area, band)
        if columns:
            yield from (line for line in columns if line.side == 0)
            yield from (line for line in columns if line.side == 1)
            start, band = start + len(columns), band + 1
        else:
            yield lines[start]
            start += 1


def _columns_at(lines: Sequence[PageLine], start: int, area: TextArea, band: int) -> list[PageLine]:
    """The lines of two columns that begin at ``start``; none where that line stands alone."""
    gutter = _first_gutter(lines, start)
    if gutter is None:
        return []
    low, high = gutter
    taken: list[tuple[PageLine, int]] = []
    for place in range(start, len(lines)):
        line, text = lines[place], lines[place].text
        if _ends_columns(lines, place, area):
            break
        if text.right_mm + _GUTTER_MM <= high:
            low = max(low, text.right_mm)
            taken.append((line, 0))
        elif text.left_mm - _GUTTER_MM >= low:
            high = min(high, text.left_mm)
            taken.append((line, 1))
        else:
            break
    middle = (low + high) / 2
    return [replace(line, band=band, side=side, gutter_mm=middle) for line, side in taken]


def _ends_columns(lines: Sequence[PageLine], place: int, area: TextArea) -> bool:
    """Whether a line is of what follows two columns: a table, a line in the middle of the page, Kính gửi."""
    line = lines[place]
    if line.in_table or line.story is not Story.TEXT or _ENDS_COLUMNS.match(line.text.text):
        return True
    return abs(line.text.middle_mm - area.middle_mm) < _MIDDLE_MM and not _beside(lines, place)


def _first_gutter(lines: Sequence[PageLine], start: int) -> tuple[float, float] | None:
    """The gap between a line and one beside it."""
    first = lines[start]
    if first.in_table or first.story is not Story.TEXT:
        return None
    for other in _beside(lines, start):
        left, right = sorted((first.text, other), key=lambda one: one.left_mm)
        if left.right_mm + _GUTTER_MM <= right.left_mm:
            return left.right_mm, right.left_mm
    return None


def _beside(lines: Sequence[PageLine], place: int) -> list[TextLine]:
    """The lines of text on the level of one; all stand in rows from the top down, so the nearest are its neighbours."""
    here = lines[place].text
    near: list[PageLine] = []
    for way in (range(place - 1, -1, -1), range(place + 1, len(lines))):
        for other in way:
            if abs(lines[other].text.baseline_mm - here.baseline_mm) > here.em_mm:
                break
            near.append(lines[other])
    return [one.text for one in near if _level(here, one.text) and not one.in_table and one.story is Story.TEXT]


def _level(one: TextLine, other: TextLine) -> bool:
    return abs(one.baseline_mm - other.baseline_mm) < _LEVEL_EM * min(one.em_mm, other.em_mm)
