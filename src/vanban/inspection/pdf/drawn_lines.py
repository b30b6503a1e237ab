"""Lines under the motto, the names and the subject: which text each belongs to, how long it is, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vanban.domain.judging.inspected import DrawnLine, Element, MeasuredLine, Story
from vanban.inspection.pdf.page_lines import PageLayout, PageLine, underlines
from vanban.inspection.pdf.paragraphs import Paragraph
from vanban.inspection.pdf.raw import Stroke
from vanban.inspection.recognition import is_typed_rule

_FURTHEST_BELOW_MM: Final = 9.0
_FURTHEST_ABOVE_MM: Final = 9.0
_SAME_HEIGHT_MM: Final = 0.5
_SAME_ROW_MM: Final = 1.5
_UNDER = (
    Element.COUNTRY_NAME,
    Element.MOTTO,
    Element.SUPERIOR,
    Element.ISSUER,
    Element.CODE,
    Element.TYPE_NAME,
    Element.SUBJECT,
    Element.APPENDIX_LABEL,
    Element.APPENDIX_TITLE,
    Element.APPENDIX_NOTE,
)
"""Elements under which an office draws a line; anywhere else a line has nothing to do with the form."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line on a page, drawn or typed."""

    page: int
    left_mm: float
    right_mm: float
    height_mm: float
    typed: bool
    continuous: bool


def drawn_lines(
    layouts: Sequence[PageLayout],
    paragraphs: Mapping[str, Paragraph],
    elements: Mapping[Element, tuple[MeasuredLine, ...]],
) -> tuple[DrawnLine, ...]:
    """Every line that stands under an element of the head or over the address; ``paragraphs`` are found by anchor."""
    found: list[DrawnLine] = []
    owners = _owners(paragraphs, elements)
    for number, layout in enumerate(layouts, start=1):
        lines = [line for line in layout.lines if line.story is not Story.HEADER]
        for rule in _rules(layout, number):
            above = _nearest_above(rule, lines)
            element = owners.get(id(above.text)) if above else None
            if above is not None and element in _UNDER:
                found.append(_under(rule, above, element))
            elif _is_over_address(rule, layout, owners):
                found.append(_over_address(rule, layout))
    return tuple(found)


def _owners(
    paragraphs: Mapping[str, Paragraph], elements: Mapping[Element, tuple[MeasuredLine, ...]]
) -> dict[int, Element]:
    """The element of each line of text, by the identity of the line."""
    owners: dict[int, Element] = {}
    for element, measured in elements.items():
        for one in measured:
            paragraph = paragraphs.get(one.anchor.partition(":")[0])
            for line in paragraph.lines if paragraph else ():
                owners[id(line.text)] = element
    return owners


def _rules(layout: PageLayout, number: int) -> Iterator[_Rule]:
    texts = [line.text for line in layout.lines]
    for stroke in layout.drawn.alone:
        yield _Rule(
            page=number,
            left_mm=stroke.left_mm,
            right_mm=stroke.right_mm,
            height_mm=_level(stroke),
            typed=any(underlines(stroke, text) for text in texts),
            continuous=not stroke.dashed,
        )
    for text in texts:
        if is_typed_rule(text.text):
            is_solid = set(text.text) <= {"_"}
            yield _Rule(number, text.left_mm, text.right_mm, text.baseline_mm, typed=True, continuous=is_solid)


def _nearest_above(rule: _Rule, lines: Sequence[PageLine]) -> PageLine | None:
    """The text that a line stands under: the lowest one above it that shares some of its width."""
    reach = [
        line
        for line in lines
        if not is_typed_rule(line.text.text)
        and -_SAME_HEIGHT_MM <= rule.height_mm - line.text.baseline_mm <= _FURTHEST_BELOW_MM
        and line.text.left_mm < rule.right_mm
        and rule.left_mm < line.text.right_mm
    ]
    lowest = max((line.text.baseline_mm for line in reach), default=0.0)
    beside = [line for line in reach if lowest - line.text.baseline_mm <= _SAME_ROW_MM]
    return max(beside, key=lambda line: _shared_mm(rule, line), default=None)


def _shared_mm(rule: _Rule, line: PageLine) -> float:
    """How much of its width a line of text shares with a line under it."""
    return min(rule.right_mm, line.text.right_mm) - max(rule.left_mm, line.text.left_mm)


def _under(rule: _Rule, above: PageLine, element: Element) -> DrawnLine:
    text = above.text
    width = text.right_mm - text.left_mm
    return DrawnLine(
        below=element,
        share=round((rule.right_mm - rule.left_mm) / width, 3) if width > 0 else None,
        offset_mm=round((rule.left_mm + rule.right_mm) / 2 - text.middle_mm, 2),
        typed=rule.typed,
        continuous=rule.continuous,
    )


def _is_over_address(rule: _Rule, layout: PageLayout, owners: Mapping[int, Element]) -> bool:
    addresses = [line.text for line in layout.lines if owners.get(id(line.text)) is Element.ADDRESS]
    return any(0 <= text.baseline_mm - rule.height_mm <= _FURTHEST_ABOVE_MM for text in addresses[:1])


def _over_address(rule: _Rule, layout: PageLayout) -> DrawnLine:
    area = layout.area
    width = area.width_mm if area else 0.0
    return DrawnLine(
        below=Element.ADDRESS,
        share=round((rule.right_mm - rule.left_mm) / width, 3) if width > 0 else None,
        offset_mm=round((rule.left_mm + rule.right_mm) / 2 - area.middle_mm, 2) if area else None,
        typed=rule.typed,
        continuous=rule.continuous,
    )


def _level(stroke: Stroke) -> float:
    return (stroke.top_mm + stroke.bottom_mm) / 2
