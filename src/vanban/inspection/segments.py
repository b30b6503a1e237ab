"""Which lines are which element of the decree, told from the lines alone: the same for DOCX and PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanban.domain.judging.inspected import Element, MeasuredLine, Story
from vanban.inspection import recognition as is_
from vanban.inspection.annexes import read_appendices
from vanban.inspection.foot import FootReader
from vanban.inspection.found import Found, Splitter
from vanban.inspection.halves import halves_of
from vanban.inspection.head import HeadReader

_TOP_MARGIN_MM, _FOOT_OF_PAGE_MM = 25.0, 245.0
_INDENTED_MM = 5.0
_ENDS_OF_TEXT = (".", ";", ":", ",")


@dataclass(frozen=True, slots=True)
class Segments:
    """The lines of each element that was found, and those that belong to none."""

    elements: Mapping[Element, tuple[MeasuredLine, ...]]
    unplaced: tuple[MeasuredLine, ...]


def segment(lines: Sequence[MeasuredLine], *, split: Splitter = halves_of) -> Segments:
    """Divides a document into its elements.

    Args:
        lines: In the order in which they are read: a page's header, left column before right, the footer.
        split: Cuts a line of head or foot where it holds two things; the usual one knows only text and columns.
    """
    found = Found()
    text = [line for line in lines if line.text.strip() and not _is_margin(line, found)]
    start = HeadReader(text, split, found).read()
    foot = FootReader(text, split, found)
    end = foot.begins_at(start)
    if end is None:
        end = _first_label(text, start)
        after = end
        if not start and end == len(text):
            found.unplaced.extend(text)
            return Segments(found.frozen(), tuple(found.unplaced))
    else:
        after = foot.read(end)
    found.add(Element.BODY, *text[start:end])
    if after < len(text):
        read_appendices(text[after:], found)
    return Segments(found.frozen(), tuple(found.unplaced))


def _first_label(text: Sequence[MeasuredLine], start: int) -> int:
    """Where the appendices of a document without a foot begin."""
    places = range(start, len(text))
    found = (at for at in places if is_.is_appendix_label(text[at].text) and not text[at].in_table)
    return next(found, len(text))


def _is_margin(line: MeasuredLine, found: Found) -> bool:
    """Takes out what stands in the margins: page numbers, marks of circulation, the address at the foot of page 1."""
    words = line.text.strip()
    if words.isdigit() and (line.story is not Story.TEXT or _is_at_top(line)):
        found.add(Element.PAGE_NUMBER, line)
    elif (line.story is Story.FOOTER or _is_at_foot_of_first(line)) and is_.is_address(words):
        found.add(Element.ADDRESS, line)
    elif line.story is Story.FOOTER:
        found.unplaced.append(line)
    else:
        return False
    return True


def _is_at_top(line: MeasuredLine) -> bool:
    return line.top_mm is not None and line.top_mm < _TOP_MARGIN_MM


def _is_at_foot_of_first(line: MeasuredLine) -> bool:
    """Where a PDF has the address of the agency; a paragraph of the text that names an address stands there too."""
    if line.page != 1 or line.top_mm is None or line.top_mm <= _FOOT_OF_PAGE_MM:
        return False
    words = line.text.strip()
    is_text = line.first_line_indent_mm > _INDENTED_MM or words.endswith(_ENDS_OF_TEXT) or is_.is_listed(words)
    return not is_text
