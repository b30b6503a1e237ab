"""What a new letter does to one that was issued before, which itself never changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.wording import short_date


class RelationKind(StrEnum):
    """The ways to mend an issued document. Source: Decree 30/2020/NĐ-CP, Art. 18.3 and 18.4."""

    RECALL = "recall"
    """Thu hồi: it counts as not received, and whoever has it sends it back."""
    REPLACE = "replace"
    """Thay thế: a document of the same form takes its place, for its content was wrong."""
    CORRECT = "correct"
    """Đính chính: a công văn mends its form or procedure, and it stays in force."""

    @property
    def ends_the_target(self) -> bool:
        """Whether the older document is out of force from then on."""
        return self is not RelationKind.CORRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a letter that is about to be issued does to an issued one, and why."""

    kind: RelationKind
    target: LetterKey
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedLetter:
    """As much of an issued letter as another line of the register says of it: ``Công văn số 12/SNV-CCHC``."""

    key: LetterKey
    document_type: DocumentType
    code: DocumentCode
    issued_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRelation:
    """A relation as the store keeps it: ``letter`` recalls, replaces or corrects ``target``."""

    kind: RelationKind
    letter: IssuedLetter
    target: IssuedLetter
    reason: str


_OF_THE_LETTER = {RelationKind.RECALL: "Thu hồi", RelationKind.REPLACE: "Thay thế", RelationKind.CORRECT: "Đính chính"}
_OF_THE_TARGET = {kind: f"{verb} bằng" for kind, verb in _OF_THE_LETTER.items()}


def relation_note(relation: RecordedRelation, *, at: LetterKey, type_name: Callable[[DocumentType], str]) -> str:
    """What Ghi chú says of a relation: ``Thay thế Công văn số …``, or ``Thu hồi bằng Công văn số …`` at its target.

    Args:
        at: the letter in whose line of the register it stands.
        type_name: the printed name of a document type, which the law gives.
    """
    here = relation.letter.key == at
    verb = (_OF_THE_LETTER if here else _OF_THE_TARGET)[relation.kind]
    other = relation.target if here else relation.letter
    return f"{verb} {type_name(other.document_type)} số {other.code} ngày {short_date(other.issued_date)}"
