"""Sections of a DOCX: paper, margins, and how their pages are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element as Node

from vanban.domain.judging.inspected import MeasuredPage
from vanban.inspection.docx.names import is_on, mm, number, twips, w
from vanban.inspection.docx.numbering import printed
from vanban.inspection.docx.package import BeyondLimits, relation_id

_SECTION, _CHANGE = w("sectPr"), w("sectPrChange")
_LETTER_WIDTH, _LETTER_HEIGHT = 12240.0, 15840.0
"""What Word takes for paper, in twips, where a file names none: US Letter."""
_UNKNOWN_MARGIN = 1440.0
MOST_SECTIONS = 500


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its page, and the ids of its headers and footers by their kinds.

    ``headers`` and ``footers`` are those in force, taken over from the section before where none is named.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    headers: Mapping[str, str]
    footers: Mapping[str, str]
    has_own_first_page: bool
    number_form: str
    first_number: int | None

    @property
    def text_width_mm(self) -> float:
        return max(self.width_mm - self.left_mm - self.right_mm, 1.0)

    def kind_of_page(self, place: int, *, even_differs: bool) -> str:
        """Which header the ``place``-th page of this section has."""
        if place == 1 and self.has_own_first_page:
            return "first"
        count = (self.first_number or 1) + place - 1
        return "even" if even_differs and count % 2 == 0 else "default"

    def printed_number(self, place: int) -> str:
        """The number on the ``place``-th page; dots where it depends on how long the sections before are."""
        return "…" if self.first_number is None else printed(self.first_number + place - 1, self.number_form)

    def measured(self, *, hides_first_number: bool, number: str, has_wide_content: bool) -> MeasuredPage:
        """The section as it is judged."""
        return MeasuredPage(
            width_mm=self.width_mm,
            height_mm=self.height_mm,
            top_mm=self.top_mm,
            bottom_mm=self.bottom_mm,
            left_mm=self.left_mm,
            right_mm=self.right_mm,
            has_wide_content=has_wide_content,
            hides_first_number=hides_first_number,
            number=number,
            first_number=self.first_number,
        )


def sections(body: Node) -> tuple[Section, ...]:
    """The sections of a document in order; a document without any has one as Word would make it.

    Raises:
        BeyondLimits: There are more of them than are measured.
    """
    found: list[Section] = []
    past = {id(inner) for change in body.iter(_CHANGE) for inner in change.iter(_SECTION)}
    for node in body.iter(_SECTION):
        if len(found) > MOST_SECTIONS:
            raise BeyondLimits(f"văn bản có hơn {MOST_SECTIONS} phần (section)")
        if id(node) not in past:
            found.append(_section(node, found[-1] if found else None))
    return tuple(found) or (_section(Node(_SECTION), None),)


def _section(node: Node, before: Section | None) -> Section:
    size, margins, numbers = (node.find(w(name)) for name in ("pgSz", "pgMar", "pgNumType"))
    title_page = node.find(w("titlePg"))
    start = None if numbers is None else number(numbers.get(w("start")))
    gutter = _length(margins, "gutter", 0.0)
    return Section(
        width_mm=_length(size, "w", _LETTER_WIDTH),
        height_mm=_length(size, "h", _LETTER_HEIGHT),
        top_mm=abs(_length(margins, "top", _UNKNOWN_MARGIN)),
        bottom_mm=abs(_length(margins, "bottom", _UNKNOWN_MARGIN)),
        left_mm=_length(margins, "left", _UNKNOWN_MARGIN) + gutter,
        right_mm=_length(margins, "right", _UNKNOWN_MARGIN),
        headers={**(before.headers if before else {}), **_references(node, "headerReference")},
        footers={**(before.footers if before else {}), **_references(node, "footerReference")},
        has_own_first_page=title_page is not None and is_on(title_page),
        number_form="decimal" if numbers is None else numbers.get(w("fmt"), "decimal"),
        first_number=int(start) if start is not None else None if before else 1,
    )


def _length(node: Node | None, name: str, default: float) -> float:
    found = None if node is None else twips(node.get(w(name)))
    return round(mm(default if found is None else found), 2)


def _references(node: Node, name: str) -> dict[str, str]:
    return {one.get(w("type"), "default"): relation_id(one) for one in node.findall(w(name))}
