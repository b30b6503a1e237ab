"""The line of a file that a finding of the text speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from vanban.compliance.format_rules.paper import Paper
from vanban.domain.judging.finding import Finding
from vanban.domain.judging.inspected import MeasuredLine

_PAPERS_KEPT = 4
_LONGEST_QUOTE = 200
"""No finding quotes so much."""


def anchor_of(paper: Paper, finding: Finding) -> str:
    """The anchor of the first line that begins with the words that a finding quotes; empty where none does."""
    _, quoted, words = finding.element.partition("“")
    words = words.rstrip("”").removesuffix(" …").strip()
    return _beginnings(paper).anchor(words[:_LONGEST_QUOTE]) if quoted and words else ""


class _Beginnings:
    """The lines of a file in the order of their words, so that many findings do not each walk through many lines."""

    def __init__(self, lines: Sequence[MeasuredLine]) -> None:
        self._lines = lines
        told = ((" ".join(line.text.split(maxsplit=_LONGEST_QUOTE)), place) for place, line in enumerate(lines))
        self._sorted = sorted((words[:_LONGEST_QUOTE], place) for words, place in told)
        self._known: dict[str, str] = {}

    def anchor(self, words: str) -> str:
        if words not in self._known:
            places = []
            at = bisect_left(self._sorted, (words, -1))
            while at < len(self._sorted) and self._sorted[at][0].startswith(words):
                places.append(self._sorted[at][1])
                at += 1
            self._known[words] = self._lines[min(places)].anchor if places else ""
        return self._known[words]


@lru_cache(_PAPERS_KEPT)
def _beginnings(paper: Paper) -> _Beginnings:
    return _Beginnings(paper.inspection.lines)
