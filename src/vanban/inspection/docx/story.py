"""A text from top to bottom as measured lines: through tables, text boxes and frames, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.etree.ElementTree import Element as Node

from vanban.domain.judging.inspected import MeasuredLine, Story
from vanban.inspection.docx.columns import Column, box_column, left_of, text_column
from vanban.inspection.docx.names import COMPATIBILITY, w
from vanban.inspection.docx.package import BeyondLimits
from vanban.inspection.docx.pages import Section
from vanban.inspection.docx.paragraphs import Paragraph, ParagraphReader, measured
from vanban.inspection.docx.properties import Border
from vanban.inspection.docx.runs import chosen
from vanban.inspection.docx.shapes import Picture, Spot, TextBox, has_picture, pictures_in, shapes_in
from vanban.inspection.docx.tables import cells_of

MOST_PARAGRAPHS = 100_000
LONGEST_PARAGRAPH = 250_000
"""In characters: eighty pages without a new paragraph."""
DEEPEST_TABLE = 30
_PARAGRAPH, _TABLE = w("p"), w("tbl")
_HOLDERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_ALTERNATIVES = f"{{{COMPATIBILITY}}}AlternateContent"
_SECTION_END = f"{w('pPr')}/{w('sectPr')}"
_WIDE_TABLE_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that is drawn: after which of the lines, where across (in mm from the left margin), how long.

    ``down_mm`` is how far below the top of the paragraph that holds it a shape stands, where that is told.
    ``over`` when it is the top edge of the line that comes next.
    """

    after: int
    section: int
    column: int
    centre_mm: float | None
    length_mm: float
    continuous: bool
    down_mm: float | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the text: before which of the lines, in which column, and where across from the left margin."""

    after: int
    section: int
    column: int
    left_mm: float | None
    picture: Picture


@dataclass(slots=True)
class Told:
    """What a story tells: its lines with the paragraphs that they were measured from, and the lines drawn in it.

    ``page_numbers`` are the lines that hold the number of the page; ``wide_sections`` those that hold tables or
    pictures.
    """

    lines: list[MeasuredLine] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    page_numbers: list[MeasuredLine] = field(default_factory=list)
    wide_sections: set[int] = field(default_factory=set)


@dataclass(slots=True)
class StoryReader:
    """Reads one part: the text, a header or a footer.

    ``page_number`` is what stands where the part prints the number of the page.
    """

    reader: ParagraphReader
    sections: Sequence[Section]
    part: str
    story: Story = Story.TEXT
    page_number: str = ""
    section: int = 0
    told: Told = field(default_factory=Told)
    _anchors: Mapping[int, int] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _columns: int = 0

    def read(self, root: Node) -> Told:
        """Everything under ``root``, the body of the text or the whole of a header.

        Raises:
            BeyondLimits: There are more or longer paragraphs than are measured, or one stands too deep in tables.
        """
        self._anchors = {id(node): place for place, node in enumerate(root.iter(_PARAGRAPH))}
        if len(self._anchors) > MOST_PARAGRAPHS:
            raise BeyondLimits(f"văn bản có hơn {MOST_PARAGRAPHS} đoạn")
        self._blocks(root, None, 0)
        _close_gaps(self.told)
        return self.told

    def _blocks(self, parent: Node, column: Column | None, depth: int) -> None:
        if depth > DEEPEST_TABLE:
            raise BeyondLimits("bảng, khung chữ lồng nhau quá sâu")
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._paragraph(child, column or self._text_column(), depth)
                if column is None and child.find(_SECTION_END) is not None:
                    self.section = min(self.section + 1, len(self.sections) - 1)
            elif child.tag == _TABLE:
                self._table(child, column or self._text_column(), depth)
            elif child.tag in _HOLDERS:
                self._blocks(child, column, depth + 1)
            elif child.tag == _ALTERNATIVES:
                self._blocks(chosen(child), column, depth + 1)

    def _text_column(self) -> Column:
        return text_column(self.sections[self.section], self.section)

    def _paragraph(self, node: Node, column: Column, depth: int) -> None:
        paragraph = self.reader.read(node, column)
        for shape in paragraph.text.shapes:
            self._shape(shape, paragraph, depth)
        edges = {} if paragraph.is_boxed else paragraph.borders
        has_words = paragraph.text.has_words
        if "top" in edges:
            self._border(paragraph, edges["top"], over=has_words)
        if has_words:
            if sum(len(text) for text, _ in paragraph.text.pieces) > LONGEST_PARAGRAPH:
                raise BeyondLimits(f"có đoạn dài hơn {LONGEST_PARAGRAPH} chữ")
            self._line(node, paragraph)
        if "bottom" in edges:
            self._border(paragraph, edges["bottom"], over=False)

    def _line(self, node: Node, paragraph: Paragraph) -> None:
        line = measured(
            paragraph,
            paragraph.text.runs(self.page_number),
            place=self._place(paragraph.column),
            anchor=f"{self.part}#{self._anchors[id(node)]}",
            story=self.story,
        )
        if paragraph.text.has_page_number and self.story is not Story.TEXT:
            self.told.page_numbers.append(line)
        self.told.lines.append(line)
        self.told.paragraphs.append(paragraph)

    def _place(self, column: Column) -> str:
        if self.story is not Story.TEXT:
            return "đầu trang" if self.story is Story.HEADER else "chân trang"
        return column.place or f"đoạn {self._counted('paragraph')}"

    def _counted(self, kind: str) -> int:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]

    def _border(self, paragraph: Paragraph, edge: Border, *, over: bool) -> None:
        left, right = paragraph.left_mm, paragraph.right_mm
        self._mark((left + right) / 2, right - left, paragraph.column, continuous=edge.continuous, over=over)

    def _mark(
        self,
        centre_mm: float | None,
        length_mm: float,
        column: Column,
        *,
        continuous: bool,
        down_mm: float | None = None,
        over: bool = False,
    ) -> None:
        after = len(self.told.lines)
        mark = Mark(after, column.section, column.number, centre_mm, length_mm, continuous, down_mm, over)
        self.told.marks.append(mark)

    def _shape(self, shape: Node, paragraph: Paragraph, depth: int) -> None:
        node = chosen(shape) if shape.tag == _ALTERNATIVES else shape
        for holder in node if node is not shape else (shape,):
            if has_picture(holder):
                self.told.wide_sections.add(self.section)
                self._pictures(holder, paragraph)
            for found in shapes_in(holder):
                if isinstance(found, TextBox):
                    self._text_box(found, paragraph.column, depth)
                else:
                    self._drawn_line(found, paragraph.column)

    def _pictures(self, holder: Node, paragraph: Paragraph) -> None:
        column = paragraph.column
        for picture in pictures_in(holder):
            left = _left_in_line(paragraph, picture) if picture.in_line else left_of(column, picture.spot)
            shown = Shown(len(self.told.lines), column.section, column.number, left, picture)
            self.told.pictures.append(shown)

    def _text_box(self, box: TextBox, column: Column, depth: int) -> None:
        self._columns += 1
        place = f"khung chữ {self._counted('box')}"
        self._blocks(box.content, box_column(column, box.spot, place, self._columns), depth + 1)

    def _drawn_line(self, spot: Spot, column: Column) -> None:
        left = left_of(column, spot)
        centre = None if left is None else left + spot.width_mm / 2
        self._mark(centre, spot.width_mm, column, continuous=spot.continuous, down_mm=spot.down_mm)

    def _table(self, table: Node, parent: Column, depth: int) -> None:
        place = f"bảng {self._counted('table')}"
        for cell in cells_of(table, parent, place, self.reader.sheet):
            if cell.column.width_mm * _WIDE_TABLE_COLUMNS <= parent.width_mm:
                self.told.wide_sections.add(self.section)
            self._blocks(cell.node, cell.column, depth + 1)
            if cell.bottom:
                middle = cell.column.start_mm + cell.column.width_mm / 2
                self._mark(middle, cell.column.width_mm, cell.column, continuous=cell.bottom.continuous)


def _left_in_line(paragraph: Paragraph, picture: Picture) -> float | None:
    """Where a picture stands that is all its paragraph holds; beside words nobody knows."""
    if paragraph.text.has_words:
        return None
    room = paragraph.right_mm - paragraph.left_mm - picture.spot.width_mm
    share = {"center": 0.5, "right": 1.0}.get(str(paragraph.facts.get("align", "left")), 0.0)
    return paragraph.left_mm + room * share + (0.0 if share else paragraph.indent_mm("first"))


def _close_gaps(told: Told) -> None:
    """Paragraphs of one style that ask for it stand without a gap between them."""
    for place, (one, following) in enumerate(pairwise(told.paragraphs)):
        if one.style == following.style and one.column.number == following.column.number:
            if one.facts.get("contextual"):
                told.lines[place] = replace(told.lines[place], space_after_pt=0.0)
            if following.facts.get("contextual"):
                told.lines[place + 1] = replace(told.lines[place + 1], space_before_pt=0.0)
