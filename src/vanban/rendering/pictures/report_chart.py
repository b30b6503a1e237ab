"""Reports as a picture: one bar a unit against the line that each must reach; SVG that any browser opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from vanban.regulations.metrics import text_width_mm
from vanban.rendering.characters import xml_bytes

_MM_TO_PX = 96 / 25.4
_SIZE_PT = 11
_ROW_PX = 28
_BAR_PX = 16
_LINE_PX = 20
_GAP_PX = 10
_MARGIN_PX = 20
_PLOT_PX = 420
_BETWEEN_PX = 30
_SIDE_BEARING = 1.15
"""Browsers may set another face than the one measured: a column is a little wider than its texts."""
_REACHED, _SHORT = "#3f6e9a", "#c98a2b"
_HEADROOM = Decimal("1.05")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """One unit: its name, its value (``None`` while there is none), and the words at the end of its bar.

    Whatever the colour says of ``falls_short``, the words say too.
    """

    label: str
    value: Decimal | None
    words: str
    falls_short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChart:
    """One comparison of units; ``limit`` is the line that each must reach, ``limit_words`` what stands over it."""

    title: str
    subtitle: str
    bars: tuple[ChartBar, ...]
    limit: Decimal | None = None
    limit_words: str = ""

    @property
    def top(self) -> Decimal:
        """The value at the right edge of the plot."""
        values = [one.value for one in self.bars if one.value is not None]
        return max((*values, self.limit or Decimal(0)), default=Decimal(0)) * _HEADROOM or Decimal(1)


def report_chart_svg(charts: Sequence[ReportChart]) -> bytes:
    """The charts under one another in one picture.

    Raises:
        RenderFailed: a name has a character that no XML file can hold.
    """
    left = max((_width(bar.label) for one in charts for bar in one.bars), default=0.0) + _MARGIN_PX + _GAP_PX
    right = max((_width(bar.words) for one in charts for bar in one.bars), default=0.0) + _GAP_PX
    heads = max((_width(text, bold=True) for one in charts for text in (one.title, one.subtitle)), default=0.0)
    width = max(left + _PLOT_PX + right + _MARGIN_PX, heads + 2 * _MARGIN_PX)
    parts, y = [], float(_MARGIN_PX)
    for one in charts:
        drawn, y = _chart(one, left, y)
        parts.append(drawn)
        y += _BETWEEN_PX
    title = escape("; ".join(one.title for one in charts))
    return xml_bytes(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{y:.0f}" role="img" lang="vi" '
        f'font-family="Liberation Serif, Times New Roman, serif" font-size="{_SIZE_PT}pt">'
        f"<title>{title}</title>"
        f'<rect width="100%" height="100%" fill="white"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _chart(chart: ReportChart, left: float, y: float) -> tuple[str, float]:
    """The drawing of one chart from ``y`` down, and where it ends."""
    parts = [
        f'<text x="{_MARGIN_PX}" y="{y + 14:.1f}" font-weight="bold">{escape(chart.title)}</text>',
        f'<text x="{_MARGIN_PX}" y="{y + 14 + _LINE_PX:.1f}">{escape(chart.subtitle)}</text>',
    ]
    top = y + 14 + 2.8 * _LINE_PX
    bottom = top + _ROW_PX * len(chart.bars)
    parts += [_bar(bar, chart.top, left, top + _ROW_PX * index) for index, bar in enumerate(chart.bars)]
    parts.append(f'<path d="M{left:.1f} {top:.1f} V{bottom:.1f}" stroke="black"/>')
    if chart.limit is not None:
        parts.append(_limit(chart, left, top, bottom))
    return "".join(parts), bottom


def _bar(bar: ChartBar, top_value: Decimal, left: float, y: float) -> str:
    length = _length(bar.value or Decimal(0), top_value)
    base = y + _ROW_PX / 2 + 5
    label = f'<text x="{left - _GAP_PX:.1f}" y="{base:.1f}" text-anchor="end">{escape(bar.label)}</text>'
    # The words stand outside the plot, where neither bar nor line crosses them.
    words = f'<text x="{left + _PLOT_PX + _GAP_PX:.1f}" y="{base:.1f}"{_slant(bar)}>{escape(bar.words)}</text>'
    if bar.value is None:
        return label + words
    colour = _SHORT if bar.falls_short else _REACHED
    return (
        f'{label}<rect x="{left:.1f}" y="{y + (_ROW_PX - _BAR_PX) / 2:.1f}" width="{length:.1f}" height="{_BAR_PX}" '
        f'fill="{colour}"/>{words}'
    )


def _slant(bar: ChartBar) -> str:
    return ' font-style="italic"' if bar.value is None else ""


def _limit(chart: ReportChart, left: float, top: float, bottom: float) -> str:
    x = left + _length(chart.limit or Decimal(0), chart.top)
    return (
        f'<path d="M{x:.1f} {top - 4:.1f} V{bottom:.1f}" stroke="black" stroke-dasharray="5 4"/>'
        f'<text x="{x:.1f}" y="{top - 9:.1f}" text-anchor="middle">{escape(chart.limit_words)}</text>'
    )


def _length(value: Decimal, top: Decimal) -> float:
    return float(max(value, Decimal(0)) / top) * _PLOT_PX


def _width(text: str, *, bold: bool = False) -> float:
    return text_width_mm(text, _SIZE_PT, style="bold" if bold else "regular") * _MM_TO_PX * _SIDE_BEARING
