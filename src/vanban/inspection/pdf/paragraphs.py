"""From lines to paragraphs: what was broken only because the line was full is one paragraph again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from vanban.domain.judging.inspected import MeasuredLine, MeasuredRun, Story
from vanban.inspection.pdf.blanks import with_room
from vanban.inspection.pdf.page_lines import PageLayout, PageLine, TextArea
from vanban.inspection.pdf.text_lines import joined_runs
from vanban.inspection.recognition import is_typed_rule

_SINGLE_EM: Final = 1.149
"""The height of a single line of Times New Roman and its metric twins as a part of the size."""
_NEXT_LINE_EM: Final = 1.95
"""Up to 1.5 lines, and a little; a larger gap parts paragraphs."""
_CLOSE_EM: Final = 1.45
_SAME_EDGE_MM: Final = 1.0
_INDENT_MM: Final = 2.0
_DEEPEST_INDENT_MM: Final = 25.0
"""A line that begins further to the right is set apart as a whole."""
_FURTHEST_FIRST_MM: Final = 60.0
"""A line that begins in the middle of the page or beyond, such as a name, begins no paragraph of several lines."""
_SPACE_EM: Final = 0.25
_CENTRED_MM: Final = 1.5
_SAME_SIZE_PT: Final = 0.6
_ITEM = re.compile(r"^(?:[-–+•*]\s|\d+(?:\.\d+)*[.)]\s|[a-zđ]\)\s|[IVXLC]+\.\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+)")
_DASH = re.compile(r"^[-–+]\s?\S")
_ENDED = re.compile(r"[;.:!?]\s*$")
_OPEN_NOTE = re.compile(r"^\((?:Kèm theo|Ban hành)\b[^)]*$")
_WHOLE_WORD = re.compile(r"\S[-/]$")
"""A line that ends so was broken inside a symbol: NĐ-CP, 30/2020."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, on one page or two, and the text area of the page it begins on."""

    lines: list[PageLine]
    layout: PageLayout

    @property
    def first(self) -> PageLine:
        return self.lines[0]

    @property
    def last(self) -> PageLine:
        return self.lines[-1]

    def runs(self) -> tuple[MeasuredRun, ...]:
        """The text of all lines; where a line was broken stands a space, but inside a symbol."""
        runs: list[MeasuredRun] = []
        for line in self.lines:
            if runs and not _WHOLE_WORD.search(runs[-1].text):
                runs[-1] = replace(runs[-1], text=runs[-1].text + " ")
            runs.extend(line.text.runs())
        return joined_runs(runs)


def paragraphs(layouts: Sequence[PageLayout]) -> list[Paragraph]:
    """The paragraphs of all pages, in the order in which they are read."""
    found: list[Paragraph] = []
    last_text: Paragraph | None = None
    for layout in layouts:
        for line in with_room(layout.lines, layout.area):
            above = last_text if line.story is Story.TEXT else None
            if above is not None and layout.area is not None and _goes_on(above, line, layout.area):
                above.lines.append(line)
                continue
            found.append(Paragraph([line], layout))
            if line.story is Story.TEXT:
                last_text = found[-1]
    return found


def _goes_on(above: Paragraph, line: PageLine, area: TextArea) -> bool:
    """Whether a line continues the paragraph above it."""
    last = above.last
    if not _are_alike(last, line):
        return False
    pitch = _pitch_em(last, line)
    close = pitch is not None and pitch <= _CLOSE_EM
    if _OPEN_NOTE.match(above.first.text.text) and ")" not in last.text.text:
        return close
    if close and _is_loose_item(above.first.text.text) and not _was_full(above, line, area):
        return not _DASH.match(line.text.text) and not _ENDED.search(last.text.text)
    follows = line.text.page == last.text.page + 1 if pitch is None else pitch <= _NEXT_LINE_EM
    return follows and line.band is None and _was_full(above, line, area) and _hangs(above, line, area)


def _are_alike(last: PageLine, line: PageLine) -> bool:
    """Whether two lines stand in one column, in letters of one size, and in no table or box."""
    apart = last.in_table or line.in_table or last.box or line.box
    if is_typed_rule(last.text.text) or is_typed_rule(line.text.text):
        return False
    one_column = (last.band, last.side) == (line.band, line.side)
    return not apart and one_column and abs(last.text.size_pt - line.text.size_pt) <= _SAME_SIZE_PT


def _pitch_em(last: PageLine, line: PageLine) -> float | None:
    """How far apart two baselines of a page are, as a part of the size; ``None`` on two pages."""
    if last.text.page != line.text.page:
        return None
    pitch = (line.text.baseline_mm - last.text.baseline_mm) / line.text.em_mm
    return pitch if pitch > 0 else _NEXT_LINE_EM + 1


def _is_loose_item(said: str) -> bool:
    """An addressee or a recipient: set in a narrow column whose right edge nobody draws."""
    return bool(_DASH.match(said) or re.match(r"Kính gửi\s*:\s*\S", said))


def _was_full(above: Paragraph, line: PageLine, area: TextArea) -> bool:
    """Whether the first word of a line did not fit on the line above it."""
    last = above.last.text
    room = (above.layout.area or area).right_mm - last.right_mm
    return room < line.text.first_word_mm() + _SPACE_EM * last.em_mm


def _hangs(above: Paragraph, line: PageLine, area: TextArea) -> bool:
    """Whether a line begins where the second line of a paragraph does, not where a new one would."""
    first = above.first.text.left_mm - (above.layout.area or area).left_mm
    here = line.text.left_mm - area.left_mm
    if here > _DEEPEST_INDENT_MM:
        return False
    if len(above.lines) > 1:
        rest = above.last.text.left_mm - (above.layout.area or area).left_mm
        return abs(here - rest) <= _SAME_EDGE_MM
    if here < first - _INDENT_MM:
        return first <= _FURTHEST_FIRST_MM
    if here > first + _INDENT_MM:
        # Text that hangs behind the mark of an item.
        return bool(_ITEM.match(above.first.text.text))
    fresh = _ENDED.search(above.last.text.text) and line.text.text[:1].isupper()
    return not _ITEM.match(line.text.text) and not fresh


def measured(paragraph: Paragraph) -> MeasuredLine:
    """A paragraph as the rules see it."""
    page, area = paragraph.layout.raw, paragraph.layout.area
    here = [line.text for line in paragraph.lines if line.text.page == paragraph.first.text.page]
    left, right = min(line.left_mm for line in here), max(line.right_mm for line in here)
    first, box = paragraph.first, paragraph.first.box
    share = _column(first, area)
    indent, first_indent = _indents(paragraph, area)
    return MeasuredLine(
        runs=paragraph.runs(),
        place=f"trang {first.text.page}, dòng {first.row}",
        anchor=f"page={first.text.page};x={first.text.left_mm:.1f};y={first.text.baseline_mm:.1f}",
        page=first.text.page,
        align=_align(paragraph, area),
        left_mm=round(left, 2),
        right_mm=round(page.width_mm - right, 2),
        top_mm=round(here[0].top_mm, 2),
        bottom_mm=round(page.height_mm - here[-1].bottom_mm, 2),
        column_from=share[0],
        column_to=share[1],
        indent_mm=indent,
        first_line_indent_mm=first_indent,
        line_spacing=_line_spacing(paragraph),
        in_table=first.in_table,
        story=first.story,
        boxed=box is not None,
        box_width_mm=round(box.right_mm - box.left_mm, 2) if box else None,
        box_height_mm=round(box.bottom_mm - box.top_mm, 2) if box else None,
    )


def _column(line: PageLine, area: TextArea | None) -> tuple[float, float]:
    if line.band is None or area is None or area.width_mm <= 0:
        return 0.0, 1.0
    middle = round(min(1.0, max(0.0, (line.gutter_mm - area.left_mm) / area.width_mm)), 3)
    return (middle, 1.0) if line.side else (0.0, middle)


def _indents(paragraph: Paragraph, area: TextArea | None) -> tuple[float, float]:
    """How far the paragraph stands from the left edge of the text, and its first line from the others."""
    first = paragraph.first
    if area is None or first.band is not None or first.in_table or first.story is not Story.TEXT:
        return 0.0, 0.0
    if _is_centred(paragraph, area):
        return 0.0, 0.0
    own = first.text.left_mm - area.left_mm
    if len(paragraph.lines) == 1:
        return (0.0, round(own, 2)) if own <= _DEEPEST_INDENT_MM else (round(own, 2), 0.0)
    here = [line.text.left_mm - area.left_mm for line in paragraph.lines[1:] if line.text.page == first.text.page]
    rest = median(here) if here else 0.0
    return round(rest, 2), round(own - rest, 2)


def _align(paragraph: Paragraph, area: TextArea | None) -> str:
    """How the lines are aligned, where there are enough of them to tell."""
    if area is None or paragraph.first.in_table:
        return ""
    if _is_centred(paragraph, area):
        return "center"
    if len(paragraph.lines) == 1 or paragraph.first.band is not None:
        return ""
    ends = [line.text.right_mm for line in paragraph.lines[:-1]]
    return "justify" if all(abs(end - area.right_mm) <= _SAME_EDGE_MM for end in ends) else "left"


def _is_centred(paragraph: Paragraph, area: TextArea) -> bool:
    """Whether every line has the same room at both sides, and room at all."""
    if paragraph.first.band is not None:
        return False
    return all(
        abs(line.text.middle_mm - area.middle_mm) <= _CENTRED_MM and line.text.left_mm > area.left_mm + _INDENT_MM
        for line in paragraph.lines
    )


def _line_spacing(paragraph: Paragraph) -> float | None:
    """The distance of the baselines in single lines."""
    pitches = [pitch for before, after in pairwise(paragraph.lines) if (pitch := _pitch_em(before, after)) is not None]
    return round(median(pitches) / _SINGLE_EM, 3) if pitches else None
