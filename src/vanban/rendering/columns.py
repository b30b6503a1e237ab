"""How wide the columns of a table are, the same in DOCX and PDF."""

from __future__ import annotations

from vanban.domain.letters.letter import Run, Table
from vanban.regulations.metrics import text_width_mm

_PADDING_MM = 4.0


def column_widths_mm(table: Table, width_mm: float, size_pt: float) -> tuple[float, ...]:
    """Widths that add up to ``width_mm``: short columns as wide as their text, the long ones share the rest.

    A column gives way only down to an equal share of what is left, so that "STT" never folds for the sake of a
    long text beside it.
    """
    natural = [
        max(_cell_width(row[index], size_pt) for row in (table.head, *table.rows)) + _PADDING_MM
        for index in range(len(table.aligns))
    ]
    widths = dict.fromkeys(range(len(natural)), 0.0)
    left = width_mm
    folding = sorted(widths, key=natural.__getitem__)
    while folding and natural[folding[0]] <= left / len(folding):
        column = folding.pop(0)
        widths[column] = natural[column]
        left -= natural[column]
    sharing = folding or [max(widths, key=natural.__getitem__)]
    whole = sum(natural[column] for column in sharing)
    for column in sharing:
        widths[column] += left * natural[column] / whole
    return tuple(widths.values())


def _cell_width(runs: tuple[Run, ...], size_pt: float) -> float:
    return text_width_mm("".join(run.text for run in runs), size_pt, style="bold")
