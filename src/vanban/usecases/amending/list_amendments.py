"""Which issued letters were recalled, replaced or corrected since."""

from __future__ import annotations

from collections.abc import Collection

from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import RecordedRelation, relation_note
from vanban.domain.letters.wording import short_date
from vanban.regulations.law import law_on
from vanban.store.database import Database
from vanban.store.register.register_rows import entries


def amendment_notes(database: Database | None, keys: Collection[LetterKey]) -> tuple[str, ...]:
    """One line for each letter of ``keys`` and each later letter that mends it, in the order of the registers."""
    if database is None:
        return ()
    wanted = frozenset(keys)
    return tuple(
        _note(one)
        for row in entries(database)
        if row.letter_key in wanted
        for one in row.relations
        if one.target.key == row.letter_key
    )


def _note(relation: RecordedRelation) -> str:
    def type_name(kind: DocumentType) -> str:
        return law_on(relation.letter.issued_date).type_rule(kind).name

    target = relation.target
    said = relation_note(relation, at=target.key, type_name=type_name)
    return f"số {target.code} ngày {short_date(target.issued_date)} ({target.key.organ_id}): {said}"
