"""Whether the text of a PDF is set to the left: its lines end where their words do, not at the right margin."""

from __future__ import annotations

from vanban.compliance.format_rules.line_kinds import prose_lines
from vanban.compliance.format_rules.paper import Paper
from vanban.domain.judging.inspected import MeasuredLine

_TOLD = ("justify", "both", "left")
_FEWEST = 2
"""A break that was set by hand leaves a line of one paragraph short."""


def told_lines(paper: Paper) -> tuple[MeasuredLine, ...]:
    """The paragraphs that have lines enough to see how they are aligned."""
    return tuple(line for line in prose_lines(paper) if line.align in _TOLD)


def ragged_lines(paper: Paper) -> tuple[MeasuredLine, ...]:
    """Those of them with a line that stays short of the right margin."""
    return tuple(line for line in told_lines(paper) if line.align == "left")


def is_ragged(paper: Paper) -> bool:
    """Whether most of the text is ragged; some lines of such a text end at one place by chance."""
    ragged = ragged_lines(paper)
    signs = sum(len(line.text) for line in ragged)
    return len(ragged) >= _FEWEST and signs * 2 > sum(len(line.text) for line in told_lines(paper))
