"""A paragraph of plain and bold words, read without the Markdown parser: most paragraphs of a letter are no more."""

from __future__ import annotations

import re

from vanban.domain.letter import Paragraph, Run
from vanban.intake.inline import TextLine
from vanban.intake.roles import clause, item_paragraphs, paragraphs

_BOLD = "**"
_LETTERS = (
    "a-zA-Zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_PLAIN = re.compile(rf"(?:(\d{{1,9}})\. )?([{_LETTERS}“(][{_LETTERS}0-9 .,;:!?=@/%()“”\"'…\u00a0–+*-]*)")
"""Composed letters, and signs that mean nothing inside a line; a letter or bracket begins nothing but a paragraph."""
_EMPHASISED = re.compile(rf"[{_LETTERS}0-9](?:.*[{_LETTERS}0-9%])?")
"""What two ``**`` may stand around; after a percent sign only where a space or a mark follows them."""
_AFTER = (" ", ".", ",", ";", ":")


def prose(section: str) -> tuple[Paragraph, ...] | None:
    """The paragraph of one line, plain or numbered (``1. ...``), as Markdown has it; ``None`` for all the rest."""
    found = _PLAIN.fullmatch(section)
    runs = _runs(found.group(2).rstrip()) if found else None
    if found is None or runs is None:
        return None
    lines, number = [TextLine(1, runs)], found.group(1)
    if number is None:
        return tuple(paragraphs(lines))
    return tuple(clause(first, f"{number}.") for first in item_paragraphs(lines))


def _runs(words: str) -> list[Run] | None:
    """Words outside and between pairs of ``**`` by turns; ``None`` where a star may mean something else."""
    if "*" not in words:
        return [Run(words)]
    pieces = words.split(_BOLD)
    if len(pieces) % 2 == 0 or words.count("*") != len(_BOLD) * (len(pieces) - 1) or "" in pieces[1:-1]:
        return None
    for bold, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if not _EMPHASISED.fullmatch(bold) or (bold.endswith("%") and after and not after.startswith(_AFTER)):
            return None
    return [Run(piece, bold=index % 2 == 1) for index, piece in enumerate(pieces)]
