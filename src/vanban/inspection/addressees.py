"""Kính gửi with the lines of its recipients, and the line where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.domain.judging.inspected import Element, MeasuredLine
from vanban.inspection import recognition as is_
from vanban.inspection.found import Found
from vanban.inspection.halves import rows_of

_LONGEST, _LONGEST_UNMARKED = 250, 120
_FAR_IN_MM, _IN_LINE_MM = 16.0, 3.0
_GOES_ON = (";", ":", ",")
_PEOPLE = re.compile(r"(?:(?:các\s+)?(?:đồng chí|ông|bà|quý)|thành viên)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"(?<!\w)(?:đề nghị|yêu cầu|thông báo|báo cáo|nhận được|đã|được|thực hiện|triển khai|ban hành|căn cứ"
    r"|trân trọng|kính)(?!\w)",
    re.IGNORECASE,
)
"""Words of sentences; no recipient is called by them."""


def read_addressees(lines: Sequence[MeasuredLine], start: int, found: Found) -> int:
    """Takes Kính gửi and its recipients off the lines; returns where the text begins."""
    place = start
    if place >= len(lines) or not is_.is_addressee_label(lines[place].text):
        return place
    found.add(Element.ADDRESSEES, *rows_of(lines[place]))
    for line in lines[place + 1 :]:
        taken = found.elements[Element.ADDRESSEES]
        if not _is_one(line, taken, lines):
            break
        found.add(Element.ADDRESSEES, *rows_of(line))
        place += 1
    return place + 1


def _is_one(line: MeasuredLine, taken: Sequence[MeasuredLine], lines: Sequence[MeasuredLine]) -> bool:
    """Whether a line goes on with the recipients taken so far."""
    text, before = line.text.strip(), taken[-1].text.strip()
    if len(text) > _LONGEST or is_.is_distribution_label(text) or is_.opens_text(text.lstrip("-–—+* ")):
        return False
    if is_.is_listed(text):
        # A text that begins with a list item: no recipient comes after the full stop.
        return not before.endswith(".") or len(taken) == 1
    if before.endswith("."):
        return False
    if before.endswith(_GOES_ON):
        return _is_name(line, taken)
    return line.left_mm is not None and _is_far_in(line, lines)


def _is_name(line: MeasuredLine, taken: Sequence[MeasuredLine]) -> bool:
    """Whether a line without a dash names a recipient, or goes on with a name, after a mark that leaves it open.

    The text itself often begins with the name of the agency that writes, and offices forget the full stop before it.
    """
    text, before = line.text.strip(), taken[-1]
    if is_.is_agency(text) and _ASKS.search(text):
        return False
    if _starts_mm(line) is not None and len(taken) > 1:
        in_line = abs((_starts_mm(line) or 0.0) - (_starts_mm(before) or 0.0)) < _IN_LINE_MM
        if in_line and (_starts_mm(line) or 0.0) > _FAR_IN_MM:
            return True
    if len(text) > _LONGEST_UNMARKED or _ASKS.search(text):
        return False
    is_recipient = is_.is_agency(text) or _PEOPLE.match(text) is not None or text[:1].islower()
    return is_recipient or text.endswith(";") or before.text.rstrip().endswith(":")


def _starts_mm(line: MeasuredLine) -> float | None:
    """Where a line begins, from the left edge of the text; ``None`` where it is centred or set by tabs."""
    if line.align in {"center", "right"} or line.text[:1] in "\t ":
        return None
    return line.indent_mm + line.first_line_indent_mm


def _is_far_in(line: MeasuredLine, lines: Sequence[MeasuredLine]) -> bool:
    """Whether a printed line stands far inside the text, as recipients on several lines do."""
    same_page = [one.left_mm for one in lines if one.page == line.page and one.left_mm is not None]
    return line.left_mm is not None and line.left_mm - min(same_page) > _FAR_IN_MM
