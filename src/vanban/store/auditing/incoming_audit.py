"""Going over the incoming register: numbers without gap, dates in order, rows as the audit log has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Connection, Row, select

from vanban.domain.judging.finding import Finding
from vanban.domain.letters.wording import short_date
from vanban.store.auditing.audit_findings import ART_22, INCOMING_RULE, fault, missing_numbers, unlike_the_log
from vanban.store.register.incoming import incoming_name
from vanban.store.register.register_log import Logged, OfficeYear
from vanban.store.tables import incoming_entry, incoming_series

_FACTS = (
    *("arrival_date", "author", "code", "issued_date", "type_name", "subject"),
    *("receiver", "handed_over_on", "receipt", "note"),
)


def incoming_findings(connection: Connection, logged: Logged | None) -> Iterator[Finding]:
    """Every fault of the incoming registers; without a log that can be trusted, only what the rows show."""
    table = incoming_entry.c
    query = select(incoming_entry).order_by(table.organ_id, table.year, table.arrival_number)
    rows = connection.execute(query).all()
    paper = {_office(row): row.paper_last_number for row in connection.execute(select(incoming_series))}
    for office, group in groupby(rows, key=_office):
        yield from _series_findings(office, list(group), paper.get(office, 0))
    if logged is not None:
        yield from _differences_from_log(rows, paper, logged)


def _series_findings(office: OfficeYear, rows: Sequence[Row[Any]], paper: int) -> Iterator[Finding]:
    name, numbers = incoming_name(*office), [row.arrival_number for row in rows]
    missing = missing_numbers(set(numbers), range(paper + 1, max(numbers) + 1))
    if missing:
        yield fault(INCOMING_RULE, name, missing, "số đến liên tục trong năm", ART_22)
    if numbers[0] <= paper:
        found = f"số đến {numbers[0]} đã có trên sổ giấy"
        yield fault(INCOMING_RULE, name, found, f"số đến từ {paper + 1}", ART_22)
    for earlier, later in pairwise(rows):
        if later.arrival_number == earlier.arrival_number:
            found = f"số đến {later.arrival_number} có hai lần"
            yield fault(INCOMING_RULE, name, found, "mỗi số đến một lần", ART_22)
        if later.arrival_date < earlier.arrival_date:
            found = (
                f"số đến {later.arrival_number} ngày {short_date(later.arrival_date)} đứng sau"
                f" số đến {earlier.arrival_number} ngày {short_date(earlier.arrival_date)}"
            )
            yield fault(INCOMING_RULE, name, found, "số đến và ngày đến cùng tăng dần", ART_22)
    for row in rows:
        if row.arrival_date.year != row.year:
            found = f"số đến {row.arrival_number} có ngày đến {short_date(row.arrival_date)}"
            yield fault(INCOMING_RULE, name, found, f"ngày đến trong năm {row.year}", ART_22)


def _differences_from_log(
    rows: Sequence[Row[Any]], paper: Mapping[OfficeYear, int], logged: Logged
) -> Iterator[Finding]:
    by_number = {(row.organ_id, row.year, row.arrival_number): row for row in rows}
    for number in sorted(by_number.keys() | logged.received.keys()):
        found = _difference(by_number.get(number), logged.received.get(number))
        if found:
            yield unlike_the_log(f"{incoming_name(*number[:2])}, số đến {number[2]}", found)
    for office in sorted(paper.keys() | logged.incoming_paper.keys()):
        here, there = paper.get(office, 0), logged.incoming_paper.get(office, 0)
        if here != there:
            yield unlike_the_log(incoming_name(*office), f"số cuối trên sổ giấy là {here}, nhật ký ghi {there}")


def _difference(row: Row[Any] | None, subject: Mapping[str, Any] | None) -> str:
    if row is None:
        return "nhật ký ghi đã nhận mà sổ không có"
    if subject is None:
        return "sổ ghi đã nhận mà nhật ký không có"
    different = [name for name in _FACTS if _spelled(getattr(row, name)) != subject[name]]
    return f"khác với nhật ký ở {', '.join(different)}" if different else ""


def _spelled(value: Any) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _office(row: Row[Any]) -> OfficeYear:
    return row.organ_id, row.year
