"""Lines of a text as the blocks that a letter is made of: paragraphs in their roles, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from vanban.domain.judging.inspected import MeasuredLine
from vanban.domain.letters.letter import Align, Block, Paragraph, Role, Run, Table
from vanban.inspection.agency_names import is_bold
from vanban.inspection.recognition import (
    is_agency,
    is_capitals,
    is_person,
    is_place_and_date,
    is_signed_note,
    is_signing_line,
    is_typed_rule,
)

_PART = re.compile(r"(?:phần|chương|mục|tiểu mục)\s+(?:thứ\s+\w+|[ivxlc]+|\d+)\.?$", re.IGNORECASE)
_BASIS = re.compile(r"(?:căn cứ|theo đề nghị|xét đề nghị)\s.*[;.,]$", re.IGNORECASE | re.DOTALL)
_MARKED = (
    (Role.ARTICLE, re.compile(r"(Điều \d+[a-zđ]?\s*[.:])\s*", re.IGNORECASE)),
    (Role.SECTION, re.compile(r"([IVX]+\s*\.)\s*(?=\D)")),
    (Role.CLAUSE, re.compile(r"(\d{1,2}(?:\.\d{1,2})*\s*\.)\s*(?=[^\W\d])")),
    (Role.POINT, re.compile(r"([a-zđ]\s*\))\s*")),
    (Role.DASH, re.compile(r"([-–—−•+*])\s*(?=\D|\d)")),
)
_FAR_IN_MM = 40.0
_END_MARK, _SENTENCE_ENDS = "./.", (".", ";", ":", ",")
_LONGEST_CLOSING = 80
_LONGEST_TITLE, _FEW_WORDS = 20, 5
"""In words, the number among them: ``1. Nội dung:`` is a title, ``1. Các trường được khảo sát gồm:`` opens a list."""


def blocks_of(lines: Sequence[MeasuredLine], *, is_appendix: bool = False) -> tuple[Block, ...]:
    """The blocks of a text; neighbouring cells of tables make one table of one column, cell under cell.

    An appendix may be signed below its end mark: these lines are paragraphs of their own, in a table or not.
    """
    text = _text_of(lines) if is_appendix else len(lines)
    closing = (Paragraph(Role.SIGNED, _runs(line, 0)) for line in lines[text:])
    return (*_blocks(lines[:text]), *closing)


def _text_of(lines: Sequence[MeasuredLine]) -> int:
    """How many lines of an appendix come before those that close it."""
    marks = [place for place, line in enumerate(lines) if _END_MARK in line.text]
    after = marks[-1] + 1 if marks else len(lines)
    closes = all(_is_closing(line) for line in lines[after:])
    return after if closes else len(lines)


def _is_closing(line: MeasuredLine) -> bool:
    """Whether a line below the end mark says who signs an appendix, and when."""
    text = line.text.strip()
    return (
        not text
        or is_typed_rule(text)
        or is_signed_note(text)
        or is_place_and_date(text)
        or is_person(text)
        or (is_signing_line(text) and (is_capitals(text) or line.in_table or not text.endswith(_SENTENCE_ENDS)))
        or (is_agency(text) and len(text) <= _LONGEST_CLOSING and not text.endswith(_SENTENCE_ENDS))
    )


def _blocks(lines: Sequence[MeasuredLine]) -> Sequence[Block]:
    found: list[Block] = []
    for in_table, group in groupby(lines, key=lambda line: line.in_table):
        if in_table:
            found.append(_cells(group))
        else:
            found += _paragraphs(group, in_basis=not found)
    return found


def joined_text(lines: Iterable[MeasuredLine]) -> str:
    """Printed lines as one."""
    return " ".join(" ".join(line.text for line in lines).split())


def _cells(lines: Iterable[MeasuredLine]) -> Table:
    first, *rest = (_runs(line, 0) for line in lines)
    return Table(aligns=(Align.LEFT,), head=(first,), rows=tuple((cell,) for cell in rest))


def _paragraphs(lines: Iterable[MeasuredLine], *, in_basis: bool) -> Iterator[Paragraph]:
    """Paragraphs in their roles; căn cứ only stand before all else."""
    after_part = False
    for line in lines:
        paragraph = _paragraph(line, in_basis=in_basis, after_part=after_part)
        after_part = paragraph.role is Role.PART
        # The authority that decides stands above its căn cứ: GIÁM ĐỐC SỞ NỘI VỤ (form 1.2).
        in_basis = in_basis and (paragraph.role is Role.BASIS or is_capitals(line.text))
        yield paragraph


def _paragraph(line: MeasuredLine, *, in_basis: bool, after_part: bool) -> Paragraph:
    text = line.text.strip()
    if _PART.match(text):
        return Paragraph(Role.PART, _runs(line, 0))
    if after_part and (is_capitals(text) or line.align == "center"):
        return Paragraph(Role.PART_TITLE, _runs(line, 0))
    if in_basis and _BASIS.match(text):
        return Paragraph(Role.BASIS, _runs(line, 0))
    for role, pattern in _MARKED:
        if found := pattern.match(text):
            lead = len(line.text) - len(line.text.lstrip())
            runs = _runs(line, lead + found.end())
            return Paragraph(_titled(role, line), runs, " ".join(found.group(1).split()))
    return Paragraph(_unmarked(line), _runs(line, 0))


def _titled(role: Role, line: MeasuredLine) -> Role:
    """A khoản is a title of its own when it is bold, or short and without an end; a few words may end with a colon."""
    text = line.text.strip()
    longest = _FEW_WORDS if text.endswith(":") else _LONGEST_TITLE
    is_short = len(text.split()) <= longest and not text.endswith((".", ";", ","))
    return Role.CLAUSE_TITLE if role is Role.CLAUSE and (is_bold(line) or is_short) else role


def _unmarked(line: MeasuredLine) -> Role:
    if line.align == "center":
        return Role.SIGNED if is_bold(line) and is_person(line.text) else Role.CENTRED
    # A PDF does not tell how a single line is set, only where it begins.
    is_right = line.align == "right" or (not line.align and line.indent_mm > _FAR_IN_MM)
    return Role.SIGNED if is_right and is_bold(line) else Role.BODY


def _runs(line: MeasuredLine, start: int) -> tuple[Run, ...]:
    """The runs of a line from a character on."""
    found = []
    at = 0
    for run in line.runs:
        text = run.text[max(start - at, 0) :]
        at += len(run.text)
        if text:
            found.append(Run(text.replace("\t", " "), bold=run.bold, italic=run.italic))
    return tuple(found)
