"""What has been recognised so far while a document is divided into its elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from vanban.domain.judging.inspected import Element, MeasuredLine

Splitter: TypeAlias = Callable[[MeasuredLine], Sequence[MeasuredLine]]
"""Cuts a line of head or foot into the parts that stand apart on the paper."""


@dataclass(slots=True)
class Found:
    """The lines of each element in order, and what belongs to none."""

    elements: dict[Element, list[MeasuredLine]] = field(default_factory=dict)
    unplaced: list[MeasuredLine] = field(default_factory=list)

    def add(self, element: Element, *lines: MeasuredLine) -> None:
        """Puts lines at the end of an element."""
        if lines:
            self.elements.setdefault(element, []).extend(lines)

    def has(self, element: Element) -> bool:
        return element in self.elements

    def last(self, element: Element) -> MeasuredLine | None:
        """The line of an element that was found last."""
        return self.elements[element][-1] if element in self.elements else None

    def frozen(self) -> Mapping[Element, tuple[MeasuredLine, ...]]:
        """The elements in the order of their names in the law."""
        return {element: tuple(self.elements[element]) for element in Element if element in self.elements}
