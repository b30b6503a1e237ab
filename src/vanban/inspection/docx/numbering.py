"""Numbers and dashes that Word counts itself: they stand on the paper, but not in the text of the paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Node

from vanban.compliance.roman import roman
from vanban.inspection.docx.fonts import ThemeFonts
from vanban.inspection.docx.names import number, value, w
from vanban.inspection.docx.properties import Facts, paragraph_facts, text_facts

_LEVELS = 9
_LETTERS = 26
_PLACE = re.compile(r"%([1-9])")
_PRIVATE_FROM, _PRIVATE_TO = "\uf000", "\uf0ff"
_DASHES = frozenset("-\u2013\u2014\uf02d\u2212\u00ad")
_MOST_ROMAN = 3999
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number looks and how its paragraphs are set."""

    form: str
    pattern: str
    start: int
    separator: str
    text: Facts
    paragraph: Facts


@dataclass(frozen=True, slots=True)
class _List:
    pattern_id: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(slots=True)
class Lists:
    """The lists of a file, counting as the paragraphs are read."""

    _lists: Mapping[str, _List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, list_id: str, level: int) -> Level | None:
        found = self._lists.get(list_id)
        return found.levels.get(level) if found else None

    def next_label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of a list, with what stands between it and the text."""
        found = self._lists.get(list_id)
        look = self.level(list_id, level)
        if found is None or look is None:
            return ""
        counts = self._counts.setdefault(found.pattern_id, [None] * _LEVELS)
        begins_anew = level in found.restarts and (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        before = counts[level]
        if begins_anew:
            counts[level] = found.restarts[level]
        else:
            counts[level] = look.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if look.form == "bullet":
            label = _bullet(look.pattern)
        else:
            label = _PLACE.sub(lambda place: self._count(found, counts, int(place.group(1)) - 1), look.pattern)
        return f"{label}{look.separator}" if label else ""

    def _count(self, of: _List, counts: list[int | None], level: int) -> str:
        look = of.levels.get(level)
        if look is None:
            return ""
        count = counts[level]
        return printed(look.start if count is None else count, look.form)


def printed(count: int, form: str) -> str:
    """A number as its form prints it; letters go on with ``aa`` after ``z``."""
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        times, place = divmod(count - 1, _LETTERS)
        letters = chr(ord("a") + place) * min(times + 1, 3)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _MOST_ROMAN:
        return roman(count) if form == "upperRoman" else roman(count).lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _bullet(pattern: str) -> str:
    """The sign before a list item; the private signs of symbol fonts become a dot, a dash of theirs a dash."""
    if pattern and pattern[0] in _DASHES:
        return "-"
    return "•" if pattern and _PRIVATE_FROM <= pattern[0] <= _PRIVATE_TO else pattern


def lists(root: Node | None, fonts: ThemeFonts) -> Lists:
    """The lists of the numbering part; none where there is no such part."""
    if root is None:
        return Lists({})
    patterns = {
        node.get(w("abstractNumId"), ""): {_place(one): _level(one, fonts) for one in node.findall(w("lvl"))}
        for node in root.findall(w("abstractNum"))
    }
    found = {}
    for node in root.findall(w("num")):
        of = value(node, w("abstractNumId")) or ""
        levels, restarts = dict(patterns.get(of, {})), {}
        for override in node.findall(w("lvlOverride")):
            if (own := override.find(w("lvl"))) is not None:
                levels[_place(override)] = _level(own, fonts)
            if (start := number(value(override, w("startOverride")))) is not None:
                restarts[_place(override)] = int(start)
        found[node.get(w("numId"), "")] = _List(of, levels, restarts)
    return Lists(found)


def _place(node: Node) -> int:
    return min(max(int(number(node.get(w("ilvl"))) or 0), 0), _LEVELS - 1)


def _level(node: Node, fonts: ThemeFonts) -> Level:
    suffix = value(node, w("suff"))
    start = number(value(node, w("start")))
    return Level(
        form=value(node, w("numFmt")) or "decimal",
        pattern=(value(node, w("lvlText")) or "")[:_LONGEST_LABEL],
        start=1 if start is None else int(start),
        separator="" if suffix == "nothing" else " ",
        text=text_facts(node.find(w("rPr")), fonts),
        paragraph=paragraph_facts(node.find(w("pPr"))),
    )


NO_LIST = "0"
"""The list id that takes a paragraph out of the list of its style."""
