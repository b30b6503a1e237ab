"""The letter that a relay stands under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import Draft, Duty
from vanban.domain.letters.wording import NUMBER_BLANK
from vanban.regulations.law import law_on

ABOVE = "above"
"""The key under which a relay cites the letter above."""


@dataclass(frozen=True, kw_only=True)
class Above:
    """The letter that a relay stands under: its number and day as far as they are given.

    ``margin_working_days`` is how much earlier than it the relay asks for its own reports. Without slots, to keep
    what all who relay it ask of it.
    """

    draft: Draft
    code: DocumentCode
    issued_on: PlannedDay
    margin_working_days: int = 0

    @cached_property
    def owed(self) -> Mapping[str, tuple[Duty, ...]]:
        """What each of its addressees owes to it."""
        found: defaultdict[str, list[Duty]] = defaultdict(list)
        for duty in self.draft.duties:
            found[duty.organ_id].append(duty)
        return {organ_id: tuple(duties) for organ_id, duties in found.items()}

    @cached_property
    def citation(self) -> Citation:
        """As a relay cites it: "Công văn số ... của ... về việc ..." (Annex I, Part I, II.6.b)."""
        letter = self.draft.letter
        number = self.code.printed_number or NUMBER_BLANK
        law = law_on(self.issued_on.last_possible)
        return Citation(
            key=ABOVE,
            type_name=law.type_rule(letter.document_type).name,
            code=f"{number}/{self.code.code_notation}",
            issued_date=self.issued_on,
            issuer=letter.issuer_name,
            subject=cited_subject(letter.document_type, letter.subject),
        )


def cited_subject(document_type: DocumentType, subject: str) -> str:
    """The subject of a letter as it follows "về" where the letter is cited; that of a công văn stands after V/v."""
    return f"việc {subject}" if document_type is DocumentType.CONG_VAN else subject[:1].lower() + subject[1:]
