"""Styles as they resolve: defaults of the document, table style, paragraph style, character style, direct setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element as Node

from vanban.inspection.docx.fonts import ThemeFonts, theme_fonts
from vanban.inspection.docx.names import VAL, mm, twips, value, w
from vanban.inspection.docx.package import xml_tree
from vanban.inspection.docx.properties import TOGGLES, Facts, paragraph_facts, text_facts

_SHEETS_KEPT = 16
"""The letters of an office share their styles."""
_LONGEST_CHAIN = 50
_NO_FACTS: Facts = {}


class TableLook(NamedTuple):
    """Which table style a cell stands in, and which of its special parts (``firstRow``) the cell belongs to."""

    style: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLook:
    """How text in one style is seen; ``high_font`` is the font of letters beyond ASCII, such as ``ộ``."""

    font: str
    high_font: str
    size_pt: float | None
    bold: bool
    italic: bool
    underline: bool
    colour: str
    shaded: bool
    capitals: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Style:
    kind: str
    based_on: str
    name: str
    text: Facts
    paragraph: Facts
    parts: Mapping[str, tuple[Facts, Facts]]
    """Special parts of a table style: what they say of text and of paragraphs."""
    margins: Mapping[str, float]
    """The room that a table style leaves in cells, in mm, by side."""


@dataclass(slots=True)
class StyleSheet:
    """All styles of a file; what was resolved once is kept."""

    fonts: ThemeFonts
    default_text: Facts
    default_paragraph: Facts
    styles: Mapping[str, _Style]
    usual: Mapping[str, str]
    """The style of whatever names none, by its kind."""
    _chains: dict[str, tuple[Facts, Facts]] = field(default_factory=dict)
    _texts: dict[tuple[str, str, TableLook], Facts] = field(default_factory=dict)
    _looks: dict[tuple[str, str, TableLook], TextLook] = field(default_factory=dict)
    _paragraphs: dict[tuple[str, TableLook], Facts] = field(default_factory=dict)

    def text(self, paragraph_style: str, direct: Facts, table: TableLook) -> TextLook:
        """How a run is seen; ``direct`` is what its own properties say."""
        key = (paragraph_style, str(direct.get("style", "")), table)
        if not direct or direct.keys() == {"style"}:
            if key not in self._looks:
                self._looks[key] = _look(self._text(key))
            return self._looks[key]
        return _look({**self._text(key), **direct})

    def paragraph(self, style: str, table: TableLook) -> Facts:
        """What a paragraph in a style is set with, before its list and its own properties."""
        key = (style, table)
        if key not in self._paragraphs:
            merged = dict(self.default_paragraph)
            for facts in self._table(table, 1):
                merged |= facts
            self._paragraphs[key] = merged | self._chain(style or self.usual.get("paragraph", ""))[1]
        return self._paragraphs[key]

    def name_of(self, style: str) -> str:
        """The name of a style in small letters: ``heading 1``."""
        found = self.styles.get(style)
        return found.name.lower() if found else ""

    def _text(self, key: tuple[str, str, TableLook]) -> Facts:
        if key in self._texts:
            return self._texts[key]
        paragraph_style, character_style, table = key
        levels = [
            *self._table(table, 0),
            self._chain(paragraph_style or self.usual.get("paragraph", ""))[0],
            self._chain(character_style or self.usual.get("character", ""))[0],
        ]
        merged = dict(self.default_text)
        for level in levels:
            merged |= level
        for toggle in TOGGLES:
            # ECMA-376, Part 1, 17.7.3: bold in a bold style is not bold; the document's default always holds.
            merged[toggle] = (
                bool(self.default_text.get(toggle)) or sum(bool(one.get(toggle)) for one in levels) % 2 == 1
            )
        self._texts[key] = merged
        return merged

    def _chain(self, style: str) -> tuple[Facts, Facts]:
        """What a style and all that it is based on say of text and of paragraphs."""
        if style not in self._chains:
            lineage = self._lineage(style)
            self._chains[style] = (_merged([one.text for one in lineage]), _merged([one.paragraph for one in lineage]))
        return self._chains[style]

    def cell_margins(self, style: str) -> Mapping[str, float]:
        """The room that a table style, or the usual one, leaves in cells; what it does not say is left out."""
        found: dict[str, float] = {}
        for one in self._lineage(style or self.usual.get("table", "")):
            found |= one.margins
        return found

    def _lineage(self, style: str) -> list[_Style]:
        """What a style is based on, from the widest to itself."""
        found: list[_Style] = []
        while style in self.styles and len(found) < _LONGEST_CHAIN:
            found.insert(0, self.styles[style])
            style = self.styles[style].based_on
        return found

    def _table(self, table: TableLook, which: int) -> list[Facts]:
        """The level of the table style; a special part of it overrides the whole and is no level of its own."""
        style = table.style or self.usual.get("table", "")
        if style not in self.styles:
            return []
        found = dict(self._chain(style)[which])
        for one in self._lineage(style) if table.parts else ():
            found |= _merged([one.parts[part][which] for part in table.parts if part in one.parts])
        return [found]


def _merged(levels: list[Facts]) -> Facts:
    """Facts of several levels, the widest first."""
    merged: Facts = {}
    for level in levels:
        merged |= level
    return merged


def _look(facts: Facts) -> TextLook:
    is_complex = bool(facts.get("complex"))
    font = str(facts.get("complex_font" if is_complex else "font", ""))
    size = facts.get("complex_size" if is_complex else "size")
    return TextLook(
        font=font,
        high_font=font if is_complex else str(facts.get("high_font", "")),
        size_pt=size if isinstance(size, float) else None,
        bold=bool(facts.get("bold")),
        italic=bool(facts.get("italic")),
        underline=bool(facts.get("underline")),
        colour=str(facts.get("colour", "auto")),
        shaded=bool(facts.get("shaded") or facts.get("highlighted") or facts.get("effect")),
        capitals=bool(facts.get("capitals")),
        hidden=bool(facts.get("hidden")),
    )


@lru_cache(_SHEETS_KEPT)
def style_sheet(styles: bytes | None, theme: bytes | None) -> StyleSheet:
    """The styles of a file from its parts; both may be missing.

    Raises:
        DamagedXml: One of the parts cannot be read.
    """
    fonts = theme_fonts(None if theme is None else xml_tree(theme))
    if styles is None:
        return StyleSheet(fonts, _NO_FACTS, _NO_FACTS, {}, {})
    root = xml_tree(styles)
    read: dict[str, _Style] = {}
    usual: dict[str, str] = {}
    for node in root.findall(w("style")):
        style_id, kind = node.get(w("styleId"), ""), node.get(w("type"), "paragraph")
        read[style_id] = _style(node, kind, fonts)
        if node.get(w("default"), "0") in {"1", "true", "on"}:
            usual[kind] = style_id
    defaults = root.find(w("docDefaults"))
    return StyleSheet(
        fonts,
        _default(defaults, "rPr", lambda one: text_facts(one, fonts)),
        _default(defaults, "pPr", paragraph_facts),
        read,
        usual,
    )


def _style(node: Node, kind: str, fonts: ThemeFonts) -> _Style:
    def said(of: Node) -> tuple[Facts, Facts]:
        return text_facts(of.find(w("rPr")), fonts), paragraph_facts(of.find(w("pPr")))

    text, paragraph = said(node)
    parts = {part.get(w("type"), ""): said(part) for part in node.findall(w("tblStylePr"))}
    based_on, name = value(node, w("basedOn")) or "", value(node, w("name")) or ""
    margins = cell_margins(node.find(f"{w('tblPr')}/{w('tblCellMar')}"))
    return _Style(kind=kind, based_on=based_on, name=name, text=text, paragraph=paragraph, parts=parts, margins=margins)


def cell_margins(node: Node | None) -> Mapping[str, float]:
    """The room left in cells, in mm, by side: of a table, a style of tables or a single cell."""
    found: dict[str, float] = {}
    for side, names in _SIDES.items():
        for name in names:
            one = None if node is None else node.find(w(name))
            if one is not None and (room := twips(one.get(w("w")))) is not None:
                found[side] = mm(room)
    return found


def _default(defaults: Node | None, kind: str, read: Callable[[Node | None], Facts]) -> Facts:
    return {} if defaults is None else read(defaults.find(f"{w(f'{kind}Default')}/{w(kind)}"))


_SIDES = {"left": ("start", "left"), "right": ("end", "right")}
_PARTS = {"firstRow": "firstRow", "lastRow": "lastRow", "firstColumn": "firstCol", "lastColumn": "lastCol"}
"""What a table calls its special parts, and what its style calls them."""
_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


def special_parts(look: Node | None) -> frozenset[str]:
    """Which special parts of its style a table uses, as ``w:tblLook`` says."""
    if look is None:
        return frozenset()
    bits = look.get(VAL)
    if bits is not None and look.get(w("firstRow")) is None:
        try:
            whole = int(bits, 16)
        except ValueError:
            return frozenset()
        return frozenset(name for part, name in _PARTS.items() if whole & _BITS[part])
    return frozenset(name for part, name in _PARTS.items() if look.get(w(part), "0") in {"1", "true", "on"})
