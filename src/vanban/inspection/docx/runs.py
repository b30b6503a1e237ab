"""The text of a paragraph: its runs in their looks, without field codes and deleted words, and the shapes in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from xml.etree.ElementTree import Element as Node

from vanban.domain.judging.inspected import MeasuredRun
from vanban.inspection.docx.names import COMPATIBILITY, WORD_SHAPE, w
from vanban.inspection.docx.package import BeyondLimits
from vanban.inspection.docx.properties import Facts, text_facts
from vanban.inspection.docx.styles import StyleSheet, TableLook, TextLook

PAGE_MARK = "\x00"
"""Where the number of the page will stand; no XML can hold this character."""
DEEPEST_NESTING = 60
"""Word itself nests links, changes and fields a few levels deep."""

_RUN, _PROPERTIES, _TEXT = w("r"), w("rPr"), w("t")
_INSIDE = frozenset(
    w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir")
)
_SIMPLE_FIELD, _FIELD_MARK, _FIELD_CODE = w("fldSimple"), w("fldChar"), w("instrText")
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("pgNum"): PAGE_MARK,
}
_BREAK, _SYMBOL = w("br"), w("sym")
_ALTERNATIVES = f"{{{COMPATIBILITY}}}AlternateContent"
_CHOICE, _FALLBACK = f"{{{COMPATIBILITY}}}Choice", f"{{{COMPATIBILITY}}}Fallback"
_SHAPES = frozenset({w("drawing"), w("pict"), w("object")})
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2011": "-", "\u00ad": None, "\u200b": None})
_STRETCHES = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


@dataclass(slots=True)
class ParagraphText:
    """What stands in a paragraph: ``pieces`` of text in their looks, and shapes that are drawn or hold text."""

    pieces: list[tuple[str, TextLook]] = field(default_factory=list)
    shapes: list[Node] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        """Whether anything can be seen of its text."""
        return any(not text.isspace() for text, _ in self.pieces)

    @property
    def has_page_number(self) -> bool:
        """Whether the number of the page stands in it."""
        return any(PAGE_MARK in text for text, _ in self.pieces)

    def runs(self, page_number: str = "") -> tuple[MeasuredRun, ...]:
        """The text as measured; neighbours of one look are one run, since Word splits them as it likes."""
        joined = ((look, "".join([text for text, _ in pieces])) for look, pieces in groupby(self.pieces, itemgetter(1)))
        return tuple(
            _run(stretch, look, font)
            for look, text in joined
            for stretch, font in _by_font(text.replace(PAGE_MARK, page_number), look)
        )


def _by_font(text: str, look: TextLook) -> Iterable[tuple[str, str]]:
    """Stretches of a text with their fonts, which may differ for letters beyond ASCII."""
    if look.font == look.high_font or text.isascii():
        return ((text, look.font),) if text else ()
    return ((part, look.font if part.isascii() else look.high_font) for part in _STRETCHES.findall(text))


def _run(text: str, look: TextLook, font: str) -> MeasuredRun:
    return MeasuredRun(
        text=text.upper() if look.capitals else text,
        font=font,
        size_pt=look.size_pt,
        bold=look.bold,
        italic=look.italic,
        underline=look.underline,
        colour=look.colour,
        shaded=look.shaded,
    )


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs one after the other; a field may begin in one and end in another."""

    sheet: StyleSheet
    _fields: list[list[str]] = field(default_factory=list)
    """Open fields from the outside in: the code, and whether its result has begun."""

    def read(self, paragraph: Node, style: str, table: TableLook, *, shaded: bool) -> ParagraphText:
        """The text of a paragraph in a style; ``shaded`` when the paragraph or its cell has a fill."""
        found = ParagraphText()
        self._read_inside(paragraph, found, _Setting(style, table, shaded), 0)
        return found

    def _read_inside(self, parent: Node, found: ParagraphText, setting: _Setting, depth: int) -> None:
        if depth > DEEPEST_NESTING:
            raise BeyondLimits("liên kết, sửa đổi trong đoạn lồng nhau quá sâu")
        for child in parent:
            if child.tag == _RUN:
                self._read_run(child, found, setting)
            elif child.tag in _INSIDE:
                self._read_inside(child, found, setting, depth + 1)
            elif child.tag == _SIMPLE_FIELD:
                self._read_simple_field(child, found, setting, depth)
            elif child.tag == _ALTERNATIVES:
                self._read_inside(chosen(child), found, setting, depth + 1)

    def _read_simple_field(self, node: Node, found: ParagraphText, setting: _Setting, depth: int) -> None:
        if _is_page(node.get(w("instr"), "")):
            run = node.find(f".//{_RUN}")
            found.pieces.append((PAGE_MARK, self._look(None if run is None else run.find(_PROPERTIES), setting)))
        else:
            self._read_inside(node, found, setting, depth + 1)

    def _read_run(self, run: Node, found: ParagraphText, setting: _Setting) -> None:
        look: TextLook | None = None
        for child in run:
            tag = child.tag
            if tag == _PROPERTIES:
                continue
            if tag in _SHAPES or tag == _ALTERNATIVES:
                found.shapes.append(child)
                continue
            if tag == _FIELD_CODE:
                if self._fields and self._fields[-1][1] == "":
                    self._fields[-1][0] += child.text or ""
                continue
            text = self._mark(child) if tag == _FIELD_MARK else _text_of(child)
            if not text or (tag != _FIELD_MARK and self._is_in_code()):
                continue
            look = look or self._look(run.find(_PROPERTIES), setting)
            if not look.hidden:
                found.pieces.append((text, look))

    def _mark(self, node: Node) -> str:
        """Goes on in the field; a number of the page stands where its result begins."""
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(["", ""])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = "page" if _is_page(self._fields[-1][0]) else "result"
            return PAGE_MARK if self._fields[-1][1] == "page" else ""
        elif self._fields and kind == "end":
            code, state = self._fields.pop()
            return PAGE_MARK if not state and _is_page(code) else ""
        return ""

    def _is_in_code(self) -> bool:
        """Whether what is read now is the code of a field, or the number of a page that stands there already."""
        return any(state in {"", "page"} for _, state in self._fields)

    def _look(self, properties: Node | None, setting: _Setting) -> TextLook:
        direct: Facts = text_facts(properties, self.sheet.fonts)
        if setting.shaded:
            direct["shaded"] = True
        return self.sheet.text(setting.style, direct, setting.table)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a run inherits from where it stands."""

    style: str
    table: TableLook
    shaded: bool


def _text_of(node: Node) -> str:
    tag = node.tag
    if tag == _TEXT:
        text = node.text or ""
        return text if text.isascii() else text.translate(_PLAIN)
    if tag == _BREAK:
        # The break of a page or a column is no line of its own.
        return "" if node.get(w("type"), "textWrapping") in {"page", "column"} else "\n"
    if tag == _SYMBOL:
        return _symbol(node.get(w("char"), ""))
    return _SIGNS.get(tag, "")


def _symbol(code: str) -> str:
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # Half of a pair of codes is no character, and could not be written anywhere.
    return "" if "\ud800" <= sign <= "\udfff" else sign


def _is_page(code: str) -> bool:
    return code.upper().split()[:1] == ["PAGE"]


def chosen(alternatives: Node) -> Node:
    """The one of several ways to say a thing that Word of today takes, or else the one of old."""
    for choice in alternatives.findall(_CHOICE):
        if any(True for _ in choice.iter(f"{{{WORD_SHAPE}}}wsp")):
            return choice
    fallback = alternatives.find(_FALLBACK)
    if fallback is not None:
        return fallback
    first = alternatives.find(_CHOICE)
    return alternatives if first is None else first
