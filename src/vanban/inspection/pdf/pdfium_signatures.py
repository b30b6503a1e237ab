"""The digital signatures of a PDF: how much of the file each covers, and how it looks on its page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any, Final

import pypdfium2.raw as pdfium

from vanban.inspection.pdf.bounds import MAX_GROUP_DEPTH
from vanban.inspection.pdf.pdfium_page import Frame, face_of
from vanban.inspection.pdf.pdfium_shapes import ShapesOfPage

_TEXT_BYTES: Final = 4096
_RANGE_NUMBERS: Final = 4
_MOST_FIELDS: Final = 50
_MOST_SIGNS: Final = 2000
_SMALLEST_MM: Final = 0.5
"""A field that is smaller shows nothing."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in mm."""
Field = dict[str, Any]


def signatures_of(document: Any, size: int) -> tuple[list[Field], bool | None]:
    """Every signature with its field, and whether the last one covers all of the file's ``size`` bytes."""
    ends = _signed_ends(document)
    if not ends:
        return [], None
    found: list[Field] = []
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        fields = list(_fields(page, number + 1))
        if any("box" in field for field in fields):
            page = _flat(document, page, number)
            _add_looks(document, page, fields)
        pdfium.FPDF_ClosePage(page)
        found += fields
    found = list({field["name"]: field for field in found}.values())[: len(ends)]
    found += [{"name": f"Chữ ký số {number}", "on": 0} for number in range(len(found) + 1, len(ends) + 1)]
    if len({field["on"] for field in found}) == 1:
        # PDFium does not tell which field a signature is in; programs that sign list both of a page in one order.
        order = sorted(range(len(ends)), key=ends.__getitem__)
        found = [found[place] | {"order": made} for made, place in enumerate(order, start=1)]
    return found, max(ends) == size if max(ends) else None


def text_of(ask: Any, owner: Any, key: bytes) -> str:
    """A text that PDFium writes in UTF-16 into the room it is given."""
    room = ctypes.create_string_buffer(_TEXT_BYTES)
    size = ask(owner, key, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), _TEXT_BYTES)
    if not 2 < size <= _TEXT_BYTES:  # noqa: PLR2004  # two bytes are the end of an empty text
        return ""
    return room.raw[: size - 2].decode("utf-16-le", "replace").strip()


def _signed_ends(document: Any) -> list[int]:
    """Up to which byte of the file each signature reaches; a field that waits for one is none."""
    ends, room = [], (ctypes.c_int * _RANGE_NUMBERS)()
    for number in range(min(_MOST_FIELDS, max(0, pdfium.FPDF_GetSignatureCount(document)))):
        one = pdfium.FPDF_GetSignatureObject(document, number)
        if pdfium.FPDFSignatureObj_GetContents(one, None, 0) > 0:
            told = pdfium.FPDFSignatureObj_GetByteRange(one, room, _RANGE_NUMBERS)
            ends.append(room[2] + room[3] if told == _RANGE_NUMBERS else 0)
    return ends


def _fields(page: Any, number: int) -> Iterator[Field]:
    """The fields of a page that hold a signature; one whose field has no name is counted all the same."""
    frame = Frame.of(page)
    for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
        field, edges = pdfium.FPDFPage_GetAnnot(page, place), pdfium.FS_RECTF()
        is_signed = text_of(pdfium.FPDFAnnot_GetStringValue, field, b"FT") == "Sig"
        if is_signed and pdfium.FPDFAnnot_HasKey(field, b"V"):
            name = text_of(pdfium.FPDFAnnot_GetStringValue, field, b"T")
            if name and pdfium.FPDFAnnot_GetRect(field, edges):
                box = _box(frame, ((edges.left, edges.bottom), (edges.right, edges.top)))
                seen = min(box[2] - box[0], box[3] - box[1]) >= _SMALLEST_MM
                yield {"name": name, "on": number, **({"page": number, "box": box} if seen else {})}
        pdfium.FPDFPage_CloseAnnot(field)


def _flat(document: Any, page: Any, number: int) -> Any:
    """The page with everything that is laid over it drawn on it, in memory: only so PDFium places it."""
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    pdfium.FPDF_ClosePage(page)
    return pdfium.FPDF_LoadPage(document, number)


def _add_looks(document: Any, page: Any, fields: list[Field]) -> None:
    """Give each field the pictures and the words that stand in its box."""
    frame, seen = Frame.of(page), [field for field in fields if "box" in field]
    count = pdfium.FPDFPage_CountObjects(page)
    last = pdfium.FPDFPage_GetObject(page, count - 1) if count else None
    if last is None or pdfium.FPDFPageObj_GetType(last) != pdfium.FPDF_PAGEOBJ_FORM:
        return
    owners: dict[int, Field] = {}
    for number in range(pdfium.FPDFFormObj_CountObjects(last)):
        look = pdfium.FPDFFormObj_GetObject(last, number)
        shapes = ShapesOfPage(frame, document=document)
        shapes.take(page, look)
        box = _bounds(frame, look)
        for picture in shapes.images:
            owner = max(seen, key=lambda field: _shared(field["box"], picture[:4]))
            owner.setdefault("images", []).append(picture)
        owner = max(seen, key=lambda field: _shared(field["box"], box))
        owners |= dict.fromkeys(_texts(look, 0), owner)
    _add_words(page, frame, owners)


def _add_words(page: Any, frame: Frame, owners: dict[int, Field]) -> None:
    """The signs of the texts that belong to signatures, in stretches of one face."""
    text, matrix = pdfium.FPDFText_LoadPage(page), pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFText_CountChars(text) if owners else 0):
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        owner = owners.get(ctypes.cast(drawn, ctypes.c_void_p).value or 0) if drawn else None
        if owner is None or not pdfium.FPDFText_GetMatrix(text, index, matrix):
            continue
        face = astuple(face_of(drawn, matrix, pdfium.FPDFText_GetFontSize(text, index), frame))
        words = owner.setdefault("words", [])
        sign = chr(pdfium.FPDFText_GetUnicode(text, index))
        if words and words[-1][1] == face and len(words[-1][0]) < _MOST_SIGNS:
            words[-1][0] += sign
        elif len(words) < _MOST_FIELDS:
            words.append([sign, face])
    pdfium.FPDFText_ClosePage(text)


def _texts(look: Any, depth: int) -> Iterator[int]:
    """The addresses of the texts in a group of objects."""
    kind = pdfium.FPDFPageObj_GetType(look)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield ctypes.cast(look, ctypes.c_void_p).value or 0
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_GROUP_DEPTH:
        for number in range(pdfium.FPDFFormObj_CountObjects(look)):
            yield from _texts(pdfium.FPDFFormObj_GetObject(look, number), depth + 1)


def _bounds(frame: Frame, drawn: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return _box(frame, ((left.value, bottom.value), (right.value, top.value)))


def _box(frame: Frame, corners: tuple[tuple[float, float], tuple[float, float]]) -> Box:
    one, other = (frame.place_mm(*corner) for corner in corners)
    across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return round(across[0], 2), round(down[0], 2), round(across[1], 2), round(down[1], 2)


def _shared(one: Box, other: Box) -> float:
    """How much of what either of two boxes covers both cover."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, wide) * max(0.0, high)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both) if sum(areas) > both else 0.0
