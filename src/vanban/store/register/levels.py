"""The letter above a letter: issued first, and with the deadlines that those of the letter below must serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.relation import RecordedRelation
from vanban.domain.letters.wording import short_date
from vanban.store.register.letter_name import letter_name
from vanban.store.register.obligation_rows import UpperObligation, owed_under
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.register.relating import end_of_force
from vanban.store.register.relation_rows import ended_among

FIRST_LEVEL = 1
"""The level of a letter that starts a cascade, and of every letter issued before levels were kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersAbove:
    """What a chunk of letters hangs on: the register rows above it, and what its issuers owe under them."""

    rows: Mapping[LetterKey, Row[Any]]
    owed: Mapping[tuple[int, str, str], UpperObligation]

    def row_above(self, draft: Draft) -> Row[Any] | None:
        return None if draft.above is None else self.rows[draft.above]

    def fed_by(self, draft: Draft, assignment: str) -> UpperObligation | None:
        """What the issuer owes under the letter above for the same assignment."""
        above = self.row_above(draft)
        return None if above is None else self.owed.get((above.id, assignment, draft.key.organ_id))


def letters_above(connection: Connection, drafts: Sequence[Draft], *, day: date) -> LettersAbove:
    """What the drafts, all of them new, hang on; reads only.

    Raises:
        IllegalTransition: Naming every letter whose letter above has no number yet, has a later day, no
            higher level or is out of force, and every deadline that is not earlier than the one it serves.
    """
    aboves = sorted({draft.above for draft in drafts if draft.above is not None})
    if not aboves:
        return LettersAbove(rows={}, owed={})
    rows = rows_by_letter(connection, aboves)
    ended = ended_among(connection, [row.id for row in rows.values()])
    problems = [problem for draft in drafts for problem in _out_of_order(draft, rows, ended, day)]
    if problems:
        raise IllegalTransition(
            "Văn bản cấp dưới phải ban hành sau văn bản cấp trên còn hiệu lực mà nó triển khai:\n" + "\n".join(problems)
        )
    issuers = sorted({draft.key.organ_id for draft in drafts if draft.above is not None})
    above = LettersAbove(rows=rows, owed=owed_under(connection, [row.id for row in rows.values()], issuers))
    late = [problem for draft in drafts for problem in _late(draft, above)]
    if late:
        raise IllegalTransition("Hạn của cấp dưới phải trước hạn của cấp trên:\n" + "\n".join(late))
    return above


def _out_of_order(
    draft: Draft, rows: Mapping[LetterKey, Row[Any]], ended: Mapping[LetterKey, RecordedRelation], day: date
) -> Iterator[str]:
    if draft.above is None:
        return
    name, above = letter_name(draft.key), letter_name(draft.above)
    row = rows.get(draft.above)
    if row is None:
        yield f"- {name}: {above} chưa có số. Hãy phát hành văn bản cấp trên trước."
        return
    code = DocumentCode(code_number=row.code_number, code_notation=row.code_notation)
    if draft.above in ended:
        yield f"- {name}: {above}, số {code}, {end_of_force(ended[draft.above])}."
    if row.issued_date > day:
        later = f"ngày {short_date(day)}, trước ngày {short_date(row.issued_date)}"
        yield f"- {name} mang {later} của {above}, số {code}."
    if draft.level <= (row.level or FIRST_LEVEL):
        yield f"- {name} ở cấp {draft.level}, còn {above} ở cấp {row.level or FIRST_LEVEL}."


def _late(draft: Draft, above: LettersAbove) -> Iterable[str]:
    for duty in draft.duties:
        upper = above.fed_by(draft, duty.assignment)
        if upper is not None and duty.due.day >= upper.due_now:
            yield (
                f"- {letter_name(draft.key)}: {duty.label} báo cáo “{duty.title}” chậm nhất {short_date(duty.due.day)},"
                f" còn {upper.label} phải báo cáo “{upper.title}” chậm nhất {short_date(upper.due_now)}."
            )
