"""What PDFium tells of a picture: how finely it is scanned, whether it has colours, and what is seen of it."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium

MOST_LOOKED_AT: Final = 60
"""Pictures of a file whose points are looked at; a letter has a signature, a seal and a code."""
_LARGEST_MM: Final = 120.0
"""Larger pictures are scans and charts, whose average colour says nothing."""
_MOST_UNPACKED: Final = 16_000_000
"""Points of a picture; a signature scanned at 600 to the inch has a tenth of them."""
_LARGEST_SCALE: Final = 1000.0
"""In its own group a picture may be huge and be made small with the group, but it is drawn for us as large as there."""
_MOST_POINTS: Final = 4000
_POINT_BYTES: Final = 4
_SEEN: Final = 128
"""Of 255: points that are less opaque are the paper."""
_WHITE: Final = 200
"""Of 255, in all three colours: such points are the paper too."""
_SHOWS_PAPER: Final = 0.1
"""The share of points that are not opaque from which a picture is transparent; its edges may always be."""
_TRUE_COLOURS: Final = 24
_FORMATS: Final = {"DCTDecode": "jpeg", "JPXDecode": "jpeg2000"}
_NAME_BYTES: Final = 64
_MM_PER_INCH = 25.4

Box = tuple[float, float, float, float]
Facts = tuple[float, float, float, float, bool | None, str, str, float | None, bool | None]
"""The box, whether transparent, colour, format, dots per inch, whether coloured."""


def picture_facts(document: Any, page: Any, drawn: Any, box: Box, *, looked_at: int) -> Facts:
    """What one picture of a page is; ``looked_at`` is how many were looked at closely before."""
    found = pdfium.FPDF_IMAGEOBJ_METADATA()
    wide = box[2] - box[0]
    dots, coloured = None, None
    if pdfium.FPDFImageObj_GetImageMetadata(drawn, page, found):
        dots = round(found.width * _MM_PER_INCH / wide, 1) if wide > 0 and found.width else None
        if found.bits_per_pixel:
            indexed = found.colorspace == pdfium.FPDF_COLORSPACE_INDEXED
            coloured = found.bits_per_pixel >= _TRUE_COLOURS or indexed
    small = max(wide, box[3] - box[1]) <= _LARGEST_MM and found.width * found.height <= _MOST_UNPACKED
    closely = small and looked_at < MOST_LOOKED_AT and _fits(drawn)
    transparent, colour = _seen(document, page, drawn) if closely else (None, "")
    return (*box, transparent, colour, _format(drawn), dots, coloured)


def _fits(drawn: Any) -> bool:
    matrix = pdfium.FS_MATRIX()
    told = pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return bool(told) and max(abs(part) for part in (matrix.a, matrix.b, matrix.c, matrix.d)) <= _LARGEST_SCALE


def _format(drawn: Any) -> str:
    room = ctypes.create_string_buffer(_NAME_BYTES)
    for number in range(pdfium.FPDFImageObj_GetImageFilterCount(drawn)):
        pdfium.FPDFImageObj_GetImageFilter(drawn, number, room, _NAME_BYTES)
        if known := _FORMATS.get(room.value.decode("ascii", "replace")):
            return known
    return ""


def _seen(document: Any, page: Any, drawn: Any) -> tuple[bool | None, str]:
    """Whether the paper shows through a picture, and the average colour of what does not look like paper."""
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, drawn)
    if not bitmap:
        return None, ""
    try:
        high, stride = pdfium.FPDFBitmap_GetHeight(bitmap), pdfium.FPDFBitmap_GetStride(bitmap)
        if pdfium.FPDFBitmap_GetFormat(bitmap) not in {pdfium.FPDFBitmap_BGRA, pdfium.FPDFBitmap_BGRA_Premul}:
            return None, ""
        content = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    step = _POINT_BYTES * max(1, len(content) // (_POINT_BYTES * _MOST_POINTS))
    points = [content[at : at + _POINT_BYTES] for at in range(0, len(content) - _POINT_BYTES + 1, step)]
    solid = [point for point in points if point[3] > _SEEN]
    # The picture is laid on nothing, so that its half transparent points are darker than they look.
    inks = [tuple(min(255, part * 255 // point[3]) for part in point[2::-1]) for point in solid]
    inks = [ink for ink in inks if min(ink) < _WHITE]
    transparent = len(solid) < (1 - _SHOWS_PAPER) * len(points)
    return transparent, "".join(f"{sum(parts) // len(parts):02X}" for parts in zip(*inks, strict=True))
