"""Where across the page a paragraph stands: in the text, in a table cell, in a text box or a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from xml.etree.ElementTree import Element as Node

from vanban.inspection.docx.names import mm, number, twips, value, w
from vanban.inspection.docx.pages import Section
from vanban.inspection.docx.properties import borders
from vanban.inspection.docx.shapes import Spot
from vanban.inspection.docx.styles import TableLook, cell_margins

_NO_TABLE = TableLook()
_USUAL_CELL_MARGIN = 108.0
_MOST_COLUMNS = 200
_PERCENT_UNITS = 5000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A stretch of the text width, in mm from the left margin; ``inset_left_mm`` and its twin lie inside it.

    ``number`` tells columns apart: two paragraphs in one cell have the same.
    """

    start_mm: float
    width_mm: float
    section: int
    text_width_mm: float
    page_left_mm: float
    number: int = 0
    place: str = ""
    in_table: bool = False
    table: TableLook = _NO_TABLE
    shaded: bool = False
    inset_left_mm: float = 0.0
    inset_right_mm: float = 0.0
    box_width_mm: float | None = None
    box_height_mm: float | None = None
    boxed: bool = False

    @property
    def inner_start_mm(self) -> float:
        return self.start_mm + self.inset_left_mm

    @property
    def inner_width_mm(self) -> float:
        return max(self.width_mm - self.inset_left_mm - self.inset_right_mm, 0.0)

    @property
    def share(self) -> tuple[float, float]:
        """From where to where in the text width, 0 to 1."""
        start, end = self.start_mm / self.text_width_mm, (self.start_mm + self.width_mm) / self.text_width_mm
        return round(min(max(start, 0.0), 1.0), 4), round(min(max(end, 0.0), 1.0), 4)


def text_column(section: Section, number: int) -> Column:
    """The whole text width of a section."""
    width = section.text_width_mm
    return Column(start_mm=0.0, width_mm=width, section=number, text_width_mm=width, page_left_mm=section.left_mm)


def box_column(parent: Column, spot: Spot, place: str, count: int) -> Column:
    """The column of a text box that is anchored in a paragraph of ``parent``."""
    start = left_of(parent, spot)
    return replace(
        parent,
        start_mm=parent.inner_start_mm if start is None else start,
        width_mm=spot.width_mm or parent.inner_width_mm,
        number=count,
        place=place,
        in_table=False,
        table=_NO_TABLE,
        inset_left_mm=spot.insets_mm[0],
        inset_right_mm=spot.insets_mm[1],
        boxed=spot.outlined,
        box_width_mm=spot.width_mm or None if spot.outlined else None,
        box_height_mm=spot.height_mm or None if spot.outlined else None,
    )


def left_of(column: Column, spot: Spot) -> float | None:
    """Where the left end of a shape stands, in mm from the left margin."""
    starts = {"column": column.inner_start_mm, "margin": 0.0, "page": -column.page_left_mm}
    widths = {"column": column.inner_width_mm, "margin": column.text_width_mm, "page": column.text_width_mm}
    start, width = starts[spot.across_from], widths[spot.across_from]
    if spot.align == "center":
        return start + (width - spot.width_mm) / 2
    if spot.align in {"left", "right"}:
        return start + (width - spot.width_mm if spot.align == "right" else 0.0)
    return None if spot.left_mm is None else start + spot.left_mm


def frame_column(parent: Column, frame: tuple[float | None, float | None, str], count: int) -> Column:
    """The column of a paragraph in a frame."""
    across, width, align = frame
    if width is None:
        return parent
    spot = Spot(width_mm=mm(width), height_mm=0.0, left_mm=None if across is None else mm(across), align=align)
    start = left_of(parent, spot)
    return replace(parent, start_mm=parent.start_mm if start is None else start, width_mm=mm(width), number=count)


@dataclass(frozen=True, slots=True)
class TableGrid:
    """The columns of a table, in mm from the left margin, and what all its cells share."""

    edges: tuple[float, ...]
    inset_left_mm: float
    inset_right_mm: float
    is_boxed: bool

    def span(self, first: int, count: int) -> tuple[float, float]:
        """Start and width of a cell; a row with more cells than the grid has columns goes on beside it."""
        last = len(self.edges) - 1
        start, end = self.edges[min(first, last)], self.edges[min(first + count, last)]
        return start, end - start


def table_grid(table: Node, parent: Column, style_margins: Mapping[str, float]) -> TableGrid:
    """The columns of a table that stands in ``parent``; ``style_margins`` is what its style leaves in cells."""
    properties = table.find(w("tblPr"))
    widths = _widths(table)
    asked = _asked_width(properties, parent.inner_width_mm)
    total = sum(widths)
    if total <= 0:
        widths, total = [1.0] * max(len(widths), 1), float(max(len(widths), 1))
        asked = asked or parent.inner_width_mm
    scale = 1.0 if asked is None else asked / total
    start = parent.inner_start_mm + _offset(properties, parent.inner_width_mm - total * scale)
    own = cell_margins(None if properties is None else properties.find(w("tblCellMar")))
    margins = {"left": mm(_USUAL_CELL_MARGIN), "right": mm(_USUAL_CELL_MARGIN), **style_margins, **own}
    drawn = None if properties is None else properties.find(w("tblBorders"))
    edges = tuple(start + at * scale for at in accumulate(widths, initial=0.0))
    return TableGrid(
        edges, margins["left"], margins["right"], drawn is not None and {"top", "bottom"} <= borders(drawn).keys()
    )


def _widths(table: Node) -> list[float]:
    """The widths of the columns in mm: of the grid, or of the cells of the widest row where there is none."""
    grid = [mm(twips(one.get(w("w"))) or 0.0) for one in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    if sum(grid) > 0:
        return grid[:_MOST_COLUMNS]
    rows = [row.findall(w("tc")) for row in table.findall(w("tr"))]
    cells = max(rows, key=len, default=[])[:_MOST_COLUMNS]
    widths = [cell.find(f"{w('tcPr')}/{w('tcW')}") for cell in cells]
    return [0.0 if one is None else mm(twips(one.get(w("w"))) or 0.0) for one in widths] or [0.0]


def _asked_width(properties: Node | None, room_mm: float) -> float | None:
    """The width that a table asks for as a share of its room, which scales its grid."""
    width = None if properties is None else properties.find(w("tblW"))
    if width is None or width.get(w("type")) != "pct":
        return None
    text = width.get(w("w"), "")
    share = (number(text.removesuffix("%")) or 0.0) / (100.0 if text.endswith("%") else _PERCENT_UNITS)
    return share * room_mm if share > 0 else None


def _offset(properties: Node | None, spare_mm: float) -> float:
    if properties is None:
        return 0.0
    align = value(properties, w("jc")) or "left"
    if align in {"center", "right", "end"}:
        return spare_mm / 2 if align == "center" else spare_mm
    floating = properties.find(w("tblpPr"))
    if floating is not None and (across := twips(floating.get(w("tblpX")))) is not None:
        return mm(across) if floating.get(w("horzAnchor")) != "page" else 0.0
    indent = properties.find(w("tblInd"))
    return 0.0 if indent is None else mm(twips(indent.get(w("w"))) or 0.0)
