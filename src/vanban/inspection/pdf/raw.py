"""What the reading process hands over of one PDF: glyphs, drawn shapes and pictures, in mm from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Refusal(StrEnum):
    """Why a file was not read."""

    NOT_A_PDF = "not_a_pdf"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_MANY_SHAPES = "too_many_shapes"
    NO_MEMORY = "no_memory"
    CRASHED = "crashed"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Face:
    """How some glyphs are set: the font's own name, its flags, and the size after every transformation."""

    font: str
    family: str
    flags: int
    italic_angle: int
    size_pt: float
    colour: str
    slanted: bool = False
    """Whether the letters were slanted by the drawing program, not by the font."""
    stroked: bool = False
    """Whether the letters were thickened by an outline, as programs do that have no bold font."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed sign: where it starts and ends, and its baseline; ``face`` is its place in ``RawPage.faces``."""

    text: str
    x_mm: float
    baseline_mm: float
    right_mm: float
    face: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight horizontal or vertical line, or a filled band so thin that it looks like one."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    thickness_mm: float
    dashed: bool = False

    @property
    def is_horizontal(self) -> bool:
        return self.right_mm - self.left_mm >= self.bottom_mm - self.top_mm


@dataclass(frozen=True, slots=True)
class Area:
    """A filled area or a picture: ``colour`` is empty for a picture."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    colour: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it is drawn.

    ``hidden`` counts signs that do not print, ``turned`` those that do not stand upright, ``unmapped`` those of which
    the file does not tell what letter they are.
    """

    width_mm: float
    height_mm: float
    faces: tuple[Face, ...] = ()
    glyphs: tuple[Glyph, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    fills: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()
    hidden: int = 0
    turned: int = 0
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Everything the reading process hands over of one file."""

    pages: tuple[RawPage, ...] = ()
    signatures: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    cut_short: bool = False
    """Whether the mark that ends every PDF is missing."""


def page_from_json(data: dict[str, Any]) -> RawPage:
    """A page from what ``dataclasses.astuple`` made of it."""
    return RawPage(
        width_mm=data["width_mm"],
        height_mm=data["height_mm"],
        faces=tuple(Face(*one) for one in data["faces"]),
        glyphs=tuple(Glyph(*one) for one in data["glyphs"]),
        strokes=tuple(Stroke(*one) for one in data["strokes"]),
        fills=tuple(Area(*one) for one in data["fills"]),
        pictures=tuple(Area(*one) for one in data["pictures"]),
        hidden=data["hidden"],
        turned=data["turned"],
        unmapped=data["unmapped"],
    )
