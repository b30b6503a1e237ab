"""Pictures and digital signatures of a PDF as facts, and which pictures lie where a person signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vanban.domain.judging.inspected import Element, MeasuredImage, MeasuredLine, MeasuredRun, MeasuredSignature
from vanban.inspection.pdf.raw import Picture, RawDocument, RawSignature
from vanban.inspection.pdf.typefaces import family, is_bold, is_italic

_BESIDE_MM: Final = 30.0
"""How far a seal may reach beyond the words of the signature block."""
_UNSIGNED_MM: Final = 40.0
"""The room for a signature where no name stands below."""
_LIES_IN: Final = 0.3
"""The share of a picture that must lie in the signature block."""
_LARGEST_MM: Final = 100.0

Box = tuple[float, float, float, float]


def measured_images(
    raw: RawDocument, lines: Sequence[MeasuredLine], elements: Mapping[Element, tuple[MeasuredLine, ...]]
) -> tuple[MeasuredImage, ...]:
    """Every picture of the pages, then those that signatures show."""
    block = _signature_block(raw, elements) if lines else None
    drawn = [(number, one, "") for number, page in enumerate(raw.pages, start=1) for one in page.pictures]
    shown = [(one.page, picture, one.name) for one in raw.signatures for picture in one.pictures]
    return tuple(_measured(page, picture, name, block) for page, picture, name in (*drawn, *shown))


def measured_signatures(found: Iterable[RawSignature]) -> tuple[MeasuredSignature, ...]:
    """The signatures, each where its field stands."""
    return tuple(_signature(one) for one in found)


def _signature(one: RawSignature) -> MeasuredSignature:
    left, top, right, bottom = one.box or (0.0, 0.0, 0.0, 0.0)
    seen = one.box is not None
    return MeasuredSignature(
        name=one.name,
        page=one.page,
        left_mm=left if seen else None,
        top_mm=top if seen else None,
        width_mm=round(right - left, 2) if seen else None,
        height_mm=round(bottom - top, 2) if seen else None,
        runs=tuple(
            MeasuredRun(
                text=text,
                font=family(face),
                size_pt=face.size_pt,
                bold=is_bold(face),
                italic=is_italic(face),
                colour=face.colour or "auto",
            )
            for text, face in one.words
        ),
        order=one.order,
    )


def _measured(page: int | None, picture: Picture, name: str, block: tuple[int, Box] | None) -> MeasuredImage:
    wide, high = picture.right_mm - picture.left_mm, picture.bottom_mm - picture.top_mm
    inside = block is not None and block[0] == page and max(wide, high) <= _LARGEST_MM
    return MeasuredImage(
        page=page,
        left_mm=picture.left_mm,
        top_mm=picture.top_mm,
        width_mm=round(wide, 2),
        height_mm=round(high, 2),
        over_signature=inside and block is not None and _lies_in(picture, block[1]),
        format=picture.format,
        transparent=picture.transparent,
        colour=picture.colour,
        coloured=picture.coloured,
        dots_per_inch=picture.dots_per_inch,
        signature=name,
    )


def _signature_block(raw: RawDocument, elements: Mapping[Element, tuple[MeasuredLine, ...]]) -> tuple[int, Box] | None:
    """The page and the box of title and name, with the room beside them."""
    titles, names = elements.get(Element.SIGNING_LINES, ()), elements.get(Element.SIGNER_NAME, ())
    page = titles[0].page if titles else None
    boxes = [_box(raw, line) for line in (*titles, *names) if page and line.page == page]
    if page is None or not boxes:
        return None
    left, right = min(box[0] for box in boxes) - _BESIDE_MM, max(box[2] for box in boxes) + _BESIDE_MM
    foot = max(box[3] for box in boxes) + (0.0 if names else _UNSIGNED_MM)
    return page, (left, min(box[1] for box in boxes), right, foot)


def _box(raw: RawDocument, line: MeasuredLine) -> Box:
    page = raw.pages[(line.page or 1) - 1]
    return (
        line.left_mm or 0.0,
        line.top_mm or 0.0,
        page.width_mm - (line.right_mm or 0.0),
        page.height_mm - (line.bottom_mm or 0.0),
    )


def _lies_in(picture: Picture, box: Box) -> bool:
    wide = min(picture.right_mm, box[2]) - max(picture.left_mm, box[0])
    high = min(picture.bottom_mm, box[3]) - max(picture.top_mm, box[1])
    area = (picture.right_mm - picture.left_mm) * (picture.bottom_mm - picture.top_mm)
    return area > 0 and max(0.0, wide) * max(0.0, high) >= _LIES_IN * area
