"""From strokes to what they draw: tables, boxes around a mark, and lines that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vanban.inspection.pdf.bounds import MAX_STROKES_PER_PAGE
from vanban.inspection.pdf.raw import Area, Stroke

_TOUCH_MM: Final = 0.8
"""Strokes that meet at a corner may miss each other by half their thickness."""
_SAME_LEVEL_MM = 0.4
_DASH_GAP_MM = 1.6
_FEWEST_DASHES = 4
_BOX_MM: Final = 30
"""A frame that is lower holds a mark; a higher one surrounds the page."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The lines of a page by what they are for."""

    alone: tuple[Stroke, ...]
    """Horizontal lines that meet no other."""
    tables: tuple[Area, ...]
    boxes: tuple[Area, ...]


def drawings(strokes: Sequence[Stroke]) -> Drawings:
    """What the strokes of a page draw."""
    level = _longest(_joined(stroke for stroke in strokes if stroke.is_horizontal))
    upright = [
        _turned(one) for one in _longest(_joined(_turned(stroke) for stroke in strokes if not stroke.is_horizontal))
    ]
    alone, tables, boxes = [], [], []
    for group in _groups([*level, *upright]):
        across = sorted({round(_middle(one)) for one in group if not one.is_horizontal})
        down = sorted({round(one.top_mm) for one in group if one.is_horizontal})
        if not across:
            alone.extend(group)
            continue
        area = _around(group)
        is_frame = len(across) <= 2 and len(down) <= 2  # noqa: PLR2004  # two sides, top and bottom
        if not is_frame and len(down) > 1:
            tables.append(area)
        elif is_frame and len(across) == len(down) == 2 and area.bottom_mm - area.top_mm <= _BOX_MM:  # noqa: PLR2004
            boxes.append(area)
    return Drawings(alone=tuple(alone), tables=tuple(tables), boxes=tuple(boxes))


def holds(area: Area, x_mm: float, y_mm: float) -> bool:
    """Whether a point lies in an area."""
    return area.left_mm <= x_mm <= area.right_mm and area.top_mm <= y_mm <= area.bottom_mm


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Horizontal strokes on one level that touch or overlap as one; many short ones with gaps are a dashed line."""
    joined: list[Stroke] = []
    pieces: list[int] = []
    for stroke in sorted(strokes, key=lambda one: (round(_level(one) / _SAME_LEVEL_MM), one.left_mm)):
        last = joined[-1] if joined else None
        if last is None or abs(_level(last) - _level(stroke)) > _SAME_LEVEL_MM:
            joined.append(stroke)
            pieces.append(1)
        elif stroke.left_mm <= last.right_mm + _DASH_GAP_MM:
            gap = stroke.left_mm > last.right_mm + _TOUCH_MM / 2
            pieces[-1] += gap
            joined[-1] = replace(
                last,
                right_mm=max(last.right_mm, stroke.right_mm),
                top_mm=min(last.top_mm, stroke.top_mm),
                bottom_mm=max(last.bottom_mm, stroke.bottom_mm),
                dashed=last.dashed or stroke.dashed,
            )
        else:
            joined.append(stroke)
            pieces.append(1)
    return [
        replace(stroke, dashed=True) if count >= _FEWEST_DASHES else stroke
        for stroke, count in zip(joined, pieces, strict=True)
    ]


def _longest(strokes: list[Stroke]) -> list[Stroke]:
    """The longest of the strokes across, as many as are looked at."""
    if len(strokes) <= MAX_STROKES_PER_PAGE:
        return strokes
    return sorted(strokes, key=lambda one: one.left_mm - one.right_mm)[:MAX_STROKES_PER_PAGE]


def _groups(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes that hang together by touching, horizontal with upright ones."""
    owner = list(range(len(strokes)))

    def root(one: int) -> int:
        while owner[one] != one:
            owner[one] = owner[owner[one]]
            one = owner[one]
        return one

    level = [number for number, stroke in enumerate(strokes) if stroke.is_horizontal]
    for one, stroke in enumerate(strokes):
        if stroke.is_horizontal:
            continue
        for other in level:
            if _touch(stroke, strokes[other]):
                owner[root(one)] = root(other)
    groups: dict[int, list[Stroke]] = {}
    for number, stroke in enumerate(strokes):
        groups.setdefault(root(number), []).append(stroke)
    return list(groups.values())


def _touch(one: Stroke, other: Stroke) -> bool:
    return (
        one.left_mm <= other.right_mm + _TOUCH_MM
        and other.left_mm <= one.right_mm + _TOUCH_MM
        and one.top_mm <= other.bottom_mm + _TOUCH_MM
        and other.top_mm <= one.bottom_mm + _TOUCH_MM
    )


def _around(strokes: Sequence[Stroke]) -> Area:
    """The box around strokes, measured along the middle of those at its edges."""
    return Area(
        min(one.left_mm for one in strokes),
        min(one.top_mm for one in strokes),
        max(one.right_mm for one in strokes),
        max(one.bottom_mm for one in strokes),
    )


def _turned(stroke: Stroke) -> Stroke:
    """The same stroke with across and down exchanged."""
    return replace(
        stroke, left_mm=stroke.top_mm, top_mm=stroke.left_mm, right_mm=stroke.bottom_mm, bottom_mm=stroke.right_mm
    )


def _level(stroke: Stroke) -> float:
    return (stroke.top_mm + stroke.bottom_mm) / 2


def _middle(stroke: Stroke) -> float:
    return (stroke.left_mm + stroke.right_mm) / 2
