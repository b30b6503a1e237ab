"""The numbers set aside that letters of a plan name, or why one cannot be used; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

from vanban.domain.errors import IllegalTransition, NumberConflict, VanbanError
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.register.issuing import expected_numbers
from vanban.store.register.letter_name import letter_name
from vanban.store.register.series import series_name


class _Given(NamedTuple):
    """What the register is to write of a new letter of the plan; the next number of its series counts as infinite."""

    letter: LetterKey
    series: RegisterKey
    number: float
    day: date


def expect_reserved_numbers(
    database: Database | None, dated: Sequence[tuple[date, Draft]], reserved: Mapping[LetterKey, int]
) -> Iterator[tuple[LetterKey, int | Finding]]:
    """The number set aside of each letter that names one, or why it cannot use it: its faults are those of no other.

    Args:
        database: the register, or ``None`` where there is none yet.
        dated: all letters of the plan that have no number yet, with their days.
        reserved: those that name a number, and that number.
    """
    given = [_Given(one.key, one.register_key(day), reserved.get(one.key, inf), day) for day, one in dated]
    for (day, draft), own in zip(dated, given, strict=True):
        if draft.key not in reserved:
            continue
        try:
            _refuse_beside(own, (one for one in given if one.series == own.series and one is not own))
            [number] = expected_numbers(database, [draft], day=day, reserved=reserved)
        except (NumberConflict, IllegalTransition) as error:
            yield draft.key, _not_to_be_used(error)
        else:
            yield draft.key, number


def _refuse_beside(own: _Given, others: Iterable[_Given]) -> None:
    """What the register cannot know yet: the other letters of the plan in the same series."""
    name = f"Số {own.number} đã giữ trong {series_name(own.series)}"
    for other in others:
        if other.number == own.number:
            raise NumberConflict(f"{name} còn gán cho {letter_name(other.letter)}.")
        if other.number > own.number and other.day < own.day:
            raise NumberConflict(
                f"{name} dùng cho ngày {short_date(own.day)},"
                f" mà {letter_name(other.letter)} lấy số lớn hơn lại có ngày {short_date(other.day)}."
            )


def _not_to_be_used(error: VanbanError) -> Finding:
    return Finding(
        rule_id="HOUSE.RESERVED",
        severity=Severity.ERROR,
        element="Số văn bản",
        found=error.message,
        allowed="số đã giữ cho đúng ký hiệu, chưa dùng, chưa bỏ, theo thứ tự ngày",
        source="30/2020/NĐ-CP, Điều 15",
    )
