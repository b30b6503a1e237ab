"""A letter text in Markdown as the blocks that are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from vanban.domain.campaigns.campaign import LetterText
from vanban.domain.letters.letter import Block, Paragraph, Role
from vanban.intake.characters import clean
from vanban.intake.markup.commonmark import parser
from vanban.intake.markup.inline import TextLine, joined, plain_text, text_lines
from vanban.intake.markup.pictures import PictureCall, picture
from vanban.intake.markup.prose import prose
from vanban.intake.markup.roles import bases, clause, dash, heading, item_paragraphs, paragraphs
from vanban.intake.markup.sections import numbers, sections
from vanban.intake.markup.tables import table
from vanban.intake.reading import Problems, Spot

_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_PLACEHOLDER = "{{"
_PICTURE = "!["
_CLAUSES = (Role.CLAUSE, Role.CLAUSE_TITLE)
_SECTIONS_KEPT = 1024
"""The letters of one order share most of theirs."""
_DEEPEST_MARKS = 50
_REFUSED = {
    "fence": ("có khối mã ```", "xóa hai dòng ``` và viết thành đoạn thường"),
    "code_block": ("đoạn thụt đầu dòng bị hiểu là khối mã", "xóa khoảng trắng ở đầu dòng, phần mềm tự thụt đầu dòng"),
    "html_block": ("có thẻ HTML", "xóa thẻ này; ghi chú cho người soạn đặt trong {# #}"),
    "hr": ("có đường kẻ ngang", "xóa dòng này, thể thức văn bản không có đường kẻ giữa nội dung"),
}
_SOMETHING_ELSE = ("có phần không dùng được trong văn bản", "viết lại thành đoạn thường")


def parse_blocks(
    markdown: str, *, file: str, first_line: int, files: Mapping[str, bytes], problems: Problems
) -> tuple[Block, ...]:
    """The blocks of a text whose placeholders are filled; whatever a letter cannot hold is reported.

    Args:
        markdown: CommonMark with tables; raw HTML and code are refused.
        file: Where it comes from, for messages.
        first_line: On which line of the file it starts.
        files: The pictures that it may show, by name.
    """
    blocks = _read_apart(markdown, files)
    if blocks is not None:
        return blocks
    return _read_whole(markdown, _Source(file=file, first_line=first_line, files=files, problems=problems), {})


def pictures_named(text: LetterText) -> Iterator[tuple[str, int]]:
    """The picture files that a text names, each with its line; QR codes and web addresses are none."""
    for token in parser().parse(text.source):
        line = text.first_line + (token.map[0] if token.map else 0)
        for child in token.children or ():
            if child.type == "image" and _is_file_name(name := str(child.attrs.get("src", ""))):
                yield name, line
            line += child.type in ("softbreak", "hardbreak")


def _too_deep(tokens: Iterable[Token]) -> int | None:
    """The line of a paragraph whose marks nest further than any person means."""
    for token in tokens:
        if any(child.level > _DEEPEST_MARKS for child in token.children or ()):
            return token.map[0] if token.map else 0
    return None


def _is_file_name(source: str) -> bool:
    return bool(source) and ":" not in source and _PLACEHOLDER not in source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where a text stands, the pictures that it may show, and who hears of its mistakes."""

    file: str
    first_line: int
    files: Mapping[str, bytes]
    problems: Problems


class _Section(NamedTuple):
    """A part of a text that reads alike wherever it stands; ``numbers`` are those of its list items."""

    blocks: tuple[Block, ...]
    numbers: tuple[str, ...]


def _read_apart(markdown: str, files: Mapping[str, bytes]) -> tuple[Block, ...] | None:
    """The blocks of a text, section by section; ``None`` where it must be read as a whole, for one of two reasons.

    Something is wrong with it, which is told line by line; or a section means something else by itself: list items
    that all have one number are counted on, and a link may be defined for the whole text.
    """
    blocks: list[Block] = []
    last = ""
    shows_pictures = _PICTURE in markdown
    for text in sections(markdown):
        section = _section(text, files) if shows_pictures and _PICTURE in text else _shared_section(text)
        if section is None:
            return None
        found, numbered = section
        blocks += found
        if numbered and numbered[0] == last:
            return None
        last = numbered[-1] if numbered else ""
    return tuple(blocks)


@lru_cache(_SECTIONS_KEPT)
def _shared_section(text: str) -> _Section | None:
    """A section without pictures, whose blocks depend on its words alone."""
    return _section(text, {})


def _section(text: str, files: Mapping[str, bytes]) -> _Section | None:
    plain = prose(text)
    if plain is not None:
        return _Section((plain,), (plain.marker[:-1],) if plain.role in _CLAUSES else ())
    found = numbers(text)
    if any(one == following for one, following in pairwise(found)):
        return None
    problems, shared = Problems(), dict[str, object]()
    blocks = _read_whole(text, _Source(file="", first_line=1, files=files, problems=problems), shared)
    return None if len(problems) or shared else _Section(blocks, found)


def _read_whole(markdown: str, source: _Source, shared: MutableMapping[str, object]) -> tuple[Block, ...]:
    """The blocks of a text in one go; ``shared`` fills with what it defines for all its parts."""
    text = clean(markdown, file=source.file, first_line=source.first_line, problems=source.problems)
    lines = text.split("\n")
    spot = Spot(source.problems, source.file, "")
    for number, line in enumerate(lines):
        if _FOOTNOTE.search(line):
            spot.line(source.first_line + number).report(
                "có chú thích cuối trang [^…]", "đưa nội dung chú thích vào câu"
            )
    tokens = parser().parse(text, shared)
    if (deep := _too_deep(tokens)) is not None:
        spot.line(source.first_line + deep).report("dấu * hoặc [ ] lồng nhau quá sâu", "bỏ bớt dấu in đậm, in nghiêng")
        return ()
    reader = _BlockReader(spot, source.first_line, source.files, lines)
    reader.read(SyntaxTreeNode(tokens).children)
    reader.expect_title_before(None)
    return tuple(reader.blocks)


@dataclass(slots=True)
class _BlockReader:
    """Walks the tree of one text and gathers its blocks."""

    spot: Spot
    first_line: int
    files: Mapping[str, bytes]
    source: list[str]
    blocks: list[Block] = field(default_factory=list)
    untitled: tuple[str, int] | None = None
    in_clause: bool = False

    def read(self, nodes: Iterable[SyntaxTreeNode]) -> None:
        by_type = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "blockquote": self._bases,
            "bullet_list": self._bullets,
            "ordered_list": self._clauses,
            "table": self._table,
        }
        for node in nodes:
            if node.type != "heading":
                self.expect_title_before(None)
            by_type.get(node.type, self._refuse)(node)

    def expect_title_before(self, title: Paragraph | None) -> None:
        """A part needs its title as the very next heading."""
        if self.untitled and (title is None or title.marker):
            name, line = self.untitled
            self.spot.line(line).report(f"'{name}' chưa có tên", "viết tên ở tiêu đề '#' ngay dưới, không có số")
        self.untitled = None

    def _heading(self, node: SyntaxTreeNode) -> None:
        runs = joined(self._lines(node))
        found = heading(runs)
        if not runs:
            self._at(node).report("tiêu đề trống", "viết tiêu đề sau dấu '#' hoặc xóa dòng này")
        elif self.untitled and not found:
            self.untitled = None
            self.blocks.append(Paragraph(Role.PART_TITLE, runs))
        elif not found:
            self._at(node).report(
                f"tiêu đề '{plain_text(runs)}' không có số",
                "mở đầu bằng 'I. ', '1. ', 'Điều 1. ', 'Phần I' hoặc 'Chương I', hoặc xóa dấu '#' để thành đoạn thường",
            )
        else:
            self.expect_title_before(found[0] if found[0].role is not Role.PART else None)
            self.blocks.extend(found)
            if found[-1].role is Role.PART:
                self.untitled = (found[0].text, self._line(node))

    def _paragraph(self, node: SyntaxTreeNode) -> None:
        if call := _picture_alone(node):
            block = picture(call, self.files, self._at(node))
            if block is not None:
                self.blocks.append(block)
            return
        self.blocks.extend(paragraphs(self._lines(node)))

    def _bases(self, node: SyntaxTreeNode) -> None:
        for child in node.children:
            if child.type == "paragraph":
                self.blocks.extend(bases(self._lines(child)))
            else:
                self._at(child).report(
                    "trong phần căn cứ '>' chỉ được có đoạn văn", "mỗi căn cứ một dòng '> Căn cứ …;', không đánh số"
                )

    def _bullets(self, node: SyntaxTreeNode) -> None:
        for item in node.children:
            marker = "+" if item.markup == "+" else "-"
            self._item(item, dash, marker)

    def _clauses(self, node: SyntaxTreeNode) -> None:
        if self.in_clause:
            self._at(node).report("khoản nằm trong khoản", "trong khoản dùng 'a) ' hoặc '- ', hoặc bỏ thụt đầu dòng")
        if node.children[0].markup == ")":
            self._at(node).report("số thứ tự viết với dấu ')'", "viết khoản là '1. ', điểm là 'a) '")
        was_in_clause, self.in_clause = self.in_clause, True
        for item, number in zip(node.children, _numbers(node), strict=True):
            self._item(item, clause, f"{number}.")
        self.in_clause = was_in_clause

    def _item(self, item: SyntaxTreeNode, lead: Callable[[Paragraph, str], Paragraph], marker: str) -> None:
        """The first paragraph of an item carries its marker, what follows stands for itself."""
        children = list(item.children)
        if not children or children[0].type != "paragraph" or _picture_alone(children[0]):
            self._at(item).report("mục không có chữ", "viết nội dung sau số thứ tự hoặc dấu '-', hoặc xóa mục")
        else:
            first, *rest = item_paragraphs(self._lines(children.pop(0)))
            self.blocks.extend([lead(first, marker), *rest] if first.runs else rest)
        self.read(children)

    def _table(self, node: SyntaxTreeNode) -> None:
        made = table(node, self.first_line, self.source, self.spot)
        if made is not None:
            self.blocks.append(made)

    def _refuse(self, node: SyntaxTreeNode) -> None:
        self._at(node).report(*_REFUSED.get(node.type, _SOMETHING_ELSE))

    def _at(self, node: SyntaxTreeNode) -> Spot:
        return self.spot.line(self._line(node))

    def _line(self, node: SyntaxTreeNode) -> int:
        return self.first_line + (node.map[0] if node.map else 0)

    def _lines(self, node: SyntaxTreeNode) -> list[TextLine]:
        return [line for inline in node.children for line in text_lines(inline, self._line(node), self.spot)]


def _picture_alone(paragraph: SyntaxTreeNode) -> PictureCall | None:
    """The picture that is all of a paragraph."""
    inline = [node for child in paragraph.children for node in child.children]
    seen = [node for node in inline if node.type != "text" or node.content.strip()]
    if len(seen) != 1 or seen[0].type != "image":
        return None
    attributes = seen[0].attrs
    alt = "".join(_letters(seen[0]))
    return PictureCall(source=str(attributes.get("src", "")), alt=alt, title=str(attributes.get("title", "")))


def _letters(node: SyntaxTreeNode) -> Iterator[str]:
    for child in node.children:
        yield " " if child.type in ("softbreak", "hardbreak") else child.content if child.type == "text" else ""
        yield from _letters(child)


def _numbers(ordered_list: SyntaxTreeNode) -> list[str]:
    """The numbers as typed; where all are the same, as many people type them, they count on."""
    typed = [item.info for item in ordered_list.children]
    if len(typed) > 1 and len(set(typed)) == 1:
        return [str(int(typed[0]) + index) for index in range(len(typed))]
    return typed
