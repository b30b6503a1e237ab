"""The numbers that the letters of a plan would get now, or why one would be refused; nothing is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from vanban.domain.errors import NumberConflict
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.store.database import Database
from vanban.store.register.issuing import expected_numbers
from vanban.store.register.obligation_rows import duties_of
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.register.series import begun_series
from vanban.usecases.planning.expect_reserved_numbers import expect_reserved_numbers


def expect_numbers(
    database: Database | None, drafts: Iterable[tuple[date, Draft]], reserved: Mapping[LetterKey, int] | None = None
) -> Mapping[LetterKey, int | Finding]:
    """The number of each draft with its day, as a launch would give them: day after day.

    Args:
        database: the register, or ``None`` where there is none yet.
        drafts: in the order in which letters of one day are numbered.
        reserved: the letters that use up a number set aside, and that number.
    """
    dated = sorted(drafts, key=lambda pair: pair[0])
    issued = issued_letters(database, [draft.key for _, draft in dated])
    begun = begun_series(database) if database else frozenset()
    ahead: Counter[RegisterKey] = Counter()
    found: dict[LetterKey, int | Finding] = {}
    if reserved:
        new = [pair for pair in dated if pair[1].key not in issued]
        found.update(expect_reserved_numbers(database, new, reserved))
        dated = [pair for pair in dated if pair[1].key not in found]
    for day, pairs in groupby(dated, key=lambda pair: pair[0]):
        same_day = [draft for _, draft in pairs]
        fresh = {draft.key: draft.register_key(day) for draft in same_day if draft.key not in issued}
        asked = _to_ask_for(same_day, fresh, begun)
        try:
            numbers = expected_numbers(database, asked, day=day)
        except NumberConflict as error:
            found.update(dict.fromkeys((draft.key for draft in same_day), _refused(error)))
            continue
        given = {draft.key: number for draft, number in zip(asked, numbers, strict=True)}
        found.update((key, number) for key, number in given.items() if key not in fresh)
        # The register does not know yet of the letters of earlier days, which are numbered first.
        found.update(
            (key, given.get(first, 1) + place + ahead.get(series, 0)) for key, series, first, place in _in_turn(fresh)
        )
        ahead.update(fresh.values())
    return found


def _to_ask_for(
    drafts: Sequence[Draft], fresh: Mapping[LetterKey, RegisterKey], begun: frozenset[RegisterKey]
) -> list[Draft]:
    """The drafts by which the register tells the numbers of all: for each it works out a fingerprint, which is dear.

    It looks at letters that it has, or that it would refuse for what they hold; of the new ones in a series that has
    begun, at the first. A series that has not begins with 1.
    """
    opening = {first for _, series, first, _ in _in_turn(fresh) if series in begun} if begun else frozenset()
    times = Counter(draft.key for draft in drafts) if len(fresh) < len(drafts) else Counter[LetterKey]()
    return [
        draft
        for draft in drafts
        if (opening and draft.key in opening)
        or (times and (draft.key not in fresh or times[draft.key] > 1))
        or _has_two_deadlines(draft)
    ]


def _in_turn(fresh: Mapping[LetterKey, RegisterKey]) -> Iterator[tuple[LetterKey, RegisterKey, LetterKey, int]]:
    """Every new letter with its series, the first new letter of that series, and how many of it come before."""
    opened: defaultdict[RegisterKey, list[LetterKey]] = defaultdict(list)
    for key, series in fresh.items():
        before = opened[series]
        before.append(key)
        yield key, series, before[0], len(before) - 1


def _has_two_deadlines(draft: Draft) -> bool:
    """Whether a duty is stated twice and differently, for which a register refuses the letter."""
    if len(draft.duties) <= 1:
        return False
    try:
        duties_of(draft)
    except NumberConflict:
        return True
    return False


def issued_letters(database: Database | None, keys: Sequence[LetterKey]) -> frozenset[LetterKey]:
    """Those of the letters that have a number already."""
    if database is None:
        return frozenset()
    with database.reading() as connection:
        return frozenset(rows_by_letter(connection, keys))


def numbered_letters(database: Database | None, keys: Sequence[LetterKey]) -> Mapping[LetterKey, tuple[int, date]]:
    """The number and day of those of the letters that have them."""
    if database is None:
        return {}
    with database.reading() as connection:
        return {key: (row.code_number, row.issued_date) for key, row in rows_by_letter(connection, keys).items()}


def _refused(error: NumberConflict) -> Finding:
    return Finding(
        rule_id="NĐ30-R37",
        severity=Severity.ERROR,
        element="Số, ngày văn bản",
        found=error.message,
        allowed="số tăng dần theo ngày; văn bản đã phát hành không sửa",
        source="30/2020/NĐ-CP, Điều 15",
    )
