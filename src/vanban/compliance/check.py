"""All rules over one draft."""

from __future__ import annotations

from vanban.compliance.clause import Rule
from vanban.compliance.rules import (
    addressees,
    appendices,
    capitals,
    citing,
    dates,
    distribution,
    ending,
    numbering,
    place_date,
    punctuation,
    signature,
    subject,
    symbol,
)
from vanban.domain.draft import Draft
from vanban.domain.finding import Finding, Severity
from vanban.regulations.law import Law

RULES: tuple[Rule, ...] = (
    *symbol.RULES,
    *place_date.RULES,
    *subject.RULES,
    *addressees.RULES,
    *punctuation.RULES,
    *numbering.RULES,
    *citing.RULES,
    *capitals.RULES,
    *dates.RULES,
    *ending.RULES,
    *distribution.RULES,
    *signature.RULES,
    *appendices.RULES,
)
"""In the order in which a page is read."""
ISSUED_RULES: tuple[Rule, ...] = (*symbol.ISSUED_RULES, *place_date.ISSUED_RULES)
"""What may still be blank in a draft, and not in an issued document."""
_WEIGHTS = tuple(Severity)


def check_draft(draft: Draft, law: Law, *, issued: bool = False) -> tuple[Finding, ...]:
    """Every breach that can be told from the letter itself: errors first, then as the page is read.

    Args:
        draft: The letter with its recipients; nothing of it is changed and no number is used.
        law: The law in force on the day of issue.
        issued: Whether the letter is meant to be complete, number and day included.
    """
    rules = (*ISSUED_RULES, *RULES) if issued else RULES
    findings = (finding for rule in rules for finding in rule(draft, law))
    return tuple(sorted(findings, key=lambda finding: _WEIGHTS.index(finding.severity)))
