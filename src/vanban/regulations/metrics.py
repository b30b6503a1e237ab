"""How wide a text is in Times New Roman, the font that the law asks for, without needing it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SINGLE_LINE_EM = 1.149
"""Height of a line at single spacing, in em: ascent, descent and gap of Times New Roman."""

_UNITS_PER_EM = 2048
_MM_PER_PT = 25.4 / 72


@cache
def _advances(style: str) -> Mapping[str, int]:
    """Character → advance width in 1/2048 em for ``regular``, ``bold`` or ``italic``."""
    table = json.loads(files("vanban.regulations").joinpath("data/font/times_widths.json").read_text("utf-8"))
    return {char: int(width) for width, chars in table["styles"][style].items() for char in chars}


def text_width_mm(text: str, size_pt: float, *, style: str = "regular") -> float:
    """Width of ``text`` on one line, in millimetres; an unknown character counts as an em."""
    return _units(text, style) * _mm_per_unit(size_pt)


def _units(text: str, style: str) -> int:
    advances = _advances(style)
    return sum([advances.get(char, _UNITS_PER_EM) for char in text])


def _mm_per_unit(size_pt: float) -> float:
    return size_pt * _MM_PER_PT / _UNITS_PER_EM


def has_width(char: str) -> bool:
    """Whether the table knows ``char``: every Vietnamese letter and the usual signs."""
    return char in _advances("regular")


def balanced_lines(text: str, size_pt: float, width_mm: float, *, style: str = "regular") -> tuple[str, ...]:
    """``text`` broken between words into as few lines as fit ``width_mm``, of lengths as equal as can be.

    A word wider than the line stays whole on a line of its own.
    """
    # Only plain spaces break: the room left for a number or a day is made of no-break spaces.
    words = [word for word in text.split(" ") if word]
    if not words:
        return ()
    widths = [_units(word, style) for word in words]
    space, limit = _units(" ", style), width_mm / _mm_per_unit(size_pt)
    fewest = len(_filled(words, widths, space, limit))
    if fewest == 1:
        return (" ".join(words),)
    low, high = 0.0, width_mm
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(words, widths, space, middle / _mm_per_unit(size_pt))) <= fewest:
            high = middle
        else:
            low = middle
    return _filled(words, widths, space, high / _mm_per_unit(size_pt))


def _filled(words: list[str], widths: list[int], space: int, limit: float) -> tuple[str, ...]:
    """The words set line by line; ``widths``, ``space`` and ``limit`` are in units of the font."""
    lines = [[words[0]]]
    filled = widths[0]
    for word, width in zip(words[1:], widths[1:], strict=True):
        if filled + space + width <= limit:
            lines[-1].append(word)
            filled += space + width
        else:
            lines.append([word])
            filled = width
    return tuple(" ".join(line) for line in lines)
