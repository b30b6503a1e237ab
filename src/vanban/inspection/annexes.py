"""What follows the foot: the appendices, each with its label, title and note."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.domain.judging.inspected import Element, MeasuredLine
from vanban.inspection import recognition as is_
from vanban.inspection.agency_names import is_bold
from vanban.inspection.found import Found
from vanban.inspection.halves import rows_of

_FEW_LINES = 3
_SHORT = 120


def read_appendices(lines: Sequence[MeasuredLine], found: Found) -> None:
    """Sorts everything after the foot; a few stray lines are no appendix."""
    if lines and is_.is_copy_mark(lines[0].text):
        found.unplaced.extend(lines)
        return
    has_label = any(is_.is_appendix_label(rows_of(line)[0].text) for line in lines if line.text.strip())
    if not has_label and len(lines) < _FEW_LINES and sum(len(line.text) for line in lines) < _SHORT:
        found.unplaced.extend(line for line in lines if not is_.is_typed_rule(line.text))
        return
    # A notice or a form without a label begins with its title.
    heading = bool(lines) and is_.is_capitals(lines[0].text) and not is_.is_country_name(lines[0].text)
    note = ""
    for line in lines:
        rows = rows_of(line)
        begins = is_.is_appendix_label(rows[0].text) and not line.in_table
        for row in rows if begins or heading else (line,):
            if is_.is_typed_rule(row.text):
                continue
            element = _kind(row, note, heading=heading)
            heading = element is not Element.APPENDIX_BODY
            note = f"{note} {row.text}" if element is Element.APPENDIX_NOTE else ""
            found.add(element, row)


def _kind(row: MeasuredLine, note: str, *, heading: bool) -> Element:
    """``note`` is the text of the note so far, which goes on until its bracket is closed."""
    text = row.text
    if is_.is_appendix_label(text) and not row.in_table:
        return Element.APPENDIX_LABEL
    if is_.is_appendix_note(text) and text.strip().startswith("("):
        return Element.APPENDIX_NOTE
    if note.count("(") > note.count(")"):
        return Element.APPENDIX_NOTE
    centred = row.align == "center" or is_bold(row) or is_.is_capitals(text)
    is_title = heading and not note and centred and len(text) <= _SHORT * 2
    return Element.APPENDIX_TITLE if is_title else Element.APPENDIX_BODY
