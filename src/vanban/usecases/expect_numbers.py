"""The numbers that the letters of a plan would get now, or why one would be refused; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from vanban.domain.document import RegisterKey
from vanban.domain.draft import Draft, LetterKey
from vanban.domain.errors import NumberConflict
from vanban.domain.finding import Finding, Severity
from vanban.store.database import Database
from vanban.store.issuing import expected_numbers
from vanban.store.register_rows import rows_by_letter


def expect_numbers(
    database: Database | None, drafts: Iterable[tuple[date, Draft]]
) -> Mapping[LetterKey, int | Finding]:
    """The number of each draft with its day, as a launch would give them: day after day.

    Args:
        database: the register, or ``None`` where there is none yet.
        drafts: in the order in which letters of one day are numbered.
    """
    dated = sorted(drafts, key=lambda pair: pair[0])
    issued = issued_letters(database, [draft.key for _, draft in dated])
    ahead: Counter[RegisterKey] = Counter()
    found: dict[LetterKey, int | Finding] = {}
    for day, pairs in groupby(dated, key=lambda pair: pair[0]):
        same_day = [draft for _, draft in pairs]
        try:
            numbers = expected_numbers(database, same_day, day=day)
        except NumberConflict as error:
            found.update(dict.fromkeys((draft.key for draft in same_day), _refused(error)))
            continue
        fresh = {draft.key: draft.register_key(day) for draft in same_day if draft.key not in issued}
        for draft, number in zip(same_day, numbers, strict=True):
            # The register does not know yet of the letters of earlier days, which are numbered first.
            found[draft.key] = number + (ahead[fresh[draft.key]] if draft.key in fresh else 0)
        ahead.update(fresh.values())
    return found


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
