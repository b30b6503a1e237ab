"""What a rule says of a file that was measured; a rule that could not judge never says that all is well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vanban.domain.judging.finding import Severity


class Verdict(StrEnum):
    """The five answers of a rule."""

    PASSED = "passed"
    """Đạt."""
    FAILED = "failed"
    """Không đạt."""
    TO_BE_SEEN = "to_be_seen"
    """Cần xem: a person must decide."""
    NOT_JUDGED = "not_judged"
    """Chưa đánh giá: the element was not found, or the file does not tell."""
    NOT_APPLICABLE = "not_applicable"
    """Không áp dụng: the rule does not concern such a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One rule on one file.

    ``rule_id`` is ``NĐ30-R16``; ``severity`` is what a failure weighs. ``found`` and ``allowed`` say why, ``place``
    and ``anchor`` where (empty for the document as a whole), ``source`` by which clause.
    """

    rule_id: str
    title: str
    severity: Severity
    verdict: Verdict
    source: str
    found: str = ""
    allowed: str = ""
    place: str = ""
    anchor: str = ""
