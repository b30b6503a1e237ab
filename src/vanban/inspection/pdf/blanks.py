"""Room that a draft leaves for a number or a day, where a printed line begins or ends with it and nothing shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from vanban.domain.judging.inspected import Story
from vanban.inspection.pdf.page_lines import PageLine, TextArea
from vanban.inspection.pdf.text_lines import TextLine

_AFTER_NUMBER: Final = "/"
_BEFORE_DAY: Final = re.compile(r"\bngày$", re.IGNORECASE)
_AFTER_DAY: Final = re.compile(r"tháng\b", re.IGNORECASE)
_WIDEST_MM: Final = 25.0


def with_room(lines: Sequence[PageLine], area: TextArea | None) -> Iterator[PageLine]:
    """The lines of a page as wide as they are set, as ``Công văn số`` and below it ``      /SNV-CCHC``."""
    for place, line in enumerate(lines):
        if area is None or line.story is not Story.TEXT or line.band is not None or line.in_table:
            yield line
            continue
        before = lines[place - 1].text.text if place else ""
        after = lines[place + 1].text.text if place + 1 < len(lines) else ""
        text = _widened(line.text, before, after, area)
        yield line if text is line.text else replace(line, text=text)


def _widened(line: TextLine, before: str, after: str, area: TextArea) -> TextLine:
    begins = line.text.startswith(_AFTER_NUMBER) or _parts_day(before, line.text)
    left = area.left_mm if begins and 0 < line.left_mm - area.left_mm < _WIDEST_MM else line.left_mm
    ends = _parts_day(line.text, after)
    right = area.right_mm if ends and 0 < area.right_mm - line.right_mm < _WIDEST_MM else line.right_mm
    return line if (left, right) == (line.left_mm, line.right_mm) else replace(line, left_mm=left, right_mm=right)


def _parts_day(before: str, after: str) -> bool:
    """Whether room for a day stands at the end of one line or at the beginning of the next."""
    return bool(_BEFORE_DAY.search(before) and _AFTER_DAY.match(after))
