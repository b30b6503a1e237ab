"""Which number each draft gets, decided before anything is written, with every conflict named at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from vanban.domain.errors import NumberConflict
from vanban.domain.letters.document import DocumentCode, RegisterKey
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.wording import short_date
from vanban.store.register.draft_hash import draft_sha256_in_0001
from vanban.store.register.hashed_draft import HashedDraft
from vanban.store.register.letter_name import letter_name
from vanban.store.register.register_rows import in_series, row_of_number
from vanban.store.register.series import require_reserved, series_name
from vanban.store.register.standing import RegisterStanding
from vanban.store.tables import register_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """The number and day of one draft; ``row`` is its register row where one exists.

    ``kept`` means that it was issued before. A row without ``kept`` is the reservation that it uses up.
    ``entry_id`` is that of the row, or the one that the row is to be written under; ``register_key`` is the series
    in which the draft is given a number today.
    """

    draft: Draft
    register_key: RegisterKey
    sha256: str
    code_number: int
    day: date
    kept: bool = False
    row: Row[Any] | None = None
    entry_id: int = 0


def allot(
    connection: Connection,
    drafts: Sequence[HashedDraft],
    standing: RegisterStanding,
    *,
    day: date,
    reserved: Mapping[LetterKey, int],
) -> tuple[Allotment, ...]:
    """The number of every draft, in the order given; reads only.

    Raises:
        NumberConflict: Naming all letters whose content changed after they were issued, and all series in
            which the day would run backwards.
        IllegalTransition: A number named in ``reserved`` is not reserved.
    """
    _refuse_changed(drafts, standing.issued)
    allotments = []
    fresh = 0
    counters: dict[RegisterKey, int] = {}
    for item in drafts:
        key, row = item.register_key, standing.issued.get(item.draft.key)
        if row is not None:
            number, its_day = row.code_number, row.issued_date
        elif reserved and item.draft.key in reserved:
            number, its_day = reserved[item.draft.key], day
        else:
            fresh += 1
            counters[key] = counters.get(key, standing.states[key].last_number) + 1
            number, its_day = counters[key], day
        its_row = row if row is not None else _reservation(connection, item.draft, key, reserved)
        allotment = Allotment(
            draft=item.draft,
            register_key=key,
            sha256=item.sha256,
            code_number=number,
            day=its_day,
            kept=row is not None,
            row=its_row,
            entry_id=standing.states[key].last_id + fresh if its_row is None else its_row.id,
        )
        allotments.append(allotment)
    _refuse_twice_reserved(allotments)
    last_days = {key: standing.states[key].last_day for key in counters}
    _refuse_days_backwards(connection, allotments, day, last_days)
    return tuple(allotments)


def allot_in_new_register(
    drafts: Sequence[HashedDraft], *, day: date, reserved: Mapping[LetterKey, int]
) -> tuple[Allotment, ...]:
    """The numbers that the drafts would get if the register were started with them.

    Raises:
        IllegalTransition: A draft is to use a number set aside, and no register has any.
    """
    counters: dict[RegisterKey, int] = {}
    allotments = []
    for item in drafts:
        key = item.register_key
        if item.draft.key in reserved:
            require_reserved(None, key, reserved[item.draft.key])
        counters[key] = counters.get(key, 0) + 1
        allotments.append(
            Allotment(draft=item.draft, register_key=key, sha256=item.sha256, code_number=counters[key], day=day)
        )
    return tuple(allotments)


def _reservation(
    connection: Connection, draft: Draft, key: RegisterKey, reserved: Mapping[LetterKey, int]
) -> Row[Any] | None:
    number = reserved.get(draft.key)
    if number is None:
        return None
    row = row_of_number(connection, key, number)
    require_reserved(row, key, number)
    notation = draft.letter.code.code_notation
    if row is not None and row.code_notation != notation:
        raise NumberConflict(
            f"Số {number} trong {series_name(key)} được giữ cho ký hiệu {row.code_notation},"
            f" còn {letter_name(draft.key)} mang ký hiệu {notation}."
        )
    return row


def _refuse_changed(drafts: Iterable[HashedDraft], issued: Mapping[LetterKey, Row[Any]]) -> None:
    changed = []
    for item in drafts:
        row = issued.get(item.draft.key)
        if row is not None and row.draft_sha256 != _fingerprint_as_then(item, row):
            code = DocumentCode(code_number=row.code_number, code_notation=row.code_notation)
            changed.append(f"- {letter_name(item.draft.key)}: đã có số {code} ngày {short_date(row.issued_date)}")
    if changed:
        raise NumberConflict(
            "Nội dung đã khác với văn bản đã phát hành, mà văn bản đã phát hành thì không sửa được."
            " Hãy giữ nguyên nội dung cũ, hoặc ban hành văn bản đính chính hay văn bản thay thế"
            " (Điều 18 khoản 3 Nghị định 30/2020/NĐ-CP):\n" + "\n".join(changed)
        )


def _fingerprint_as_then(item: HashedDraft, row: Row[Any]) -> str:
    """A letter that has no level was issued before levels counted in the fingerprint."""
    return item.sha256 if row.level is not None else draft_sha256_in_0001(item.draft)


def _refuse_twice_reserved(allotments: Iterable[Allotment]) -> None:
    users: dict[int, LetterKey] = {}
    for item in allotments:
        if item.row is None or item.kept:
            continue
        other = users.setdefault(item.row.id, item.draft.key)
        if other != item.draft.key:
            raise NumberConflict(
                f"Số {item.code_number} đã giữ được gán cho cả {letter_name(other)} và {letter_name(item.draft.key)}."
            )


def _refuse_days_backwards(
    connection: Connection, allotments: Iterable[Allotment], day: date, last_days: Mapping[RegisterKey, date | None]
) -> None:
    """Decree 30/2020/NĐ-CP, Art. 15.1: numbers ascend with dates."""
    problems = []
    for key in sorted(last_days):
        last = last_days[key]
        if last is not None and day < last:
            problems.append(
                f"- {series_name(key)}: số gần nhất có ngày {short_date(last)}, số mới lại có ngày {short_date(day)}"
            )
    problems += [
        problem
        for item in allotments
        if not item.kept and item.row is not None
        for problem in _reservation_out_of_order(connection, item)
    ]
    if problems:
        raise NumberConflict(
            "Số và ngày văn bản phải cùng tăng dần (Điều 15 khoản 1 Nghị định 30/2020/NĐ-CP)."
            " Hãy chọn ngày khác:\n" + "\n".join(problems)
        )


def _reservation_out_of_order(connection: Connection, item: Allotment) -> list[str]:
    table, key = register_entry.c, item.register_key
    below = select(func.max(table.issued_date)).where(*in_series(key), table.code_number < item.code_number)
    above = select(func.min(table.issued_date)).where(*in_series(key), table.code_number > item.code_number)
    earliest, latest = connection.execute(below).scalar(), connection.execute(above).scalar()
    problems = []
    if earliest is not None and item.day < earliest:
        problems.append(f"số nhỏ hơn đã có ngày {short_date(earliest)}")
    if latest is not None and item.day > latest:
        problems.append(f"số lớn hơn đã có ngày {short_date(latest)}")
    return [
        f"- {series_name(key)}, số {item.code_number} đã giữ, nay dùng cho ngày {short_date(item.day)}: {problem}"
        for problem in problems
    ]
