"""What a rule is: a clause of the law, and how a breach of it is told."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, update_wrapper
from typing import Generic, TypeAlias, TypeVar

from vanban.compliance.passages import Passage
from vanban.compliance.reader import Sheet
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.letter import Letter
from vanban.regulations.law import Law

Rule: TypeAlias = Callable[[Sheet, Law], Iterator[Finding]]
"""Looks at a draft under the law of its day and tells every breach of one clause."""

DECREE = "30/2020/NĐ-CP, Phụ lục I, Phần I,"
HOUSE = "Quy tắc của phần mềm"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as findings name it; ``severity`` is how much a breach of it usually weighs."""

    rule_id: str
    severity: Severity
    source: str

    def broken(self, element: str, found: str, allowed: str, *, severity: Severity | None = None) -> Finding:
        """A breach: where it is, what stands there and what should, in Vietnamese."""
        return Finding(
            rule_id=self.rule_id,
            severity=severity or self.severity,
            element=element,
            found=found,
            allowed=allowed,
            source=self.source,
        )


class PassageRule:
    """A rule on each passage by itself: what it says of one holds in every letter that shares the passage.

    It returns what it found and is no generator: nearly always that is nothing, which costs less to say so.
    """

    __name__: str

    def __init__(self, judge: Callable[[Passage, Law], Sequence[Finding]]) -> None:
        self.judge = judge
        update_wrapper(self, judge)

    def __call__(self, sheet: Sheet, law: Law) -> Iterator[Finding]:
        for passage in sheet.passages:
            yield from self.judge(passage, law)


_Part = TypeVar("_Part", bound=Hashable)


class PartRule(Generic[_Part]):
    """A rule on one part of a letter: what it says holds for every letter in which that part is equal."""

    __name__: str

    def __init__(self, part: Callable[[Letter], _Part], judge: Callable[[_Part, Law], Iterator[Finding]]) -> None:
        self.part = part
        self.judge = judge
        update_wrapper(self, judge)

    def __call__(self, sheet: Sheet, law: Law) -> Iterator[Finding]:
        return self.judge(self.part(sheet.letter), law)


def on_part(
    part: Callable[[Letter], _Part],
) -> Callable[[Callable[[_Part, Law], Iterator[Finding]]], PartRule[_Part]]:
    """Makes a rule of a function that judges what ``part`` takes from a letter."""
    return partial(PartRule, part)
