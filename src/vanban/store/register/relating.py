"""Recalling, replacing and correcting: what a new letter may do to one issued before, written with its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import RecordedRelation, Relation, RelationKind
from vanban.domain.letters.wording import short_date
from vanban.store.bulk import insert_all
from vanban.store.database import Database
from vanban.store.register.allotment import Allotment
from vanban.store.register.letter_name import letter_name
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.register.relation_rows import ended_among, relations_of
from vanban.store.tables import entry_relation

_VERBS = {RelationKind.RECALL: "thu hồi", RelationKind.REPLACE: "thay thế", RelationKind.CORRECT: "đính chính"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedLetter:
    """A new letter with what it does, and the register row of the letter that it does it to."""

    key: LetterKey
    relation: Relation
    target_id: int


def relations(database: Database, keys: Iterable[LetterKey]) -> tuple[RecordedRelation, ...]:
    """Every relation in which one of the letters recalls, replaces or corrects another, or is the one meant."""
    with database.reading() as connection:
        ids = [row.id for row in rows_by_letter(connection, list(keys)).values()]
        found = relations_of(connection, ids)
    return tuple(found[entry_id] for entry_id in sorted(found))


def targeted(
    connection: Connection, allotments: Sequence[Allotment], wanted: Mapping[LetterKey, Relation]
) -> tuple[TargetedLetter, ...]:
    """The new letters that recall, replace or correct one issued before; reads only.

    Raises:
        IllegalTransition: Naming every target that is not issued, out of force already, a recall itself or
            meant twice, and every relation without a reason.
        NumberConflict: A letter was issued before with another relation, or none.
    """
    related = [item for item in allotments if item.draft.key in wanted]
    if not related:
        return ()
    _refuse_other(connection, [item for item in related if item.kept], wanted)
    new = [item for item in related if not item.kept]
    rows = rows_by_letter(connection, sorted({wanted[item.draft.key].target for item in new}))
    standing = _Standing.of(connection, rows)
    problems = [problem for item in new for problem in standing.problems(item, wanted[item.draft.key])]
    problems += _meant_twice([item.draft.key for item in new], wanted)
    if problems:
        raise IllegalTransition("Không thu hồi, thay thế hay đính chính được:\n" + "\n".join(problems))
    return tuple(
        TargetedLetter(
            key=item.draft.key,
            relation=wanted[item.draft.key],
            target_id=rows[wanted[item.draft.key].target].id,
        )
        for item in new
    )


def write_relations(connection: Connection, letters: Sequence[TargetedLetter], ids: Mapping[LetterKey, int]) -> None:
    """Write the relations of letters that have just got their register rows."""
    values = [
        {
            "entry_id": ids[letter.key],
            "kind": letter.relation.kind,
            "target_id": letter.target_id,
            "reason": letter.relation.reason,
        }
        for letter in letters
    ]
    insert_all(connection, entry_relation, values)


def end_of_force(relation: RecordedRelation) -> str:
    """How a letter went out of force, as a message tells it."""
    letter = relation.letter
    return f"đã được {_VERBS[relation.kind]} bằng số {letter.code} ngày {short_date(letter.issued_date)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """The letters aimed at: their rows, what ended them, and which of them are recalls."""

    rows: Mapping[LetterKey, Row[Any]]
    ended: Mapping[LetterKey, RecordedRelation]
    recalls: frozenset[LetterKey]

    @classmethod
    def of(cls, connection: Connection, rows: Mapping[LetterKey, Row[Any]]) -> _Standing:
        ids = [row.id for row in rows.values()]
        own = [relations_of(connection, ids).get(entry_id) for entry_id in ids]
        recalls = frozenset(one.letter.key for one in own if one is not None and one.kind is RelationKind.RECALL)
        return cls(rows=rows, ended=ended_among(connection, ids), recalls=recalls)

    def problems(self, item: Allotment, relation: Relation) -> Iterator[str]:
        name, target, verb = letter_name(item.draft.key), letter_name(relation.target), _VERBS[relation.kind]
        row, ended = self.rows.get(relation.target), self.ended.get(relation.target)
        if not relation.reason.strip():
            yield f"- {name}: phải ghi lý do {verb} {target}."
        if row is None:
            yield f"- {target} chưa phát hành, không có gì để {verb}."
            return
        code = DocumentCode(code_number=row.code_number, code_notation=row.code_notation)
        if ended is not None:
            yield f"- {target}, số {code}, {end_of_force(ended)}, không {verb} được nữa."
        if relation.target in self.recalls and relation.kind.ends_the_target:
            yield f"- {target}, số {code}, là văn bản thu hồi, không {verb} được. Hãy ban hành lại văn bản cần dùng."
        if item.day < row.issued_date:
            days = f"ngày {short_date(item.day)}, trước ngày {short_date(row.issued_date)}"
            yield f"- {name} mang {days} của {target}, số {code}."


def _meant_twice(keys: Iterable[LetterKey], wanted: Mapping[LetterKey, Relation]) -> Iterator[str]:
    first: dict[LetterKey, LetterKey] = {}
    for key in keys:
        target = wanted[key].target
        if first.setdefault(target, key) != key:
            both = f"{letter_name(first[target])} và {letter_name(key)}"
            yield f"- {both} cùng nhằm vào {letter_name(target)}. Hãy phát hành từng văn bản."


def _refuse_other(connection: Connection, kept: Sequence[Allotment], wanted: Mapping[LetterKey, Relation]) -> None:
    recorded = relations_of(connection, [item.row.id for item in kept if item.row is not None])
    own = {relation.letter.key: relation for relation in recorded.values()}
    other = []
    for item in kept:
        now, then = wanted[item.draft.key], own.get(item.draft.key)
        if then is None or (then.kind, then.target.key, then.reason) != (now.kind, now.target, now.reason):
            other.append(f"- {letter_name(item.draft.key)}: nay {_VERBS[now.kind]} {letter_name(now.target)}")
    if other:
        raise NumberConflict(
            "Văn bản đã phát hành thì việc nó thu hồi, thay thế hay đính chính văn bản nào không đổi được nữa:\n"
            + "\n".join(other)
        )
