"""The inline marks of a paragraph as runs of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.tree import SyntaxTreeNode

from vanban.domain.letters.letter import Run
from vanban.intake.reading import Spot

_WEB = ("http", "https")
# Only what a keyboard makes: a no-break space stays, it keeps room for handwriting.
_SPACES = re.compile(r"[ \t]+")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")


@dataclass(slots=True)
class TextLine:
    """The runs of one source line; ``ends_hard`` when a line break is meant, not just typed."""

    number: int
    runs: list[Run]
    ends_hard: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def text_lines(inline: SyntaxTreeNode, first_line: int, spot: Spot) -> list[TextLine]:
    """The source lines of a paragraph, heading or cell; what a letter cannot hold is reported at its line."""
    reader = _InlineReader(spot, [TextLine(first_line, [])])
    reader.read(inline.children, Run(""))
    return reader.lines


def joined(lines: Iterable[TextLine]) -> tuple[Run, ...]:
    """The runs of a paragraph: a soft line end is a space, a hard one a line break, white space collapsed."""
    runs: list[Run] = []
    for line in lines:
        runs.extend([*line.runs, Run("\n" if line.ends_hard else " ")])
    return tidy(runs)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs without superfluous white space, neighbours of one style merged."""
    tidied: list[Run] = []
    for run in runs:
        text = _single_spaced(run.text)
        if not tidied or tidied[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" \n" if not tidied else " ")
        if text.startswith("\n"):
            _strip_end(tidied, " ")
        if not text:
            continue
        if tidied and _alike(tidied[-1], run):
            tidied[-1] = _with_text(run, tidied[-1].text + text)
        else:
            tidied.append(_with_text(run, text))
    _strip_end(tidied, " \n")
    return tuple(tidied)


def plain_text(runs: Iterable[Run]) -> str:
    """The letters of some runs without their style."""
    return "".join(run.text for run in runs)


def without_start(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """Runs without their first characters, tidied."""
    left: list[Run] = []
    for run in runs:
        left.append(replace(run, text=run.text[length:]))
        length = max(0, length - len(run.text))
    return tidy(left)


def without_end(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """Runs without their last characters, tidied."""
    keep = len(plain_text(runs)) - length
    left: list[Run] = []
    for run in runs:
        left.append(replace(run, text=run.text[: max(0, keep)]))
        keep -= len(run.text)
    return tidy(left)


def is_all_bold(runs: Iterable[Run]) -> bool:
    """Whether every visible letter is bold."""
    visible = [run for run in runs if run.text.strip()]
    return bool(visible) and all(run.bold for run in visible)


def not_bold(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs without bold, for a role that is bold as a whole."""
    return tidy(replace(run, bold=False) for run in runs)


def is_web_address(link: str) -> bool:
    """Whether a link is a complete http or https address."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in _WEB and bool(parts.netloc) and not re.search(r"\s", link)


def _single_spaced(text: str) -> str:
    # Nearly every text is: to look for what is not costs a tenth of replacing nothing.
    if "  " not in text and "\t" not in text and "\n" not in text:
        return text
    return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text))


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs have one style."""
    return (one.bold, one.italic, one.href) == (other.bold, other.italic, other.href)


def _with_text(run: Run, text: str) -> Run:
    """The run with another text; itself where that is its text already."""
    return run if text == run.text else Run(text, run.bold, run.italic, run.href)


def _strip_end(runs: list[Run], chars: str) -> None:
    while runs:
        text = runs[-1].text.rstrip(chars)
        if text:
            runs[-1] = _with_text(runs[-1], text)
            return
        runs.pop()


@dataclass(slots=True)
class _InlineReader:
    """Walks the inline nodes of one paragraph, line by line."""

    spot: Spot
    lines: list[TextLine]

    def read(self, nodes: Iterable[SyntaxTreeNode], style: Run) -> None:
        for node in nodes:
            if node.type == "text":
                self._add(node.content, style)
            elif node.type in ("softbreak", "hardbreak"):
                self.lines[-1].ends_hard = node.type == "hardbreak"
                self.lines.append(TextLine(self.lines[-1].number + 1, []))
            elif node.type == "strong":
                self.read(node.children, replace(style, bold=True))
            elif node.type == "em":
                self.read(node.children, replace(style, italic=True))
            elif node.type == "link":
                self._link(node, style)
            else:
                self._refuse(node, style)

    def _add(self, text: str, style: Run) -> None:
        self.lines[-1].runs.append(_with_text(style, text))

    def _link(self, node: SyntaxTreeNode, style: Run) -> None:
        href = str(node.attrs.get("href", ""))
        if not _may_link(href):
            self._report(
                f"liên kết tới '{href}' không dùng được", "chỉ liên kết tới địa chỉ https://, http:// hoặc mailto:"
            )
            self.read(node.children, style)
        elif not any(_words(node.children)):
            self._report(f"liên kết tới '{href}' không có chữ", "viết chữ giữa [ ] hoặc đặt địa chỉ trong < >")
        else:
            self.read(node.children, replace(style, href=normalizeLink(href)))

    def _refuse(self, node: SyntaxTreeNode, style: Run) -> None:
        if node.type == "html_inline":
            self._report(f"có thẻ HTML '{node.content}'", "xóa thẻ này; ghi chú cho người soạn đặt trong {# #}")
        elif node.type == "code_inline":
            self._report(f"có dấu nháy ngược quanh '{node.content}'", "xóa dấu nháy ngược `")
            self._add(node.content, style)
        elif node.type == "image":
            self._report("hình đứng chung dòng với chữ hoặc hình khác", "đặt hình thành một đoạn riêng")
        else:
            self._report("có phần không dùng được trong văn bản", "viết lại bằng chữ thường")

    def _report(self, message: str, remedy: str) -> None:
        self.spot.line(self.lines[-1].number).report(message, remedy)


def _may_link(href: str) -> bool:
    scheme, _, rest = href.partition(":")
    return is_web_address(href) or (scheme.lower() == "mailto" and "@" in rest)


def _words(nodes: Iterable[SyntaxTreeNode]) -> Iterator[bool]:
    for node in nodes:
        yield bool(node.content.strip())
        yield from _words(node.children)
