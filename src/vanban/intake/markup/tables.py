"""A Markdown table as the table that is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from vanban.domain.letters.letter import Align, Run, Table
from vanban.intake.markup.inline import joined, text_lines
from vanban.intake.reading import Spot

_ALIGNS = {"text-align:center": Align.CENTRE, "text-align:right": Align.RIGHT}
_CELL_END = re.compile(r"(?<!\\)\|")

Cells = tuple[tuple[Run, ...], ...]


def table(node: SyntaxTreeNode, first_line: int, source: Sequence[str], spot: Spot) -> Table | None:
    """The table, or ``None`` when its heading row is empty, which is reported.

    Markdown drops the cells that a row has beyond its heading; they are reported, for they hold text.
    """
    rows = [row for part in node.children for row in part.children]
    for row in rows:
        line = row.map[0] if row.map else 0
        if _cell_count(source[line]) > len(rows[0].children):
            spot.line(first_line + line).report(
                "dòng của bảng có nhiều ô hơn dòng đầu", "thêm cột ở dòng đầu, hoặc viết '\\|' cho dấu '|' trong ô"
            )
    head, *body = (_cells(row, first_line, spot) for row in rows)
    if not any(head):
        spot.line(first_line + (node.map[0] if node.map else 0)).report(
            "bảng không có dòng đầu", "ghi tên các cột ở dòng đầu của bảng"
        )
        return None
    aligns = tuple(_ALIGNS.get(str(cell.attrs.get("style", "")), Align.LEFT) for cell in rows[0].children)
    return Table(aligns, head, tuple(body))


def _cells(row: SyntaxTreeNode, first_line: int, spot: Spot) -> Cells:
    line = first_line + (row.map[0] if row.map else 0)
    return tuple(
        joined(part for inline in cell.children for part in text_lines(inline, line, spot)) for cell in row.children
    )


def _cell_count(line: str) -> int:
    inner = line.strip().removeprefix("|")
    ends = len(_CELL_END.findall(inner))
    return ends if _CELL_END.search(inner[-2:]) and inner.endswith("|") else ends + 1
