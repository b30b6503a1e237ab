"""A cascade as a picture: one box a branch, level under level, joined by lines; SVG that any browser opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from vanban.regulations.metrics import text_width_mm

_MM_TO_PX = 96 / 25.4
_SIZE_PT = 11
_LINE_PX = 20
_PADDING_PX = 14
_GAP_X_PX = 28
_GAP_Y_PX = 46
_MARGIN_PX = 20
_SIDE_BEARING = 1.15
"""Browsers may set another face than the one measured: a box is a little wider than its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CascadeNode:
    """One box: its title, its lines, and the key of the box above it (empty at the top)."""

    key: str
    above: str
    level: int
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    node: CascadeNode
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def cascade_svg(title: str, nodes: Sequence[CascadeNode]) -> str:
    """The picture of a cascade; ``title`` is also what a screen reader says of it."""
    boxes = _placed(nodes)
    width = max((box.x + box.width for box in boxes.values()), default=0.0) + _MARGIN_PX
    height = max((box.y + box.height for box in boxes.values()), default=0.0) + _MARGIN_PX
    links = "".join(_link(boxes[box.node.above], box) for box in boxes.values() if box.node.above in boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" role="img" lang="vi" '
        f'font-family="Liberation Serif, Times New Roman, serif" font-size="{_SIZE_PT}pt">'
        f"<title>{escape(title)}</title>"
        f'<rect width="100%" height="100%" fill="white"/>'
        f'<text x="{_MARGIN_PX}" y="{_MARGIN_PX + 4}" font-weight="bold">{escape(title)}</text>'
        f"{links}{''.join(_drawn(box) for box in boxes.values())}</svg>\n"
    )


def _placed(nodes: Sequence[CascadeNode]) -> dict[str, _Box]:
    """Boxes in rows by level, in the order given, each row centred under the widest."""
    rows: dict[int, list[CascadeNode]] = {}
    for node in nodes:
        rows.setdefault(node.level, []).append(node)
    widths = {node.key: _width(node) for node in nodes}
    totals = {level: sum(widths[one.key] for one in row) + _GAP_X_PX * (len(row) - 1) for level, row in rows.items()}
    widest = max(totals.values(), default=0.0)
    placed: dict[str, _Box] = {}
    y = 2.5 * _MARGIN_PX
    for level in sorted(rows):
        x = _MARGIN_PX + (widest - totals[level]) / 2
        height = max(_height(one) for one in rows[level])
        for node in rows[level]:
            placed[node.key] = _Box(node, x, y, widths[node.key], height)
            x += widths[node.key] + _GAP_X_PX
        y += height + _GAP_Y_PX
    return placed


def _width(node: CascadeNode) -> float:
    texts = [(node.title, "bold"), *((line, "regular") for line in node.lines)]
    widest = max(text_width_mm(text, _SIZE_PT, style=style) for text, style in texts)
    return widest * _MM_TO_PX * _SIDE_BEARING + 2 * _PADDING_PX


def _height(node: CascadeNode) -> float:
    return _LINE_PX * (1 + sum(1 for line in node.lines if line)) + 1.5 * _PADDING_PX


def _link(upper: _Box, lower: _Box) -> str:
    start, end = upper.y + upper.height, lower.y
    half = (start + end) / 2
    return (
        f'<path d="M{upper.middle:.1f} {start:.1f} V{half:.1f} H{lower.middle:.1f} V{end:.1f}" fill="none" '
        f'stroke="black"/>'
    )


def _drawn(box: _Box) -> str:
    lines = [f'<tspan font-weight="bold">{escape(box.node.title)}</tspan>']
    lines += [escape(line) for line in box.node.lines if line]
    texts = "".join(
        f'<text x="{box.middle:.1f}" y="{box.y + _PADDING_PX + 4 + _LINE_PX * index + 6:.1f}" text-anchor="middle">'
        f"{line}</text>"
        for index, line in enumerate(lines)
    )
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" fill="#f6f6f6" '
        f'stroke="black"/>{texts}'
    )
