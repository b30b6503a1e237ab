"""How wide a text is in Times New Roman, the font that the law asks for, without needing it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from vanban.regulations.compounds import unbroken

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


@lru_cache(maxsize=512)
def balanced_lines(text: str, size_pt: float, width_mm: float, *, style: str = "regular") -> tuple[str, ...]:
    """``text`` broken between words into as few lines as fit ``width_mm``, of lengths as equal as can be.

    A syllable wider than the line stays whole on a line of its own; so do the syllables of one word, where they fit.
    """
    # Only plain spaces break: the room left for a number or a day is made of no-break spaces.
    syllables = [syllable for syllable in text.split(" ") if syllable]
    words = [part for word in unbroken(syllables) for part in _fitting(word, size_pt, width_mm, style)]
    if not words:
        return ()
    widths = [_units(word, style) for word in words]
    ends = _line_ends(widths, _units(" ", style), width_mm / _mm_per_unit(size_pt))
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *ends)))


def _line_ends(widths: Sequence[int], space: int, limit: float) -> tuple[int, ...]:
    """After which word each line ends: the fewest lines, and of these the least sum of their squares.

    Args:
        widths: of the words, in units of the font as ``space`` and ``limit`` are.
        space: between two words.
        limit: of a line.
    """
    # For the words up to each: lines, sum of squares, and where the last line begins.
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(widths) + 1):
        width = -space
        choices: list[tuple[int, int, int]] = []
        for start in range(end - 1, -1, -1):
            width += space + widths[start]
            if width > limit and choices:
                break
            lines, squares, _ = best[start]
            choices.append((lines + 1, squares + width * width, start))
        best.append(min(choices))
    ends = [len(widths)]
    while best[ends[-1]][2]:
        ends.append(best[ends[-1]][2])
    return tuple(reversed(ends))


def _fitting(word: str, size_pt: float, width_mm: float, style: str) -> list[str]:
    return [word] if text_width_mm(word, size_pt, style=style) <= width_mm else word.split(" ")
