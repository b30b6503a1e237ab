"""One page of a PDF as PDFium sees it: its glyphs, and how its own coordinates become mm from the top left corner."""

from __future__ import annotations

import ctypes
import math
from dataclasses import astuple, dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from vanban.inspection.pdf.raw import Face, Refusal

_MM_PER_POINT = 25.4 / 72
_UPRIGHT = 0.02
"""How far a line of text may climb for its length: about one degree."""
_FIRST_PRINTED = 0x20
_SMALLEST_PT = 0.5
"""Smaller letters nobody sees."""
_LARGEST_PT = 2000
_HIDDEN, _TURNED = -1, -2
"""In place of a face: letters that do not print, and letters that do not stand upright."""
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
_NAME_BYTES = 256


class RefusedError(Exception):
    """The reading process will not go on with a file; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and how it is turned when shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> Frame:
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, box):
            raise RefusedError(Refusal.DAMAGED)
        return cls(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height as the page is shown."""
        wide, high = (self.right - self.left) * _MM_PER_POINT, (self.top - self.bottom) * _MM_PER_POINT
        return (high, wide) if self.turn % 2 else (wide, high)

    def place_mm(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in mm from the left and from the top, as the page is shown."""
        across, down = (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.turn]
        return across * _MM_PER_POINT, down * _MM_PER_POINT

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction on the page as it is shown: to the right, and down."""
        return ((x, -y), (y, x), (-x, y), (-y, -x))[self.turn]


@dataclass(slots=True)
class TextOfPage:
    """The glyphs of a page, gathered one by one."""

    frame: Frame
    faces: dict[Face, int] = field(default_factory=dict)
    glyphs: list[tuple[str, float, float, float, int]] = field(default_factory=list)
    hidden: int = 0
    turned: int = 0
    unmapped: int = 0

    def read(self, page: Any, room: int) -> None:
        """Take in every glyph of ``page``; ``room`` is how many the file may still have."""
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise RefusedError(Refusal.DAMAGED)
        try:
            count = pdfium.FPDFText_CountChars(text)
            if count > room:
                raise RefusedError(Refusal.TOO_MUCH_TEXT)
            self._take(text, count)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _take(self, text: Any, count: int) -> None:
        last, face = None, _HIDDEN
        for index in range(count):
            if pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            drawn = pdfium.FPDFText_GetTextObject(text, index)
            key = ctypes.cast(drawn, ctypes.c_void_p).value
            if key != last:
                last, face = key, self._face_at(text, index, drawn)
            if face == _HIDDEN:
                self.hidden += 1
            elif face == _TURNED:
                self.turned += 1
            else:
                self._add(text, index, face)

    def _face_at(self, text: Any, index: int, drawn: Any) -> int:
        """The place of a glyph's face among those of the page, or why the glyph is not measured."""
        matrix = pdfium.FS_MATRIX()
        if not drawn or not _prints(drawn) or not pdfium.FPDFText_GetMatrix(text, index, matrix):
            return _HIDDEN
        along, down = self.frame.direction(matrix.a, matrix.b)
        if along <= 0 or abs(down) > _UPRIGHT * along:
            return _TURNED
        face = face_of(drawn, matrix, pdfium.FPDFText_GetFontSize(text, index), self.frame)
        if not _SMALLEST_PT <= face.size_pt < _LARGEST_PT:
            return _HIDDEN
        return self.faces.setdefault(face, len(self.faces))

    def _add(self, text: Any, index: int, face: int) -> None:
        code = pdfium.FPDFText_GetUnicode(text, index)
        # PDFium replaces a hyphen that ends a line by a sign of its own.
        sign = "-" if pdfium.FPDFText_IsHyphen(text, index) == 1 else chr(code)
        if ord(sign) < _FIRST_PRINTED or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            self.unmapped += 1
            return
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            return
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        left, baseline = self.frame.place_mm(x.value, y.value)
        if not math.isfinite(left) or not math.isfinite(baseline):
            return
        ends = [self.frame.place_mm(*corner)[0] for corner in ((box.left, box.bottom), (box.right, box.top))]
        self.glyphs.append(
            (sign, round(left, 3), round(baseline, 3), round(max(left, *filter(math.isfinite, ends)), 3), face)
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "faces": [astuple(face) for face in self.faces],
            "glyphs": self.glyphs,
            "hidden": self.hidden,
            "turned": self.turned,
            "unmapped": self.unmapped,
        }


def face_of(drawn: Any, matrix: Any, size: float, frame: Frame) -> Face:
    """How a piece of text is set, as it looks on the page."""
    font = pdfium.FPDFTextObj_GetFont(drawn)
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    across, down = frame.direction(matrix.c, matrix.d)
    return Face(
        font=_name(pdfium.FPDFFont_GetBaseFontName, font),
        family=_name(pdfium.FPDFFont_GetFamilyName, font),
        flags=max(0, pdfium.FPDFFont_GetFlags(font)),
        italic_angle=angle.value,
        size_pt=round(abs(size * down), 2),
        colour=_colour(drawn),
        slanted=abs(across) > 0.1 * abs(down),
        stroked=pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _OUTLINED,
    )


def _prints(drawn: Any) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(drawn) not in _INVISIBLE


def _name(ask: Any, font: Any) -> str:
    """One of a font's names; PDFium answers how many bytes it needs."""
    room = ctypes.create_string_buffer(_NAME_BYTES)
    ask(font, room, _NAME_BYTES)
    return room.value.decode("utf-8", "replace")


def _colour(drawn: Any) -> str:
    """The colour of the letters as six hexadecimal digits; empty where the file does not tell."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(drawn, *parts):
        return ""
    return "".join(f"{part.value:02X}" for part in parts[:3])
