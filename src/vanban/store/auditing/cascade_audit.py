"""Going over levels, obligations, extensions and relations: they point upward and are as the audit log has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, select

from vanban.domain.judging.finding import Finding
from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.wording import short_date
from vanban.store.auditing.audit_findings import FEEDS_RULE, HOUSE, fault, unlike_the_log
from vanban.store.register.levels import FIRST_LEVEL
from vanban.store.register.obligation_rows import duties_fingerprint
from vanban.store.register.register_log import Logged, OwedKey
from vanban.store.register.series import series_name
from vanban.store.tables import entry_relation, obligation, obligation_extension

_NO_DUTIES = duties_fingerprint(())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cascade:
    """The rows of a cascade: letters and obligations by id, and what hangs on them."""

    entries: Mapping[int, Row[Any]]
    obligations: Mapping[int, Row[Any]]
    extensions: Mapping[int, Sequence[Row[Any]]]
    relations: Mapping[int, Row[Any]]

    def due_now(self, row: Row[Any]) -> date:
        last: date = self.extensions[row.id][-1].due_on if row.id in self.extensions else row.due_on
        return last

    def place(self, entry_id: int) -> str:
        row = self.entries.get(entry_id)
        return "văn bản không có trong sổ" if row is None else place_of(row)


def place_of(row: Row[Any]) -> str:
    """A number of the outgoing register as a finding names it."""
    key = RegisterKey(organ_id=row.organ_id, series=row.series, year=row.year)
    return f"{series_name(key)}, số {row.code_number}"


def cascade_findings(connection: Connection, entries: Sequence[Row[Any]], logged: Logged | None) -> Iterator[Finding]:
    """Every fault of what hangs on the register's rows; without a trusted log, only what the rows show."""
    cascade = _read(connection, entries)
    for row in cascade.entries.values():
        yield from _points_upward(cascade, row)
    for row in cascade.obligations.values():
        yield from _feeds_upward(cascade, row)
        yield from _later_and_later(cascade, row)
    if logged is not None:
        yield from _letters_unlike_log(cascade, logged)
        yield from _extensions_unlike_log(cascade, logged)


def _read(connection: Connection, entries: Sequence[Row[Any]]) -> _Cascade:
    extensions: dict[int, list[Row[Any]]] = {}
    table = obligation_extension.c
    for row in connection.execute(select(obligation_extension).order_by(table.obligation_id, table.position)):
        extensions.setdefault(row.obligation_id, []).append(row)
    return _Cascade(
        entries={row.id: row for row in entries},
        obligations={row.id: row for row in connection.execute(select(obligation).order_by(obligation.c.id))},
        extensions=extensions,
        relations={row.entry_id: row for row in connection.execute(select(entry_relation))},
    )


def _points_upward(cascade: _Cascade, row: Row[Any]) -> Iterator[Finding]:
    if row.above_id is None:
        return
    above = cascade.entries.get(row.above_id)
    level, upper_level = row.level or FIRST_LEVEL, FIRST_LEVEL if above is None else above.level or FIRST_LEVEL
    if above is None or upper_level >= level:
        where = "không có trong sổ" if above is None else f"ở cấp {upper_level}"
        found = f"văn bản cấp {level} triển khai văn bản {where}"
        yield fault(FEEDS_RULE, place_of(row), found, "văn bản cấp trên đã phát hành", HOUSE)


def _feeds_upward(cascade: _Cascade, row: Row[Any]) -> Iterator[Finding]:
    name = f"{cascade.place(row.entry_id)}, nhiệm vụ “{row.assignment}” của {row.organ_id}"
    entry = cascade.entries.get(row.entry_id)
    if entry is None or row.feeds_id is None:
        if entry is None:
            yield fault(FEEDS_RULE, name, "thuộc văn bản không có trong sổ", "mỗi nhiệm vụ thuộc một văn bản", HOUSE)
        return
    upper = cascade.obligations.get(row.feeds_id)
    if upper is None or (upper.entry_id, upper.assignment, upper.organ_id) != (
        entry.above_id,
        row.assignment,
        entry.organ_id,
    ):
        allowed = "cùng nhiệm vụ của cơ quan ban hành theo văn bản cấp trên"
        yield fault(FEEDS_RULE, name, "phục vụ một nhiệm vụ không phải của cấp trên", allowed, HOUSE)
    elif cascade.due_now(row) >= cascade.due_now(upper):
        found = f"hạn {short_date(cascade.due_now(row))}, cấp trên hạn {short_date(cascade.due_now(upper))}"
        yield fault(FEEDS_RULE, name, found, "hạn của cấp dưới trước hạn của cấp trên", HOUSE)


def _later_and_later(cascade: _Cascade, row: Row[Any]) -> Iterator[Finding]:
    days = [row.due_on, *(extension.due_on for extension in cascade.extensions.get(row.id, ()))]
    if any(later <= earlier for earlier, later in pairwise(days)):
        name = f"{cascade.place(row.entry_id)}, nhiệm vụ “{row.assignment}” của {row.organ_id}"
        found = "các lần gia hạn: " + ", ".join(short_date(day) for day in days)
        yield fault(FEEDS_RULE, name, found, "mỗi lần gia hạn một ngày muộn hơn", HOUSE)


def _letters_unlike_log(cascade: _Cascade, logged: Logged) -> Iterator[Finding]:
    duties: defaultdict[int, list[RowMapping]] = defaultdict(list)
    for row in cascade.obligations.values():
        duties[row.entry_id].append(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for it
    for entry in cascade.entries.values():
        key = RegisterKey(organ_id=entry.organ_id, series=entry.series, year=entry.year)
        subject = logged.issued.get((key, entry.code_number), {})
        place, given, noted = place_of(entry), duties_fingerprint(duties[entry.id]), subject.get("duties", _NO_DUTIES)
        if given["count"] != noted["count"]:
            yield unlike_the_log(place, f"có {given['count']} nhiệm vụ báo cáo, nhật ký ghi {noted['count']}")
        elif given != noted:
            yield unlike_the_log(place, "nhiệm vụ báo cáo khác với nhật ký")
        if (entry.level, _above(cascade, entry)) != (subject.get("level"), subject.get("above")):
            yield unlike_the_log(place, "cấp hoặc văn bản cấp trên khác với nhật ký")
        if _relation(cascade, entry.id) != subject.get("relation"):
            yield unlike_the_log(place, "việc thu hồi, thay thế hay đính chính khác với nhật ký")


def _extensions_unlike_log(cascade: _Cascade, logged: Logged) -> Iterator[Finding]:
    here = {
        _owed_key(cascade.entries[row.entry_id], row): cascade.extensions.get(row.id, ())
        for row in cascade.obligations.values()
        if row.entry_id in cascade.entries
    }
    for key in sorted(here.keys() | logged.extended.keys()):
        noted = [(item["due"], item["reason"], item["granted_on"]) for item in logged.extended.get(key, ())]
        rows = [(row.due_on.isoformat(), row.reason, row.granted_on.isoformat()) for row in here.get(key, ())]
        if rows != noted:
            name = f"nhiệm vụ “{key[3]}” của {key[4]} theo văn bản “{key[1]}” của {key[2]}"
            yield unlike_the_log(name, f"có {len(rows)} lần gia hạn, nhật ký ghi {len(noted)} lần với nội dung khác")


def _owed_key(entry: Row[Any], row: Row[Any]) -> OwedKey:
    return entry.campaign_id or "", entry.letter_id or "", entry.organ_id, row.assignment, row.organ_id


def _above(cascade: _Cascade, entry: Row[Any]) -> list[str] | None:
    return None if entry.above_id is None else _key_parts(cascade, entry.above_id)


def _relation(cascade: _Cascade, entry_id: int) -> dict[str, object] | None:
    row = cascade.relations.get(entry_id)
    if row is None:
        return None
    return {"kind": row.kind, "target": _key_parts(cascade, row.target_id), "reason": row.reason}


def _key_parts(cascade: _Cascade, entry_id: int) -> list[str]:
    row = cascade.entries.get(entry_id)
    return [] if row is None else [row.campaign_id, row.letter_id, row.organ_id]
