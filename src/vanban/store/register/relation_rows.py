"""Reading what letters did to letters issued before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import IssuedLetter, RecordedRelation, RelationKind
from vanban.store.tables import entry_relation, register_entry

_IDS_AT_A_TIME = 300
_LETTER_COLUMNS = (
    "id",
    "campaign_id",
    "letter_id",
    "organ_id",
    "document_type",
    "code_number",
    "code_notation",
    "issued_date",
)


def relations_of(connection: Connection, entry_ids: Sequence[int]) -> dict[int, RecordedRelation]:
    """The relations that these register rows have or suffer, by the row of the newer letter."""
    table = entry_relation.c
    found: dict[int, RecordedRelation] = {}
    for start in range(0, len(entry_ids), _IDS_AT_A_TIME):
        part = entry_ids[start : start + _IDS_AT_A_TIME]
        found |= {row.newer_id: _relation(row) for row in _rows(connection, _touches(table, part))}
    return found


def relations_by_entry(connection: Connection) -> Mapping[int, tuple[RecordedRelation, ...]]:
    """All relations, under the row of the newer letter and under that of the older one."""
    found: dict[int, tuple[RecordedRelation, ...]] = {}
    for row in _rows(connection):
        relation = _relation(row)
        for end in (row.newer_id, row.older_id):
            found[end] = (*found.get(end, ()), relation)
    return found


def ended_among(connection: Connection, entry_ids: Sequence[int]) -> Mapping[LetterKey, RecordedRelation]:
    """Those of the letters that have been recalled or replaced, with what did it."""
    found = relations_of(connection, entry_ids).values()
    return {relation.target.key: relation for relation in found if relation.kind.ends_the_target}


def _touches(table: Any, entry_ids: Sequence[int]) -> ColumnElement[bool]:
    return or_(table.entry_id.in_(entry_ids), table.target_id.in_(entry_ids))


def _rows(connection: Connection, *wanted: ColumnElement[bool]) -> Sequence[Row[Any]]:
    newer, older = register_entry.alias("newer"), register_entry.alias("older")
    columns = [side.c[name].label(f"{side.name}_{name}") for side in (newer, older) for name in _LETTER_COLUMNS]
    table = entry_relation.c
    query = (
        select(table.kind, table.reason, *columns)
        .select_from(entry_relation)
        .join(newer, newer.c.id == table.entry_id)
        .join(older, older.c.id == table.target_id)
        .where(*wanted)
        .order_by(table.entry_id)
    )
    return connection.execute(query).all()


def _relation(row: Row[Any]) -> RecordedRelation:
    newer, older = _letter(row, "newer"), _letter(row, "older")
    return RecordedRelation(kind=RelationKind(row.kind), letter=newer, target=older, reason=row.reason)


def _letter(row: Row[Any], side: str) -> IssuedLetter:
    facts = {name: getattr(row, f"{side}_{name}") for name in _LETTER_COLUMNS}
    return IssuedLetter(
        key=LetterKey(campaign_id=facts["campaign_id"], letter_id=facts["letter_id"], organ_id=facts["organ_id"]),
        document_type=DocumentType(facts["document_type"]),
        code=DocumentCode(code_number=facts["code_number"], code_notation=facts["code_notation"]),
        issued_date=facts["issued_date"],
    )
