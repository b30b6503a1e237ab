"""How wide a text is in Times New Roman, without needing the font."""

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
    table = json.loads(files("vanban.rendering").joinpath("data/times_widths.json").read_text("utf-8"))
    return {char: int(width) for width, chars in table["styles"][style].items() for char in chars}


def text_width_mm(text: str, size_pt: float, *, style: str = "regular") -> float:
    """Width of ``text`` on one line, in millimetres; an unknown character counts as an em."""
    advances = _advances(style)
    units = sum(advances.get(char, _UNITS_PER_EM) for char in text)
    return units / _UNITS_PER_EM * size_pt * _MM_PER_PT


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
    fewest = len(_filled(words, size_pt, width_mm, style))
    low, high = 0.0, width_mm
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(words, size_pt, middle, style)) <= fewest:
            high = middle
        else:
            low = middle
    return _filled(words, size_pt, high, style)


def _filled(words: list[str], size_pt: float, width_mm: float, style: str) -> tuple[str, ...]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width_mm(longer, size_pt, style=style) <= width_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
