"""How wide the columns of a table are, the same in DOCX and PDF."""

from __future__ import annotations

from vanban.domain.letter import Run, Table
from vanban.rendering.metrics import text_width_mm

_PADDING_MM = 4.0
_SHARE_OF_LONGEST = 0.6
"""A long cell may wrap: beyond this share of the page its length no longer counts."""


def column_widths_mm(table: Table, width_mm: float, size_pt: float) -> tuple[float, ...]:
    """Widths that add up to ``width_mm``: short columns as narrow as their text, the rest shared by length."""
    limit = width_mm * _SHARE_OF_LONGEST
    natural = [
        max(min(_cell_width(row[index], size_pt), limit) for row in (table.head, *table.rows)) + _PADDING_MM
        for index in range(len(table.aligns))
    ]
    scale = width_mm / sum(natural)
    if scale <= 1:
        return tuple(width * scale for width in natural)
    longest = max(range(len(natural)), key=natural.__getitem__)
    spare = width_mm - sum(natural)
    return tuple(width + spare * (index == longest) for index, width in enumerate(natural))


def _cell_width(runs: tuple[Run, ...], size_pt: float) -> float:
    return text_width_mm("".join(run.text for run in runs), size_pt, style="bold")
