"""All rules over one draft."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import TypeAlias

from vanban.compliance.clause import PartRule, PassageRule, Rule
from vanban.compliance.passages import Passage
from vanban.compliance.reader import Reader
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
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.letter import Letter
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
_PASSAGES_KEPT = 4096
_PARTS_KEPT = 4096
_Told: TypeAlias = tuple[int, Finding]
"""What a rule tells, with the place of the rule among all."""
_Part: TypeAlias = Callable[[Letter], Hashable]


def check_draft(draft: Draft, law: Law, *, issued: bool = False, reader: Reader | None = None) -> tuple[Finding, ...]:
    """Every breach that can be told from the letter itself: errors first, then as the page is read.

    Args:
        draft: The letter with its recipients; nothing of it is changed and no number is used.
        law: The law in force on the day of issue.
        issued: Whether the letter is meant to be complete, number and day included.
        reader: Who has laid out other letters that share paragraphs with this one.
    """
    sheet = (reader or Reader()).read(draft)
    told: list[_Told] = []
    for place, rule in _ON_ISSUED_SHEETS if issued else _ON_SHEETS:
        told += [(place, finding) for finding in rule(sheet, law)]
    for part in _ON_PARTS:
        told += _told_of_part(part, part(sheet.letter), law)
    for passage in sheet.passages:
        told += _told_of_passage(passage, law)
    return tuple(finding for _, finding in sorted(told, key=_as_read)) if told else ()


@lru_cache(_PASSAGES_KEPT)
def _told_of_passage(passage: Passage, law: Law) -> tuple[_Told, ...]:
    told: list[_Told] = []
    for place, rule in _ON_PASSAGES:
        found = rule.judge(passage, law)
        if found:
            told += [(place, finding) for finding in found]
    return tuple(told)


@lru_cache(_PARTS_KEPT)
def _told_of_part(part: _Part, stated: Hashable, law: Law) -> tuple[_Told, ...]:
    return tuple((place, finding) for place, rule in _ON_PARTS[part] for finding in rule.judge(stated, law))


def _as_read(told: _Told) -> tuple[int, int]:
    place, finding = told
    return _WEIGHTS.index(finding.severity), place


_PLACES = tuple(enumerate((*ISSUED_RULES, *RULES)))
_ON_PASSAGES = tuple((place, rule) for place, rule in _PLACES if isinstance(rule, PassageRule))
_ON_PARTS: Mapping[_Part, tuple[tuple[int, PartRule[Hashable]], ...]] = {
    part: tuple((place, rule) for place, rule in _PLACES if isinstance(rule, PartRule) and rule.part is part)
    for part in dict.fromkeys(rule.part for _, rule in _PLACES if isinstance(rule, PartRule))
}
_ON_ISSUED_SHEETS = tuple((place, rule) for place, rule in _PLACES if not isinstance(rule, PassageRule | PartRule))
_ON_SHEETS = tuple((place, rule) for place, rule in _ON_ISSUED_SHEETS if rule in RULES)
