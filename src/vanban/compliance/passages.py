"""The text of a letter piece by piece, each piece with the words that say where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vanban.compliance.dates_in_text import DateMention, dates_in
from vanban.domain.letters.letter import Block, Paragraph, Role, Table

_EXCERPT_LENGTH = 60
_ELEMENTS_KEPT = 64


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One paragraph, cell, line or title; a picture is a passage without text.

    ``role`` is ``None`` for whatever is not a paragraph of the text. ``folded`` is the text in small letters, in which
    a rule looks for its words before it looks closer; ``dates`` are those that it mentions. Two passages are the same
    only if they are one object, so that what a rule says of one can be kept at no cost.
    """

    where: str
    text: str
    role: Role | None
    marker: str
    folded: str
    dates: tuple[DateMention, ...]

    @classmethod
    def of(cls, where: str, text: str, role: Role | None = None, marker: str = "") -> Passage:
        return cls(where, text, role, marker, folded(text), dates_in(text))

    @property
    def element(self) -> str:
        """Where it stands and how it begins: ``Nội dung, đoạn 4: “Thực hiện đề nghị …”``."""
        return _element(self.where, self.text)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flow:
    """A text that runs, is numbered and ends by itself: the content of the letter, or one appendix."""

    name: str
    passages: tuple[Passage, ...]
    is_appendix: bool = False


def folded(text: str) -> str:
    """The text in small letters."""
    # The dotless i, which casefold leaves alone, is an i to patterns that ignore the case.
    return text.casefold().replace("ı", "i")


def listed(name: str, number: int, line: str) -> str:
    """Where a line of a list such as Nơi nhận stands and how it begins."""
    return _element(f"{name}, dòng {number}", line)


@lru_cache(_ELEMENTS_KEPT)
def _element(where: str, text: str) -> str:
    """Kept, since one long text may have a thousand findings."""
    return f"{where}: “{beginning(text)}”" if text else where


def beginning(text: str) -> str:
    """The first words of a text."""
    # A word has a letter and the space behind it: what lies behind so many of them is not looked at.
    words = " ".join(text.split(maxsplit=_EXCERPT_LENGTH // 2 + 1))
    if len(words) <= _EXCERPT_LENGTH:
        return words
    return words[:_EXCERPT_LENGTH].rsplit(" ", 1)[0] + " …"


def ending(text: str) -> str:
    """The last words of a text."""
    words = " ".join(text.split())
    if len(words) <= _EXCERPT_LENGTH:
        return words
    return "… " + words[-_EXCERPT_LENGTH:].split(" ", 1)[-1]


def around(text: str, start: int, end: int) -> str:
    """A stretch of a text with the word before and the word after it."""
    first = text.rfind(" ", 0, max(start - 1, 0)) + 1
    last = text.find(" ", end + 1)
    return text[first : last if last != -1 else len(text)].strip()


def passages_of(block: Block, name: str, number: int) -> tuple[Passage, ...]:
    """The passages that a block is read as, the ``number``-th of its kind in the text called ``name``."""
    if isinstance(block, Paragraph):
        return (Passage.of(f"{name}, đoạn {number}", block.text, block.role, block.marker),)
    if isinstance(block, Table):
        return tuple(_cells(f"{name}, bảng {number}", block))
    return (Passage.of(f"{name}, hình {number}", ""),)


def _cells(name: str, table: Table) -> Iterator[Passage]:
    for number, row in enumerate((table.head, *table.rows), start=1):
        for cell in row:
            text = "".join(run.text for run in cell)
            if text.strip():
                yield Passage.of(f"{name}, hàng {number}", text)
