"""What is drawn on a page besides text: straight lines, filled areas and pictures, through every group of objects."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from vanban.inspection.pdf.bounds import MAX_GROUP_DEPTH, MAX_SHAPES
from vanban.inspection.pdf.pdfium_page import Frame, RefusedError
from vanban.inspection.pdf.pdfium_pictures import Facts, picture_facts
from vanban.inspection.pdf.raw import Refusal

_THIN_MM = 1.2
"""A filled band up to this height is a line; letters of 11 pt are more than twice as high."""
_STRAIGHT_MM = 0.1
_SHORTEST_MM = 0.3
_MOST_POINTS = 2000
_WHITE = "FFFFFF"

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in mm."""
Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class ShapesOfPage:
    """The drawn lines, areas and pictures of a page, gathered object by object."""

    frame: Frame
    room: int = MAX_SHAPES
    strokes: list[tuple[float, float, float, float, float, bool]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    images: list[Facts] = field(default_factory=list)
    document: Any = None
    page: Any = None

    def read(self, page: Any) -> None:
        self.page = page
        for number in range(pdfium.FPDFPage_CountObjects(page)):
            self._take(pdfium.FPDFPage_GetObject(page, number), _AS_IT_IS, 0)

    def take(self, page: Any, drawn: Any) -> None:
        """Take in one object of ``page`` alone."""
        self.page = page
        self._take(drawn, _AS_IT_IS, 0)

    def as_json(self) -> dict[str, Any]:
        return {"strokes": self.strokes, "fills": self.fills, "images": self.images}

    def _take(self, drawn: Any, outer: Matrix, depth: int) -> None:
        self.room -= 1
        if self.room < 0:
            raise RefusedError(Refusal.TOO_MANY_SHAPES)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(drawn, _times(_matrix(drawn), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = self._box([(0, 0), (1, 0), (1, 1), (0, 1)], _times(_matrix(drawn), outer))
            if all(map(math.isfinite, box)):
                self.images.append(picture_facts(self.document, self.page, drawn, box, looked_at=len(self.images)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_GROUP_DEPTH:
            inner = _times(_matrix(drawn), outer)
            for number in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                self._take(pdfium.FPDFFormObj_GetObject(drawn, number), inner, depth + 1)

    def _take_path(self, drawn: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        count = pdfium.FPDFPath_CountSegments(drawn)
        if not 0 < count <= _MOST_POINTS or not pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke):
            return
        outlines = list(_outlines(drawn, count))
        self.room -= count
        if stroke.value:
            self._stroke(drawn, outlines, matrix)
        if fill.value != pdfium.FPDF_FILLMODE_NONE:
            self._fill(drawn, outlines, matrix, ring=fill.value == pdfium.FPDF_FILLMODE_ALTERNATE)

    def _stroke(self, drawn: Any, outlines: list[list[tuple[float, float]]], matrix: Matrix) -> None:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(drawn, width)
        if _colour(pdfium.FPDFPageObj_GetStrokeColor, drawn) in {"", _WHITE}:
            return
        thick = width.value * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5) * 25.4 / 72
        dashed = pdfium.FPDFPageObj_GetDashCount(drawn) > 0
        for outline in outlines:
            for one, other in pairwise(outline):
                box = self._box([one, other], matrix)
                if _is_line(box):
                    self.strokes.append((*box, round(thick, 3), dashed))

    def _fill(self, drawn: Any, outlines: list[list[tuple[float, float]]], matrix: Matrix, *, ring: bool) -> None:
        colour = _colour(pdfium.FPDFPageObj_GetFillColor, drawn)
        if colour in {"", _WHITE}:
            return
        boxes = [self._box(outline, matrix) for outline in outlines if _is_box(outline)]
        if ring and len(boxes) == 2:  # noqa: PLR2004  # a frame: an outer and an inner box, filled in between
            boxes = list(_frame_bands(*boxes))
        for box in boxes:
            left, top, right, bottom = box
            thin = min(right - left, bottom - top)
            if thin <= _THIN_MM and _is_line(box, _THIN_MM):
                self.strokes.append((*box, round(thin, 3), False))
            elif thin > _THIN_MM and all(map(math.isfinite, box)):
                self.fills.append((*box, colour))

    def _box(self, points: list[tuple[float, float]], matrix: Matrix) -> Box:
        a, b, c, d, e, f = matrix
        placed = [self.frame.place_mm(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        across, down = [one[0] for one in placed], [one[1] for one in placed]
        return round(min(across), 3), round(min(down), 3), round(max(across), 3), round(max(down), 3)


def _is_line(box: Box, thin: float = _STRAIGHT_MM) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    if not math.isfinite(wide + high):
        return False
    return min(wide, high) <= thin and max(wide, high) >= max(_SHORTEST_MM, 2 * min(wide, high))


def _frame_bands(one: Box, other: Box) -> Iterator[Box]:
    """The four bands between an outer and an inner box; empty ones are left out."""
    inner, outer = sorted((one, other), key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    left, top, right, bottom = outer
    bands = (
        (left, top, right, inner[1]),
        (left, inner[3], right, bottom),
        (left, top, inner[0], bottom),
        (inner[2], top, right, bottom),
    )
    for band in bands:
        if min(band[2] - band[0], band[3] - band[1]) > 0.01:  # noqa: PLR2004  # thinner is rounding
            yield band


def _is_box(outline: list[tuple[float, float]]) -> bool:
    """Whether an outline is a rectangle: every corner is at one of two places across and one of two up."""
    across, up = ({round(point[axis], 2) for point in outline} for axis in (0, 1))
    return len(outline) >= 4 and len(across) <= 2 and len(up) <= 2  # noqa: PLR2004


def _outlines(drawn: Any, count: int) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path, each the points it goes through; curves are left out, as no line of a letter has any."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _finished(points)
            points = []
        points.append((x.value, y.value) if kind != pdfium.FPDF_SEGMENT_BEZIERTO else (float("nan"), 0.0))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from _finished(points)


def _finished(points: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    if len(points) > 1 and all(x == x for x, _ in points):  # noqa: PLR0124  # a curve was marked as not a number
        yield points


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return _AS_IT_IS
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Both transformations, one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _colour(ask: Any, drawn: Any) -> str:
    """Six hexadecimal digits; empty where there is no colour or nothing of it shows."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not ask(drawn, *parts) or not parts[3].value:
        return ""
    return "".join(f"{part.value:02X}" for part in parts[:3])
