"""Checked files as they are drawn: for the page and for SARIF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vanban.domain.judging.verdict import Judgement, Verdict

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.PASSED: "Đạt",
    Verdict.FAILED: "Không đạt",
    Verdict.TO_BE_SEEN: "Cần xem",
    Verdict.NOT_JUDGED: "Chưa đánh giá",
    Verdict.NOT_APPLICABLE: "Không áp dụng",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One file: what is said of it in a line, its breaches first, then every rule; or why it was not read."""

    name: str
    about: str
    problem: str
    counts: Mapping[Verdict, int]
    breaches: tuple[Judgement, ...]
    judgements: tuple[Judgement, ...]
    limits: tuple[str, ...]

    def of(self, verdict: Verdict) -> tuple[Judgement, ...]:
        """The judgements of one verdict."""
        return tuple(one for one in self.judgements if one.verdict is verdict)
