"""What a rule is: a clause of the law, and how a breach of it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vanban.domain.draft import Draft
from vanban.domain.finding import Finding, Severity
from vanban.regulations.law import Law

Rule: TypeAlias = Callable[[Draft, Law], Iterator[Finding]]
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
