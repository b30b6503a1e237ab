"""A paragraph of plain and bold words, read without the Markdown parser: most paragraphs of a letter are no more."""

from __future__ import annotations

import re

from vanban.domain.letters.letter import Paragraph, Role, Run
from vanban.intake.markup.inline import tidy
from vanban.intake.markup.roles import by_its_beginning, clause

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


def prose(section: str) -> Paragraph | None:
    """The paragraph of one line, plain or numbered (``1. ...``), as Markdown has it; ``None`` for all the rest."""
    found = _PLAIN.fullmatch(section)
    if found is None:
        return None
    number, words = found.groups()
    runs = _runs(words.rstrip())
    if runs is None:
        return None
    if number is None:
        return by_its_beginning(tidy(runs))
    return clause(Paragraph(Role.BODY, tidy(runs)), f"{number}.")


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
