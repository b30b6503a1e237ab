"""Pictures of a DOCX as facts: where they stand, and of those where a person signs, what they show."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from vanban.domain.judging.inspected import Element, MeasuredImage, MeasuredLine
from vanban.inspection.docx.package import Package, Part
from vanban.inspection.docx.pages import Section
from vanban.inspection.docx.story import Shown, Told

_MOST_PICTURES: Final = 200
_MOST_POINTS: Final = 4_000_000
"""A picture with more is not unpacked: no scan of a signature has them."""
_SIDE: Final = 64
"""Points across and down that are looked at."""
_SEEN: Final = 128
_WHITE: Final = 200
"""Of 255: points that are less opaque, or lighter in all three colours, are the paper."""
_SHOWS_PAPER: Final = 0.1
_MM_PER_INCH = 25.4
_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP")
_COLOURLESS: Final = frozenset({"1", "L", "LA", "I", "I;16", "F"})
_BROKEN = (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError)
"""What Pillow raises on files that are damaged or no pictures."""

_Look = tuple[str, bool | None, str, bool | None, int]
"""Format, whether transparent, colour, whether coloured, points across."""
_UNREAD: _Look = ("", None, "", None, 0)


def measured_images(
    told: Told,
    sections: Sequence[Section],
    elements: Mapping[Element, tuple[MeasuredLine, ...]],
    package: Package,
    main: Part,
) -> tuple[MeasuredImage, ...]:
    """Every picture of the text; how one looks is read where it lies in the signature block."""
    block = _signature_block(told, elements)
    return tuple(_measured(one, block, sections, package, main) for one in told.pictures[:_MOST_PICTURES])


def _measured(
    shown: Shown,
    block: tuple[int, range] | None,
    sections: Sequence[Section],
    package: Package,
    main: Part,
) -> MeasuredImage:
    spot = shown.picture.spot
    over = block is not None and shown.column == block[0] and shown.after in block[1]
    kind, transparent, colour, coloured, across = _look(package, main, shown.picture.relation) if over else _UNREAD
    return MeasuredImage(
        page=shown.section + 1,
        left_mm=None if shown.left_mm is None else round(sections[shown.section].left_mm + shown.left_mm, 2),
        width_mm=round(spot.width_mm, 2) or None,
        height_mm=round(spot.height_mm, 2) or None,
        over_signature=over,
        format=kind,
        transparent=transparent,
        colour=colour,
        coloured=coloured,
        dots_per_inch=round(across * _MM_PER_INCH / spot.width_mm, 1) if across and spot.width_mm else None,
    )


def _signature_block(told: Told, elements: Mapping[Element, tuple[MeasuredLine, ...]]) -> tuple[int, range] | None:
    """The column of title and name, and before which of the lines a picture stands that lies among them."""
    anchors = {line.anchor: place for place, line in enumerate(told.lines)}
    block = (*elements.get(Element.SIGNING_LINES, ()), *elements.get(Element.SIGNER_NAME, ()))
    places = sorted({anchors[base] for line in block if (base := line.anchor.partition(":")[0]) in anchors})
    return (told.paragraphs[places[0]].column.number, range(places[0], places[-1] + 1)) if places else None


def _look(package: Package, main: Part, relation: str) -> _Look:
    _, name = main.relations.get(relation, ("", ""))
    content = package.bytes_of(name) if name else None
    if content is None:
        return _UNREAD
    try:
        # Pillow warns of large pictures, and of odd ones; their size is looked at here.
        with warnings.catch_warnings(), Image.open(BytesIO(content), formats=_FORMATS) as opened:
            warnings.simplefilter("ignore")
            kind, wide = (opened.format or "").lower(), opened.width
            if wide * opened.height > _MOST_POINTS:
                return kind, None, "", None, wide
            coloured = opened.mode not in _COLOURLESS
            points = opened.convert("RGBA").resize((_SIDE, _SIDE), Image.Resampling.NEAREST).tobytes()
    except _BROKEN:
        return _UNREAD
    transparent, colour = _seen(points)
    return kind, transparent, colour, coloured, wide


def _seen(points: bytes) -> tuple[bool, str]:
    """Whether the paper shows through, and the average colour of what does not look like paper."""
    solid = [points[at : at + 3] for at in range(0, len(points), 4) if points[at + 3] > _SEEN]
    inks = [ink for ink in solid if min(ink) < _WHITE]
    transparent = len(solid) * 4 < (1 - _SHOWS_PAPER) * len(points)
    return transparent, "".join(f"{sum(parts) // len(parts):02X}" for parts in zip(*inks, strict=True))
