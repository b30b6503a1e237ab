"""The clauses that the rules of the text judge by, and the findings of these rules on a letter."""

from __future__ import annotations

from collections.abc import Mapping

from vanban.compliance import letter_contradictions
from vanban.compliance.check import check_draft
from vanban.compliance.clause import Clause
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
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.recipient import FileCopy, Recipient, RecipientRole
from vanban.domain.letters.signing import Signatory
from vanban.regulations.law import Law

_MODULES = (
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
_TOLD_BY_THE_LINE = frozenset({"NĐ30-R29", "NĐ30-R34", "NĐ30-R39", "NĐ30-R50"})
"""Of these the printed line tells more than the letter read from it."""

_ABOLISHED = Clause("NĐ30-R115", Severity.INFO, "202/2025/QH15; 1667/NQ-UBTVQH15")
"""The rule itself takes its source from the dated data, since it only holds from a day on."""

TEXT_CLAUSES: Mapping[str, Clause] = {one.rule_id: one for one in (_ABOLISHED, *letter_contradictions.CLAUSES)} | {
    clause.rule_id: clause
    for module in _MODULES
    for clause in vars(module).values()
    if isinstance(clause, Clause) and clause.rule_id not in _TOLD_BY_THE_LINE
}


def told_of(letter: Letter, law: Law) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of the rules of the text on a letter that was read from a file, by rule."""
    told: dict[str, list[Finding]] = {}
    draft, reader = _as_draft(letter), Reader()
    of_the_text = letter_contradictions.letter_contradictions(draft, reader)
    for finding in (*check_draft(draft, law, reader=reader), *of_the_text):
        told.setdefault(finding.rule_id, []).append(finding)
    return {rule_id: tuple(findings) for rule_id, findings in told.items()}


def _as_draft(letter: Letter) -> Draft:
    """The letter as the rules take it; what a file does not tell is left empty."""
    lines = (*letter.addressees, *(line.lstrip("-– ").rstrip(";.") for line in letter.distribution_list))
    return Draft(
        key=LetterKey(campaign_id="", letter_id="", organ_id=""),
        series="",
        letter=letter,
        recipients=tuple(Recipient(label=line, role=RecipientRole.COPY) for line in lines),
        signatory=Signatory(id="", organ_id="", full_name=letter.signature.full_name, position=""),
        file_copy=FileCopy(),
    )
