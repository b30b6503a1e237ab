"""Drafts laid out for the rules: every text of a letter as passages, and what letters share laid out once."""

from __future__ import annotations

from typing import NamedTuple

from vanban.compliance.links_in_letter import qr_links, text_links
from vanban.compliance.passages import Flow, Passage, passages_of
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.letter import Block, Letter, Paragraph, Table

_UNLABELLED = "Phần kèm theo"
"""What an attached text without a label is called where its place is told."""


class Sheet(NamedTuple):
    """A draft as the rules read it.

    ``content`` is the text between the heading and the foot; ``passages`` are everything written for this letter:
    subject, content, titles and texts of its appendices. ``links`` are those of the texts, ``qr_links`` those of the
    QR codes.
    """

    draft: Draft
    content: Flow
    appendices: tuple[Flow, ...]
    passages: tuple[Passage, ...]
    links: tuple[str, ...]
    qr_links: tuple[str, ...]

    @property
    def letter(self) -> Letter:
        return self.draft.letter

    @property
    def flows(self) -> tuple[Flow, ...]:
        """The content, then every appendix."""
        return (self.content, *self.appendices)


class _Laid(NamedTuple):
    """A block at its place, as passages; the block is kept so that no other takes its identity."""

    block: Block
    passages: tuple[Passage, ...]
    links: tuple[str, ...]
    qr_links: tuple[str, ...]


class Reader:
    """Lays drafts out, each once.

    The letters of an order share the very same paragraphs where their texts are the same. These are known again by
    their identity, since to compare them word by word costs as much as to lay them out.
    """

    def __init__(self) -> None:
        self._sheets: dict[int, Sheet] = {}
        self._laid: dict[tuple[str, int, int], _Laid] = {}
        self._titles: dict[tuple[str, str], Passage] = {}

    def read(self, draft: Draft) -> Sheet:
        """The sheet of a draft."""
        sheet = self._sheets.get(id(draft))
        if sheet is None:
            sheet = self._sheets[id(draft)] = self._lay_out(draft)
        return sheet

    def _lay_out(self, draft: Draft) -> Sheet:
        letter = draft.letter
        laid = self._blocks("Nội dung", letter.blocks)
        content = Flow(name="Nội dung", passages=_passages(laid))
        passages = [self._title("Trích yếu", letter.subject), *content.passages]
        appendices = []
        for appendix in letter.appendices:
            name = appendix.label or _UNLABELLED
            more = self._blocks(name, appendix.blocks)
            flow = Flow(name=name, passages=_passages(more), is_appendix=True)
            passages += (self._title(f"{name}, tên", appendix.title), *flow.passages)
            appendices.append(flow)
            laid += more
        return Sheet(
            draft=draft,
            content=content,
            appendices=tuple(appendices),
            passages=tuple(passages),
            links=tuple([link for one in laid if one.links for link in one.links]),
            qr_links=tuple([link for one in laid if one.qr_links for link in one.qr_links]),
        )

    def _title(self, where: str, text: str) -> Passage:
        key = (where, text)
        if key not in self._titles:
            self._titles[key] = Passage.of(where, text)
        return self._titles[key]

    def _blocks(self, name: str, blocks: tuple[Block, ...]) -> list[_Laid]:
        """Paragraphs, tables and pictures are counted each by themselves."""
        found = []
        paragraphs = tables = pictures = 0
        for block in blocks:
            if isinstance(block, Paragraph):
                paragraphs += 1
                number = paragraphs
            elif isinstance(block, Table):
                tables += 1
                number = tables
            else:
                pictures += 1
                number = pictures
            laid = self._laid.get((name, number, id(block)))
            if laid is None:
                passages = passages_of(block, name, number)
                laid = _Laid(block, passages, text_links(block), qr_links(block))
                self._laid[name, number, id(block)] = laid
            found.append(laid)
        return found


def _passages(laid: list[_Laid]) -> tuple[Passage, ...]:
    return tuple([passage for one in laid for passage in one.passages])
