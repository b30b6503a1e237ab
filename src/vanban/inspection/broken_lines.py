"""Fixed lines of a head that were typed on two lines: Quốc hiệu, Tiêu ngữ, place and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from vanban.domain.judging.inspected import Element, MeasuredLine
from vanban.inspection import recognition as is_
from vanban.inspection.halves import side_of

_NEAR = 4
"""Between the two lines there are at most so many parts of the other half of the page."""
_SHORTEST_PART = 2
_LONGEST_PART = 60


def broken_in_two(parts: Sequence[MeasuredLine]) -> Mapping[str, Element]:
    """The parts that only make a fixed line together with the next one in their column, by their anchors."""
    found: dict[str, Element] = {}
    for at, first in enumerate(parts):
        second = next(_below(parts, at), None)
        if second is None or first.anchor in found:
            continue
        element = _made_by(first.text.strip(), second.text.strip())
        if element is not None:
            found[first.anchor] = found[second.anchor] = element
    return found


def _below(parts: Sequence[MeasuredLine], at: int) -> Iterator[MeasuredLine]:
    """The part that stands under another one in its half of the page."""
    upper = parts[at]
    for part in parts[at + 1 : at + 1 + _NEAR]:
        if side_of(part) is side_of(upper) and part.story is upper.story and not is_.is_typed_rule(part.text):
            yield part


def _made_by(first: str, second: str) -> Element | None:
    """What two texts make together that neither is alone."""
    if not all(_SHORTEST_PART <= len(text) <= _LONGEST_PART for text in (first, second)):
        return None
    whole = f"{first} {second}"
    for element, matches in _FIXED:
        if matches(whole) and not matches(second) and not _is_whole(element, first):
            return element
    # The date alone is known for what it is; the place on a line of its own ends with the comma.
    stands_alone = first.endswith(",") and second.casefold().startswith("ngày") and is_.is_place_and_date(second)
    return Element.PLACE_AND_DATE if stands_alone and is_.is_place_and_date(whole) else None


def _is_whole(element: Element, text: str) -> bool:
    """Whether a text is a fixed line by itself, and what stands below it something else."""
    if element is Element.PLACE_AND_DATE:
        return is_.is_place_and_date(text) and not text.casefold().endswith("năm")
    return is_.is_exactly(element, text)


_FIXED: tuple[tuple[Element, Callable[[str], bool]], ...] = (
    (Element.COUNTRY_NAME, is_.is_country_name),
    (Element.MOTTO, is_.is_motto),
    (Element.PLACE_AND_DATE, is_.is_place_and_date),
)
