"""What one node of properties says of a run or a paragraph, before anything is inherited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element as Node

from vanban.inspection.docx.fonts import ThemeFonts
from vanban.inspection.docx.names import VAL, WORD_2010, is_on, number, twips, w

Facts: TypeAlias = dict[str, object]
"""Only what is said; what is not said is inherited."""

TOGGLES = ("bold", "italic", "capitals", "hidden")
_NO_FILL = frozenset({"", "auto", "FFFFFF", "ffffff"})
_AUTO_SPACING_PT = 14.0
"""What Word sets for spacing "auto", as web pages have it."""
_ALIGNS = {
    "start": "left",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
    "lowKashida": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
}


@dataclass(frozen=True, slots=True)
class Border:
    """A drawn edge; ``space_pt`` is its distance from the text, ``thickness_pt`` how thick it is."""

    continuous: bool
    space_pt: float
    thickness_pt: float


_CONTINUOUS = frozenset({"single", "thick", "double", "triple"})


def _flag(key: str) -> Callable[[Node], Facts]:
    return lambda node: {key: is_on(node)}


def _size(key: str) -> Callable[[Node], Facts]:
    def read(node: Node) -> Facts:
        half_points = number(node.get(VAL))
        return {key: half_points / 2} if half_points else {}

    return read


def _colour(node: Node) -> Facts:
    value = node.get(VAL, "auto")
    return {"colour": value if value == "auto" else value.upper()}


def is_shaded(node: Node) -> bool:
    """Whether ``w:shd`` puts a colour or a pattern behind the text."""
    return node.get(w("fill"), "") not in _NO_FILL or node.get(VAL, "clear") not in {"clear", "nil"}


_TEXT: Mapping[str, Callable[[Node], Facts]] = {
    w("b"): _flag("bold"),
    w("i"): _flag("italic"),
    w("caps"): _flag("capitals"),
    w("smallCaps"): _flag("capitals"),
    w("vanish"): _flag("hidden"),
    w("cs"): _flag("complex"),
    w("rtl"): _flag("complex"),
    w("sz"): _size("size"),
    w("szCs"): _size("complex_size"),
    w("color"): _colour,
    w("shd"): lambda node: {"shaded": is_shaded(node)},
    w("u"): lambda node: {"underline": node.get(VAL, "none") != "none"},
    w("highlight"): lambda node: {"highlighted": node.get(VAL, "none") != "none"},
    w("shadow"): _flag("effect"),
    w("outline"): _flag("effect"),
    w("emboss"): _flag("effect"),
    w("imprint"): _flag("effect"),
    f"{{{WORD_2010}}}glow": lambda _: {"effect": True},
    f"{{{WORD_2010}}}shadow": lambda _: {"effect": True},
    f"{{{WORD_2010}}}reflection": lambda _: {"effect": True},
    f"{{{WORD_2010}}}textOutline": lambda node: {"effect": node.find(f"{{{WORD_2010}}}noFill") is None},
    w("rStyle"): lambda node: {"style": node.get(VAL, "")},
}
_FONTS = w("rFonts")


def text_facts(node: Node | None, fonts: ThemeFonts) -> Facts:
    """What ``w:rPr`` says."""
    found: Facts = {}
    for child in () if node is None else node:
        if child.tag == _FONTS:
            found |= fonts.facts(child)
        elif child.tag in _TEXT:
            found |= _TEXT[child.tag](child)
    return found


def _indents(node: Node) -> Facts:
    found: Facts = {}
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            if (value := twips(node.get(w(name)))) is not None:
                found[key] = value
    first, hanging = twips(node.get(w("firstLine"))), twips(node.get(w("hanging")))
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first
    return found


def _spacing(node: Node) -> Facts:
    found: Facts = {}
    for key, automatic in (("before", "beforeAutospacing"), ("after", "afterAutospacing")):
        if (value := twips(node.get(w(key)))) is not None:
            found[key] = value / 20
        if node.get(w(automatic), "0") in {"1", "true", "on"}:
            found[key] = _AUTO_SPACING_PT
    if (line := twips(node.get(w("line")))) is not None:
        found["line"] = line
        found["line_rule"] = node.get(w("lineRule"), "auto")
    return found


def borders(node: Node) -> dict[str, Border]:
    """The edges that are drawn around a paragraph or a cell, by side."""
    found = {}
    for child in node:
        value = child.get(VAL, "none")
        if value not in {"none", "nil"}:
            side = child.tag.rpartition("}")[2]
            eighths = number(child.get(w("sz"))) or 0.0
            found[side] = Border(value in _CONTINUOUS, number(child.get(w("space"))) or 0.0, eighths / 8)
    return found


def _numbering(node: Node) -> Facts:
    found: Facts = {}
    for child in node:
        if child.tag == w("numId"):
            found["list"] = child.get(VAL, "0")
        elif child.tag == w("ilvl"):
            found["list_level"] = int(number(child.get(VAL)) or 0)
    return found


def _frame(node: Node) -> Facts:
    """A frame, the text box of old: where it stands across, and how wide it is, in twips."""
    return {"frame": (twips(node.get(w("x"))), twips(node.get(w("w"))), node.get(w("xAlign"), ""))}


def _tab_stops(node: Node) -> tuple[tuple[float, str], ...]:
    """Positions in twips with their kind, in order."""
    stops = ((twips(child.get(w("pos"))), child.get(VAL, "left")) for child in node)
    return tuple(sorted((at, kind) for at, kind in stops if at is not None and kind != "clear"))


_PARAGRAPH: Mapping[str, Callable[[Node], Facts]] = {
    w("jc"): lambda node: {"align": _ALIGNS.get(node.get(VAL, "left"), node.get(VAL, "left"))},
    w("ind"): _indents,
    w("spacing"): _spacing,
    w("contextualSpacing"): _flag("contextual"),
    w("shd"): lambda node: {"paragraph_shaded": is_shaded(node)},
    w("pBdr"): lambda node: {"borders": borders(node)},
    w("numPr"): _numbering,
    w("framePr"): _frame,
    w("tabs"): lambda node: {"tabs": _tab_stops(node)},
    w("pStyle"): lambda node: {"style": node.get(VAL, "")},
}


def paragraph_facts(node: Node | None) -> Facts:
    """What ``w:pPr`` says."""
    found: Facts = {}
    for child in () if node is None else node:
        if child.tag in _PARAGRAPH:
            found |= _PARAGRAPH[child.tag](child)
    return found
