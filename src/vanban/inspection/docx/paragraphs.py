"""One paragraph as a measured line: its text, its place across the page and the distances that are set for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack, cast
from xml.etree.ElementTree import Element as Node

from vanban.domain.judging.inspected import MeasuredLine, MeasuredRun, Story
from vanban.inspection.docx.columns import Column, frame_column
from vanban.inspection.docx.names import mm, pt_mm, w
from vanban.inspection.docx.numbering import NO_LIST, Lists
from vanban.inspection.docx.properties import Border, Facts, paragraph_facts, text_facts
from vanban.inspection.docx.runs import ParagraphText, RunReader
from vanban.inspection.docx.styles import StyleSheet
from vanban.regulations.metrics import SINGLE_LINE_EM

_PROPERTIES, _TEXT_PROPERTIES = w("pPr"), w("rPr")
_SINGLE = 240.0
_BOX_SIDES = frozenset({"top", "bottom", "left", "right"})


class Where(TypedDict):
    """Where a line stands, for people and for finding it again."""

    place: str
    anchor: str
    story: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph that was read: what is set for it, and its text with the shapes in it."""

    facts: Facts
    style: str
    column: Column
    text: ParagraphText

    @property
    def borders(self) -> Mapping[str, Border]:
        """The edges that are drawn, by side."""
        return cast("Mapping[str, Border]", self.facts.get("borders", {}))

    @property
    def is_boxed(self) -> bool:
        """Whether all four edges are drawn."""
        return self.borders.keys() >= _BOX_SIDES

    @property
    def left_mm(self) -> float:
        """The left edge of its lines but the first, from the left margin of the page."""
        return self.column.inner_start_mm + self.indent_mm("left")

    @property
    def right_mm(self) -> float:
        """The right edge of its lines."""
        return self.column.inner_start_mm + self.column.inner_width_mm - self.indent_mm("right")

    @property
    def tab_stops_mm(self) -> tuple[tuple[float, str], ...]:
        """The stops that are set, from the left margin of the page, each with its kind."""
        stops = cast("tuple[tuple[float, str], ...]", self.facts.get("tabs", ()))
        return tuple((self.column.inner_start_mm + mm(at), kind) for at, kind in stops)

    def indent_mm(self, side: str) -> float:
        """How far text stands off one side of its column; ``first`` is that of the first line alone."""
        return mm(_amount(self.facts.get(side)) or 0.0)


@dataclass(slots=True)
class ParagraphReader:
    """Reads the paragraphs of a file in their order: lists count on, and fields run over several."""

    sheet: StyleSheet
    lists: Lists
    runs: RunReader

    def read(self, node: Node, column: Column) -> Paragraph:
        """A paragraph that stands in ``column``; a frame gives it a column of its own."""
        properties = node.find(_PROPERTIES)
        direct = paragraph_facts(properties)
        style = str(direct.get("style", ""))
        facts = {**self.sheet.paragraph(style, column.table), **direct}
        frame = facts.get("frame")
        if frame is not None:
            column = frame_column(column, cast("tuple[float | None, float | None, str]", frame), id(node))
        shaded = column.shaded or bool(facts.get("paragraph_shaded"))
        text = self.runs.read(node, style, column.table, shaded=shaded)
        paragraph = Paragraph(facts=facts, style=style, column=column, text=text)
        if str(facts.get("list", NO_LIST)) == NO_LIST:
            return paragraph
        return self._listed(paragraph, direct, properties)

    def _listed(self, paragraph: Paragraph, direct: Facts, properties: Node | None) -> Paragraph:
        """The paragraph with the number that Word counts before its text, and with the indents of its list."""
        facts, text = paragraph.facts, paragraph.text
        list_id, place = str(facts["list"]), int(cast("int", facts.get("list_level", 0)))
        level = self.lists.level(list_id, place)
        if level is None:
            return paragraph
        if text.has_words:
            mark = text_facts(None if properties is None else properties.find(_TEXT_PROPERTIES), self.sheet.fonts)
            # The private signs of a symbol font are given as common ones, so its font says nothing of them.
            own = {key: fact for key, fact in level.text.items() if "font" not in key or level.form != "bullet"}
            look = self.sheet.text(paragraph.style, {**mark, **own}, paragraph.column.table)
            text.pieces.insert(0, (self.lists.next_label(list_id, place), look))
        of_list = {**facts, **level.paragraph, **direct} if "list" in direct else {**level.paragraph, **facts}
        return replace(paragraph, facts=of_list)


def measured(paragraph: Paragraph, runs: tuple[MeasuredRun, ...], **where: Unpack[Where]) -> MeasuredLine:
    """The line that a paragraph with text makes."""
    facts, column = paragraph.facts, paragraph.column
    size = max((run.size_pt or 0.0 for run in runs if run.text.strip()), default=0.0)
    spacing = _line_spacing(facts, size)
    start, end = column.share
    box_width, box_height = _box(paragraph, size * (spacing or 1.0)) or (column.box_width_mm, column.box_height_mm)
    return MeasuredLine(
        runs=runs,
        page=column.section + 1,
        align=str(facts.get("align", "left")),
        column_from=start,
        column_to=end,
        indent_mm=round(paragraph.indent_mm("left"), 2),
        first_line_indent_mm=round(paragraph.indent_mm("first"), 2),
        space_before_pt=_amount(facts.get("before")) or 0.0,
        space_after_pt=_amount(facts.get("after")) or 0.0,
        line_spacing=spacing,
        in_table=column.in_table,
        boxed=column.boxed or paragraph.is_boxed,
        box_width_mm=box_width,
        box_height_mm=box_height,
        **where,
    )


def _line_spacing(facts: Facts, size_pt: float) -> float | None:
    """In lines; a height in points is compared with that of a single line, which a minimum never goes below."""
    line = _amount(facts.get("line"))
    if line is None:
        return 1.0
    if facts.get("line_rule", "auto") == "auto":
        return round(line / _SINGLE, 3)
    if not size_pt:
        return None
    lines = line / 20 / (size_pt * SINGLE_LINE_EM)
    return round(max(lines, 1.0) if facts["line_rule"] == "atLeast" else lines, 3)


def _box(paragraph: Paragraph, lines_pt: float) -> tuple[float, float] | None:
    """Width and height of the box that borders draw around one line of text, from outer edge to outer edge."""
    if not paragraph.is_boxed:
        return None
    edges = {side: pt_mm(edge.space_pt + edge.thickness_pt) for side, edge in paragraph.borders.items()}
    width = paragraph.right_mm - paragraph.left_mm + edges["left"] + edges["right"]
    height = pt_mm(lines_pt * SINGLE_LINE_EM) + edges["top"] + edges["bottom"]
    return round(width, 2), round(height, 2)


def _amount(fact: object) -> float | None:
    return fact if isinstance(fact, float) else None
