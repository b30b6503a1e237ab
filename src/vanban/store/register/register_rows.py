"""Reading the register: its rows as values, with the facts of the Decree's ten columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Row, Select, Text, bindparam, func, select, true, tuple_

from vanban.domain.letters.document import DocumentCode, DocumentType, RegisterKey
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import RecordedRelation
from vanban.store.database import Database
from vanban.store.postgresql import Question, answers
from vanban.store.register.relation_rows import relations_by_entry
from vanban.store.tables import register_entry

_KEYS_AT_A_TIME = 300
"""A database takes a limited number of values in one statement, and a key is three."""
_KEY = ("campaign_id", "letter_id", "organ_id")


class EntryState(StrEnum):
    """The life of a number: reserved, then issued or given up; a number never disappears."""

    RESERVED = "reserved"
    ISSUED = "issued"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One number of the register. Source: Decree 30/2020/NĐ-CP, Annex IV, I (sổ đăng ký văn bản đi).

    The ten columns are ``code``, ``issued_date``, ``document_type`` with ``subject``, ``signer``,
    ``recipients``, ``file_copy_holder``, ``copies``, ``dispatched_on``, ``receipt`` and ``note``; all but the
    first are empty while the number is only reserved or is void, and ``reason`` then says why.
    ``relations`` are what the document recalls, replaces or corrects, and what did so to it: facts for Ghi chú.
    """

    register_key: RegisterKey
    code: DocumentCode
    state: EntryState
    reason: str
    issued_date: date | None
    document_type: DocumentType | None
    subject: str
    signer: str
    recipients: str
    file_copy_holder: str
    copies: int | None
    dispatched_on: date | None
    receipt: str
    note: str
    letter_key: LetterKey | None
    draft_sha256: str
    level: int | None = None
    above: LetterKey | None = None
    relations: tuple[RecordedRelation, ...] = ()


def entries(
    database: Database, *, organ_id: str | None = None, series: str | None = None, year: int | None = None
) -> Iterator[RegisterRow]:
    """The rows of the register, by organisation, series, year and number; each filter may be left out."""
    table = register_entry.c
    upper = register_entry.alias("upper_entry")
    query = (
        select(
            register_entry,
            upper.c.campaign_id.label("above_campaign_id"),
            upper.c.letter_id.label("above_letter_id"),
            upper.c.organ_id.label("above_organ_id"),
        )
        .outerjoin(upper, upper.c.id == table.above_id)
        .order_by(table.organ_id, table.series, table.year, table.code_number)
    )
    for column, wanted in ((table.organ_id, organ_id), (table.series, series), (table.year, year)):
        if wanted is not None:
            query = query.where(column == wanted)
    with database.reading() as connection:
        rows = connection.execute(query).all()
        related = relations_by_entry(connection)
    return (_row(row, related.get(row.id, ())) for row in rows)


def rows_by_letter(connection: Connection, keys: Sequence[LetterKey]) -> dict[LetterKey, Row[Any]]:
    """The register rows of those letters that have one."""
    told = answers(connection, letter_questions(keys, connection.dialect.name))
    return by_letter(row for rows in told for row in rows)


def letter_questions(keys: Sequence[LetterKey], dialect: str) -> Sequence[Question]:
    """What tells the register rows of the letters, a part of them each."""
    parts = [keys[start : start + _KEYS_AT_A_TIME] for start in range(0, len(keys), _KEYS_AT_A_TIME)]
    values = ([(key.campaign_id, key.letter_id, key.organ_id) for key in part] for part in parts)
    if dialect == "sqlite":
        columns = tuple_(*(register_entry.c[name] for name in _KEY))
        return [(select(register_entry).where(columns.in_(part)), {}) for part in values]
    lists = (map(list, zip(*part, strict=True)) for part in values)
    return [(_looks_into_the_index(), dict(zip(_KEY, part, strict=True))) for part in lists]


def by_letter(rows: Iterable[Row[Any]]) -> dict[LetterKey, Row[Any]]:
    """The rows that the answers hold."""
    return {LetterKey(campaign_id=row.campaign_id, letter_id=row.letter_id, organ_id=row.organ_id): row for row in rows}


@cache
def _looks_into_the_index() -> Select[Any]:
    """One statement however many the keys are, which takes as long to write as to run and is therefore kept."""
    lists = [bindparam(name, type_=ARRAY(Text)) for name in _KEY]
    wanted = func.unnest(*lists).table_valued(*_KEY).render_derived("wanted")
    # LIMIT, for there is one at most, keeps the planner from reading the whole register instead.
    same = (register_entry.c[name] == wanted.c[name] for name in _KEY)
    one = select(register_entry).where(*same).limit(1).lateral("one")
    return select(one).select_from(wanted.join(one, true()))


def row_of_number(connection: Connection, key: RegisterKey, code_number: int) -> Row[Any] | None:
    """The register row of a number, if it has been given."""
    query = select(register_entry).where(*in_series(key), register_entry.c.code_number == code_number)
    return connection.execute(query).first()


def in_series(key: RegisterKey) -> tuple[Any, Any, Any]:
    """The conditions under which a register row belongs to a series."""
    table = register_entry.c
    return table.organ_id == key.organ_id, table.series == key.series, table.year == key.year


def _row(row: Row[Any], relations: tuple[RecordedRelation, ...]) -> RegisterRow:
    letter_key = above = None
    if row.campaign_id is not None:
        letter_key = LetterKey(campaign_id=row.campaign_id, letter_id=row.letter_id, organ_id=row.organ_id)
    if row.above_id is not None:
        above = LetterKey(campaign_id=row.above_campaign_id, letter_id=row.above_letter_id, organ_id=row.above_organ_id)
    return RegisterRow(
        register_key=RegisterKey(organ_id=row.organ_id, series=row.series, year=row.year),
        code=DocumentCode(code_number=row.code_number, code_notation=row.code_notation),
        state=EntryState(row.state),
        reason=row.reason,
        issued_date=row.issued_date,
        document_type=DocumentType(row.document_type) if row.document_type else None,
        subject=row.subject or "",
        signer=row.signer or "",
        recipients=row.recipients or "",
        file_copy_holder=row.file_copy_holder or "",
        copies=row.copies,
        dispatched_on=row.dispatched_on,
        receipt=row.receipt or "",
        note=row.note or "",
        letter_key=letter_key,
        draft_sha256=row.draft_sha256 or "",
        level=row.level,
        above=above,
        relations=relations,
    )
