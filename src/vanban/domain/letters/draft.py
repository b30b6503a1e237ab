"""The life of a letter: a draft without a number, then a document that has one for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.letters.document import DocumentCode, RegisterKey
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.recipient import FileCopy, Recipient
from vanban.domain.letters.signing import Signatory


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LetterKey:
    """What makes a letter the same letter: its campaign, its id there and its issuer.

    Issuing twice under one key gives one number.
    """

    campaign_id: str
    letter_id: str
    organ_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A report that a letter asks of one of its addressees: which assignment, who, until when."""

    assignment: str
    title: str
    organ_id: str
    label: str
    due: ComputedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter that is ready but has no number yet (Art. 3.7).

    ``level`` is 1 for a letter that starts a cascade; a letter of a lower level relays the letter ``above``.
    ``duties`` become obligations when the letter is issued.
    """

    key: LetterKey
    series: str
    letter: Letter
    recipients: tuple[Recipient, ...]
    signatory: Signatory
    file_copy: FileCopy
    attachments: tuple[str, ...] = ()
    level: int = 1
    above: LetterKey | None = None
    duties: tuple[Duty, ...] = ()

    def register_key(self, day: date) -> RegisterKey:
        return RegisterKey(organ_id=self.key.organ_id, series=self.series, year=day.year)

    def issue(self, code_number: int, day: date) -> IssuedDocument:
        """The document that this draft becomes under a number; nothing else of it changes."""
        letter = self.letter.numbered(code_number, day)
        return IssuedDocument(draft=self, letter=letter, code=letter.code, issued_date=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocument:
    """A document after số and ngày ban hành were given (Art. 15)."""

    draft: Draft
    letter: Letter
    code: DocumentCode
    issued_date: date

    @property
    def code_number(self) -> int:
        if self.code.code_number is None:
            raise ValueError("an issued document has a number")
        return self.code.code_number
