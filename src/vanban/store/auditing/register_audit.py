"""Going over the whole register: what the Decree and the audit log say its rows must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Row, select

from vanban.domain.judging.finding import Finding
from vanban.domain.letters.document import DocumentCode, RegisterKey
from vanban.domain.letters.wording import short_date
from vanban.store import audit
from vanban.store.audit import AuditVerdict
from vanban.store.auditing.approval_audit import approval_findings
from vanban.store.auditing.audit_findings import (
    ART_15_1,
    CHAIN_RULE,
    CODE_RULE,
    HOUSE,
    LOG_RULE,
    SERIES_RULE,
    VOID_RULE,
    fault,
    missing_numbers,
    unlike_the_log,
)
from vanban.store.auditing.cascade_audit import cascade_findings
from vanban.store.auditing.incoming_audit import incoming_findings
from vanban.store.auditing.report_audit import report_findings
from vanban.store.database import Database
from vanban.store.register.register_log import Logged, NumberKey, read_log
from vanban.store.register.register_rows import EntryState
from vanban.store.register.series import series_name
from vanban.store.tables import register_entry, register_series


def audit_register(database: Database) -> tuple[Finding, ...]:
    """Every fault of the register and of the audit log behind it; empty when both are sound."""
    verdict = audit.verify(database)
    found = [] if verdict.sound else [_broken_chain(verdict)]
    with database.reading() as connection:
        order = (
            register_entry.c.organ_id,
            register_entry.c.series,
            register_entry.c.year,
            register_entry.c.code_number,
        )
        rows = connection.execute(select(register_entry).order_by(*order)).all()
        series = {_key(row): row for row in connection.execute(select(register_series))}
        # A log that cannot be trusted says nothing about the rows.
        logged = read_log(connection) if verdict.sound else None
        hanging = [
            *cascade_findings(connection, rows, logged),
            *incoming_findings(connection, logged),
            *report_findings(connection, log_is_sound=verdict.sound),
            *approval_findings(connection, log_is_sound=verdict.sound),
        ]
    by_series = {key: list(group) for key, group in groupby(rows, key=_key)}
    for key in sorted(series.keys() | by_series.keys()):
        found += _series_findings(key, by_series.get(key, []), series.get(key))
    found += _codes_given_twice(rows)
    if logged is not None:
        found += _differences_from_log(rows, series, logged)
    return (*found, *hanging)


def rows_unlike_the_log(database: Database) -> tuple[Finding, ...]:
    """What was changed, removed or put in without the audit log; nothing where the log itself is broken."""
    return tuple(finding for finding in audit_register(database) if finding.rule_id == LOG_RULE)


def _series_findings(key: RegisterKey, rows: Sequence[Row[Any]], series: Row[Any] | None) -> Iterator[Finding]:
    numbers = [row.code_number for row in rows]
    paper = series.paper_last_number if series else 0
    last = series.last_number if series else 0
    missing = missing_numbers(set(numbers), range(paper + 1, max([last, *numbers]) + 1))
    if missing:
        yield fault(SERIES_RULE, series_name(key), missing, "dãy số liên tục, không bỏ số", ART_15_1)
    for number in numbers:
        if not paper < number <= last:
            allowed = f"từ {paper + 1} đến {last}"
            yield fault(SERIES_RULE, series_name(key), f"số {number} nằm ngoài dãy", allowed, ART_15_1)
    for earlier, later in pairwise(numbers):
        if earlier == later:
            yield fault(SERIES_RULE, series_name(key), f"số {later} có hai lần", "mỗi số một lần", ART_15_1)
    yield from _dates(key, rows)
    for row in rows:
        if row.state != EntryState.ISSUED and not row.reason.strip():
            place = f"{series_name(key)}, số {row.code_number}"
            yield fault(VOID_RULE, place, "số giữ hoặc hủy mà không có lý do", "có lý do", HOUSE)


def _dates(key: RegisterKey, rows: Sequence[Row[Any]]) -> Iterator[Finding]:
    dated = [row for row in rows if row.issued_date is not None]
    for earlier, later in pairwise(dated):
        if later.issued_date < earlier.issued_date:
            found = (
                f"số {later.code_number} ngày {short_date(later.issued_date)} đứng sau"
                f" số {earlier.code_number} ngày {short_date(earlier.issued_date)}"
            )
            yield fault(SERIES_RULE, series_name(key), found, "số và ngày cùng tăng dần", ART_15_1)
    for row in dated:
        if row.issued_date.year != key.year:
            found = f"số {row.code_number} có ngày {short_date(row.issued_date)}"
            yield fault(SERIES_RULE, series_name(key), found, f"ngày trong năm {key.year}", ART_15_1)


def _codes_given_twice(rows: Sequence[Row[Any]]) -> Iterator[Finding]:
    """Two series of one organisation with one symbol give one số, ký hiệu to two documents."""
    seen: dict[tuple[str, int, str], str] = {}
    for row in rows:
        code = str(DocumentCode(code_number=row.code_number, code_notation=row.code_notation))
        other = seen.setdefault((row.organ_id, row.year, code), row.series)
        if other != row.series:
            found = f"{code} có trong cả sổ “{other}” và sổ “{row.series}” năm {row.year}"
            yield fault(CODE_RULE, row.organ_id, found, "mỗi số, ký hiệu một văn bản trong năm", ART_15_1)


def _differences_from_log(
    rows: Sequence[Row[Any]], series: Mapping[RegisterKey, Row[Any]], logged: Logged
) -> Iterator[Finding]:
    by_number = {(_key(row), row.code_number): row for row in rows}
    for number in sorted(by_number.keys() | logged.issued.keys()):
        found = _difference(by_number.get(number), number, logged)
        if found:
            yield unlike_the_log(f"{series_name(number[0])}, số {number[1]}", found)
    for key, row in sorted(series.items()):
        paper = logged.paper.get(key, 0)
        if row.paper_last_number != paper:
            found = f"số cuối trên sổ giấy là {row.paper_last_number}, nhật ký ghi {paper}"
            yield unlike_the_log(series_name(key), found)


def _difference(row: Row[Any] | None, number: NumberKey, logged: Logged) -> str:
    subject = logged.issued.get(number)
    if row is None:
        return "nhật ký ghi đã phát hành mà sổ không có"
    if row.state == EntryState.VOID and number not in logged.voided:
        return "sổ ghi đã hủy mà nhật ký không có"
    if (row.state == EntryState.ISSUED) != (subject is not None):
        return "sổ ghi đã phát hành mà nhật ký không có" if subject is None else "nhật ký ghi đã phát hành mà sổ không"
    if subject is None:
        return ""
    names = ("code_notation", "campaign_id", "letter_id", "draft_sha256")
    facts = {name: getattr(row, name) for name in names} | {"issued_date": row.issued_date.isoformat()}
    different = [name for name, value in facts.items() if subject[name] != value]
    return f"khác với nhật ký ở {', '.join(different)}" if different else ""


def _key(row: Row[Any]) -> RegisterKey:
    return RegisterKey(organ_id=row.organ_id, series=row.series, year=row.year)


def _broken_chain(verdict: AuditVerdict) -> Finding:
    place = f"nhật ký, mục {verdict.broken_at}"
    return fault(CHAIN_RULE, place, verdict.message, "chuỗi mã băm liền mạch", HOUSE)
