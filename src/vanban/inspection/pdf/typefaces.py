"""What the name and the flags of a font in a PDF tell: its family, and whether it is bold or italic."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from vanban.inspection.pdf.raw import Face

_ITALIC_FLAG: Final = 1 << 6
_FORCE_BOLD_FLAG: Final = 1 << 18
"""Source: ISO 32000-1, table 123, font descriptor flags."""
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|slanted", re.IGNORECASE)
_STYLE_WORDS = re.compile(
    r"(?:PS)?(?:MT)?$|[-,. ]*(?:semi|demi|extra|ultra)?[-, ]*(?:bold|italic|oblique|regular|roman|normal)"
    r"(?:ps)?(?:mt)?(?=$|[-,. ]|bold|italic|oblique|regular)",
    re.IGNORECASE,
)
_TIMES = re.compile(r"^Times[- ]?New[- ]?Roman", re.IGNORECASE)
_LIBERATION = re.compile(r"^Liberation[- ]?Serif", re.IGNORECASE)
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def family(face: Face) -> str:
    """The family as people know it (``Times New Roman``); empty where the file does not tell."""
    name = _SUBSET.sub("", face.font) or face.family
    if _TIMES.match(name):
        return "Times New Roman"
    if _LIBERATION.match(name):
        return "Liberation Serif"
    if name.startswith("."):
        # A font whose outlines alone are in the file: the legacy fonts of Vietnam (.VnTime) begin with a dot.
        return name.partition("-")[0]
    bare = name
    while (shorter := _STYLE_WORDS.sub("", bare)) != bare:
        bare = shorter
    return _HUMPS.sub(" ", bare.replace("-", " ").replace("_", " ")).strip() or name


@cache
def is_bold(face: Face) -> bool:
    """Whether the letters are bold by the font or thickened by the drawing program."""
    return bool(_BOLD.search(face.font) or face.flags & _FORCE_BOLD_FLAG or face.stroked)


@cache
def is_italic(face: Face) -> bool:
    """Whether the letters are italic by the font or slanted by the drawing program."""
    by_font = _ITALIC.search(face.font) or face.flags & _ITALIC_FLAG or face.italic_angle
    return bool(by_font or face.slanted)
