"""The cells of a table row by row, each with the column that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element as Node

from vanban.inspection.docx.columns import Column, TableGrid, table_grid
from vanban.inspection.docx.names import mm, number, twips, value, w
from vanban.inspection.docx.package import BeyondLimits
from vanban.inspection.docx.properties import Border, borders, is_shaded
from vanban.inspection.docx.styles import StyleSheet, TableLook, cell_margins, special_parts

_ROW, _CELL = w("tr"), w("tc")
_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_DEEPEST_WRAPPING = 20
_LARGEST_SPAN = 200
_ALL_SIDES = frozenset({"top", "bottom", "left", "right"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, the column that its text stands in, and the line drawn along its bottom."""

    node: Node
    column: Column
    bottom: Border | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the cells of a table share."""

    grid: TableGrid
    parent: Column
    place: str
    style: str
    parts: frozenset[str]


def cells_of(table: Node, parent: Column, place: str, styles: StyleSheet) -> Iterator[Cell]:
    """The cells of a table that stands in ``parent``; ``place`` is its name for people, ``bảng 2``."""
    properties = table.find(w("tblPr"))
    style = "" if properties is None else value(properties, w("tblStyle")) or ""
    setting = _Setting(
        grid=table_grid(table, parent, styles.cell_margins(style)),
        parent=parent,
        place=place,
        style=style,
        parts=special_parts(None if properties is None else properties.find(w("tblLook"))),
    )
    rows = list(_found(table, _ROW, 0))
    for count, row in enumerate(rows):
        yield from _cells(row, setting, count, len(rows))


def _found(parent: Node, tag: str, depth: int) -> Iterator[Node]:
    """Rows or cells, through whatever Word wraps around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            if depth > _DEEPEST_WRAPPING:
                raise BeyondLimits("bảng lồng nhau quá sâu")
            yield from _found(child, tag, depth + 1)


def _cells(row: Node, setting: _Setting, row_count: int, rows: int) -> Iterator[Cell]:
    properties = row.find(w("trPr"))
    at = 0 if properties is None else _count(value(properties, w("gridBefore")), 0)
    height = None if properties is None else properties.find(w("trHeight"))
    cells = list(_found(row, _CELL, 0))
    last_row, last_cell = rows - 1, len(cells) - 1
    for count, node in enumerate(cells):
        own = node.find(w("tcPr"))
        span = 1 if own is None else _count(value(own, w("gridSpan")), 1)
        start, width = setting.grid.span(at, span)
        at += span
        held = {
            "firstRow": row_count == 0,
            "lastRow": row_count == last_row,
            "firstCol": count == 0,
            "lastCol": count == last_cell,
        }
        drawn = _drawn(own)
        margins = cell_margins(None if own is None else own.find(w("tcMar")))
        alone = not last_row and not last_cell
        boxed = alone and (setting.grid.is_boxed or drawn.keys() >= _ALL_SIDES)
        column = replace(
            setting.parent,
            start_mm=start,
            width_mm=width,
            number=id(node),
            place=f"{setting.place}, hàng {row_count + 1}, ô {count + 1}",
            in_table=True,
            table=TableLook(setting.style, tuple(part for part in held if held[part] and part in setting.parts)),
            shaded=setting.parent.shaded or _has_fill(own),
            inset_left_mm=margins.get("left", setting.grid.inset_left_mm),
            inset_right_mm=margins.get("right", setting.grid.inset_right_mm),
            boxed=boxed,
            box_width_mm=round(width, 2) if boxed else None,
            box_height_mm=_height(height) if boxed else None,
        )
        yield Cell(node, column, None if boxed else drawn.get("bottom"))


def _count(text: str | None, default: int) -> int:
    found = number(text)
    return default if found is None else min(max(int(found), 0), _LARGEST_SPAN)


def _drawn(properties: Node | None) -> dict[str, Border]:
    edges = None if properties is None else properties.find(w("tcBorders"))
    return {} if edges is None else borders(edges)


def _has_fill(properties: Node | None) -> bool:
    fill = None if properties is None else properties.find(w("shd"))
    return fill is not None and is_shaded(fill)


def _height(node: Node | None) -> float | None:
    found = None if node is None else twips(node.get(w("val")))
    return None if found is None else round(mm(found), 2)
