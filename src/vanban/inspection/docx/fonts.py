"""Which font a theme means: styles may name a font by its part in the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element as Node

from vanban.inspection.docx.names import DRAWING, w

_SCRIPTS = {"latin": ("Ascii", "HAnsi"), "ea": ("EastAsia",), "cs": ("Bidi",)}
_SLOTS = (
    ("font", w("asciiTheme"), w("ascii")),
    ("high_font", w("hAnsiTheme"), w("hAnsi")),
    ("complex_font", w("cstheme"), w("cs")),
)


@dataclass(frozen=True, slots=True)
class ThemeFonts:
    """Fonts by their names in the theme: ``minorHAnsi`` → ``Calibri``."""

    names: Mapping[str, str]

    def facts(self, fonts: Node) -> dict[str, object]:
        """The fonts that ``w:rFonts`` sets: for plain letters, for letters with marks, for complex scripts.

        A theme's font comes before the one that is named beside it.
        """
        found: dict[str, object] = {}
        for slot, theme, plain in _SLOTS:
            name = self.names.get(fonts.get(theme, "")) or fonts.get(plain)
            if name:
                found[slot] = name
        return found


def theme_fonts(theme: Node | None) -> ThemeFonts:
    """The fonts of a theme part; none where there is no such part."""
    names = {}
    if theme is not None:
        for level in ("major", "minor"):
            for script, ends in _SCRIPTS.items():
                node = theme.find(f".//{{{DRAWING}}}{level}Font/{{{DRAWING}}}{script}")
                if node is not None and node.get("typeface"):
                    names.update({f"{level}{end}": node.get("typeface", "") for end in ends})
    return ThemeFonts(names)
