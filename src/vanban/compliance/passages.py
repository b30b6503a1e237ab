"""The text of a letter piece by piece, each piece with the words that say where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.domain.letter import Appendix, Block, Letter, Paragraph, Role, Table

_EXCERPT_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph, cell, line or title; a picture is a passage without text.

    ``role`` is ``None`` for whatever is not a paragraph of the text.
    """

    where: str
    text: str
    role: Role | None = None
    marker: str = ""

    @property
    def element(self) -> str:
        """Where it stands and how it begins: ``Nội dung, đoạn 4: “Thực hiện đề nghị …”``."""
        return f"{self.where}: “{beginning(self.text)}”" if self.text else self.where


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A text that runs, is numbered and ends by itself: the content of the letter, or one appendix."""

    name: str
    passages: tuple[Passage, ...]
    is_appendix: bool = False


def content(letter: Letter) -> Flow:
    """The text between the heading and the foot."""
    return Flow(name="Nội dung", passages=tuple(_block_passages("Nội dung", letter.blocks)))


def flows(letter: Letter) -> tuple[Flow, ...]:
    """The content, then every appendix."""
    return (content(letter), *(_appendix(one) for one in letter.appendices))


def all_passages(letter: Letter) -> Iterator[Passage]:
    """Everything that was written for this letter: subject, content, titles and texts of its appendices."""
    yield Passage(where="Trích yếu", text=letter.subject)
    yield from content(letter).passages
    for appendix in letter.appendices:
        yield Passage(where=f"{appendix.label}, tên", text=appendix.title)
        yield from _appendix(appendix).passages


def listed(name: str, lines: tuple[str, ...]) -> Iterator[Passage]:
    """The lines of a list such as Nơi nhận."""
    for number, line in enumerate(lines, start=1):
        yield Passage(where=f"{name}, dòng {number}", text=line)


def beginning(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text.split())
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


def _appendix(appendix: Appendix) -> Flow:
    passages = tuple(_block_passages(appendix.label, appendix.blocks))
    return Flow(name=appendix.label, passages=passages, is_appendix=True)


def _block_passages(name: str, blocks: tuple[Block, ...]) -> Iterator[Passage]:
    paragraphs = tables = pictures = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            where = f"{name}, đoạn {paragraphs}"
            yield Passage(where=where, text=block.text, role=block.role, marker=block.marker)
        elif isinstance(block, Table):
            tables += 1
            yield from _cells(f"{name}, bảng {tables}", block)
        else:
            pictures += 1
            yield Passage(where=f"{name}, hình {pictures}", text="")


def _cells(name: str, table: Table) -> Iterator[Passage]:
    for number, row in enumerate((table.head, *table.rows), start=1):
        for cell in row:
            text = "".join(run.text for run in cell)
            if text.strip():
                yield Passage(where=f"{name}, hàng {number}", text=text)
