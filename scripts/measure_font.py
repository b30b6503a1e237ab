"""Writes the table of character widths of Times New Roman, measured on its metric twin Liberation Serif 2."""

from __future__ import annotations

import json
import sys
import unicodedata
from itertools import product
from pathlib import Path

from fontTools.ttLib import TTFont

_STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}
_VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_SIGNS = [chr(code) for code in range(0x20, 0x7F)] + list("\u00a0°§×÷±–—…“”‘’•")
_TABLE = Path(__file__).parents[1] / "src/vanban/regulations/data/font/times_widths.json"


def main(fonts: Path) -> None:
    """Measures the three styles found in the folder ``fonts``."""
    composed = {unicodedata.normalize("NFC", letter + tone) for letter, tone in product(_VIETNAMESE, _TONES)}
    letters = {char for char in composed if len(char) == 1}
    chars = sorted(letters | {char.upper() for char in letters} | set(_SIGNS))
    table: dict[str, dict[str, str]] = {}
    for style, suffix in _STYLES.items():
        font = TTFont(fonts / f"LiberationSerif-{suffix}.ttf")
        glyphs, advances = font.getBestCmap(), font["hmtx"]
        by_width: dict[int, str] = {}
        for char in chars:
            if ord(char) in glyphs:
                width = advances[glyphs[ord(char)]][0]
                by_width[width] = by_width.get(width, "") + char
        table[style] = {str(width): by_width[width] for width in sorted(by_width)}
    source = "advance widths of Liberation Serif 2.1.5, whose metrics are those of Times New Roman"
    content = {"unit": "1/2048 em", "source": source, "styles": table}
    _TABLE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
