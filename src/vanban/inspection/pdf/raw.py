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
    """A rectangle of a page; ``colour`` where it is filled."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it is, and what :class:`~vanban.domain.judging.inspected.MeasuredImage` says of it."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    transparent: bool | None = None
    colour: str = ""
    format: str = ""
    dots_per_inch: float | None = None
    coloured: bool | None = None


@dataclass(frozen=True, slots=True)
class RawSignature:
    """A digital signature: the box and the looks of its field, none where it shows nothing."""

    name: str
    order: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    words: tuple[tuple[str, Face], ...] = ()
    pictures: tuple[Picture, ...] = ()


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
    pictures: tuple[Picture, ...] = ()
    hidden: int = 0
    turned: int = 0
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Everything the reading process hands over of one file."""

    pages: tuple[RawPage, ...] = ()
    signatures: tuple[RawSignature, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    signed_whole: bool | None = None
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
        pictures=tuple(Picture(*one) for one in data["images"]),
        hidden=data["hidden"],
        turned=data["turned"],
        unmapped=data["unmapped"],
    )


def signature_from_json(data: dict[str, Any]) -> RawSignature:
    """A signature from what the reading process says of it."""
    return RawSignature(
        name=data["name"],
        order=data.get("order"),
        page=data.get("page"),
        box=tuple(data["box"]) if "box" in data else None,
        words=tuple((text, Face(*face)) for text, face in data.get("words", ())),
        pictures=tuple(Picture(*one) for one in data.get("images", ())),
    )
