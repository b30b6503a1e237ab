"""Pictures where a person signs: which is the signature, which the seal, and of what colour each is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from vanban.compliance.format_rules.geometry import middle_mm
from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.domain.judging.inspected import Element, MeasuredImage, MeasuredLine

_HEX = 6
_ROUND = 1.15
"""A seal is as wide as it is high; a signature is wider."""
_PNG = "png"


class Ink(StrEnum):
    """The colour of a picture as a clerk would call it."""

    RED = "đỏ"
    BLUE = "xanh"
    OTHER = "khác"
    UNKNOWN = ""


def ink_of(paper: Paper, image: MeasuredImage) -> Ink:
    """The colour of what is seen of a picture."""
    if len(image.colour) != _HEX:
        return Ink.UNKNOWN
    red, green, blue = (int(image.colour[at : at + 2], 16) for at in (0, 2, 4))
    times = paper.tolerances.ink
    if red >= times * max(green, blue, 1):
        return Ink.RED
    return Ink.BLUE if blue >= times * max(red, green, 1) else Ink.OTHER


def seals(paper: Paper) -> tuple[MeasuredImage, ...]:
    """The pictures over the signature block that are seals."""
    return tuple(image for image in _over_signature(paper) if is_seal(paper, image))


def signatures(paper: Paper) -> tuple[MeasuredImage, ...]:
    """The other pictures there."""
    return tuple(image for image in _over_signature(paper) if not is_seal(paper, image))


def is_seal(paper: Paper, image: MeasuredImage) -> bool:
    """By its colour, and where that is neither red nor blue, by its shape."""
    ink = ink_of(paper, image)
    if ink in {Ink.RED, Ink.BLUE}:
        return ink is Ink.RED
    wide, high = image.width_mm or 0.0, image.height_mm or 0.0
    return min(wide, high) > 0 and max(wide, high) <= _ROUND * min(wide, high)


def in_ink(paper: Paper, image: MeasuredImage, wanted: Ink, name: str) -> Iterator[Answer]:
    """Whether a picture has the colour asked for, on a ground that lets the paper through."""
    ink = ink_of(paper, image)
    if ink is Ink.UNKNOWN:
        yield unknown(f"không đọc được màu của {name}")
    elif ink is not wanted:
        yield failed(f"{name} màu #{image.colour}", f"màu {wanted.value}")
    if image.transparent is None:
        yield unknown(f"không đọc được nền của {name}")
    elif not image.transparent:
        yield failed(f"{name} có nền che chữ", "hình PNG nền trong suốt")
    if image.format not in {"", _PNG}:
        yield failed(f"{name} là tệp {image.format.upper()}", "hình PNG nền trong suốt")


def signing_middle_mm(paper: Paper) -> float | None:
    """The middle of the title and name of who signs, from the left edge of the paper."""
    line = next(iter(paper.lines(Element.SIGNING_LINES, Element.SIGNER_NAME)), None)
    if line is None:
        return None
    return middle_mm(paper, line) if paper.is_pdf else _middle_of_column(paper, line)


def _middle_of_column(paper: Paper, line: MeasuredLine) -> float | None:
    page = paper.page_of(line)
    if page is None or line.align != "center":
        return None
    width = page.width_mm - page.left_mm - page.right_mm
    return page.left_mm + width * (line.column_from + line.column_to) / 2


def _over_signature(paper: Paper) -> Iterator[MeasuredImage]:
    return (image for image in paper.inspection.images if image.over_signature)
