"""What each line of the content is: prose, căn cứ, a heading, a numbered part or an item of a list."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from vanban.compliance.format_rules.paper import Paper
from vanban.domain.judging.inspected import Element, MeasuredLine


class LineKind(StrEnum):
    """Kinds of lines of the content (Annex I, Part I, II.6)."""

    PROSE = "prose"
    BASIS = "basis"
    PART = "part"
    """Phần, Chương, Mục, Tiểu mục with their number."""
    PART_TITLE = "part_title"
    """The line under it."""
    SECTION = "section"
    """``I. TITLE``."""
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    DASH = "dash"
    DISPLAY = "display"
    """A line in capitals of its own, such as QUYẾT ĐỊNH:."""


_PATTERNS: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    (
        LineKind.PART,
        re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục)\s+(?:thứ\s+\w+|[IVXLC]+|\d+)\.?$"),
    ),
    (LineKind.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+\d+\s*[.:]")),
    (LineKind.SECTION, re.compile(r"[IVX]+\s*\.\s*\S")),
    (LineKind.CLAUSE, re.compile(r"\d+(?:\.\d+)*\s*\.\s*[^\W\d]")),
    (LineKind.POINT, re.compile(r"[a-zđ]\s*\)\s*\S")),
    (LineKind.DASH, re.compile(r"[-–+•*]\s*\S")),
    (LineKind.BASIS, re.compile(r"(?:Căn cứ|Theo đề nghị của|Xét đề nghị của)\s.*[;.,]$")),
)
_PAPERS_KEPT = 2
"""Many rules ask for the kinds of one paper, one after the other."""
HEADINGS = (LineKind.PART, LineKind.PART_TITLE, LineKind.DISPLAY)


@lru_cache(_PAPERS_KEPT)
def kinds_of(paper: Paper) -> tuple[tuple[MeasuredLine, LineKind], ...]:
    """The lines of the content outside tables, each with its kind."""
    kinds: list[tuple[MeasuredLine, LineKind]] = []
    after_part = False
    before_prose = True
    for line in paper.lines(Element.BODY):
        if line.in_table:
            continue
        kind = _kind(line, after_part=after_part, before_prose=before_prose)
        after_part = kind is LineKind.PART
        # The authority that decides stands above its căn cứ: GIÁM ĐỐC SỞ NỘI VỤ (form 1.2).
        before_prose = before_prose and kind in {LineKind.BASIS, LineKind.DISPLAY}
        kinds.append((line, kind))
    return tuple(kinds)


def of_kind(paper: Paper, *wanted: LineKind) -> tuple[MeasuredLine, ...]:
    """The lines of some kinds."""
    return tuple(line for line, kind in kinds_of(paper) if kind in wanted)


def prose_lines(paper: Paper) -> tuple[MeasuredLine, ...]:
    """The lines of the content that are set as paragraphs: all but headings on lines of their own."""
    return tuple(line for line, kind in kinds_of(paper) if kind not in HEADINGS)


def _kind(line: MeasuredLine, *, after_part: bool, before_prose: bool) -> LineKind:
    text = " ".join(line.text.split())
    if after_part and (text.isupper() or line.align == "center"):
        return LineKind.PART_TITLE
    for kind, pattern in _PATTERNS:
        # Căn cứ stand before the text; further down the same words open a sentence.
        if pattern.match(text) and (kind is not LineKind.BASIS or before_prose):
            return kind
    return LineKind.DISPLAY if text.isupper() else LineKind.PROSE
