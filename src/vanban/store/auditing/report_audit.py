"""Going over reports, reporting plans and closings: versions without gap, and all rows as the audit log has them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, String, Table, cast, select

from vanban.domain.judging.finding import Finding
from vanban.store.audit import AuditAction
from vanban.store.auditing.audit_findings import HOUSE, REPORT_RULE, fault, missing_numbers, unlike_the_log
from vanban.store.report_tables import campaign_closing, report, report_evidence, report_figure, reporting_plan
from vanban.store.reporting.reporting_plans import plan_parts
from vanban.store.tables import audit_entry, obligation, register_entry

_Subject = Mapping[str, Any]
_OWED = ("campaign_id", "letter_id", "issuer_id", "assignment", "organ_id")
_LABELS = {
    "as_of": "ngày chốt số liệu",
    "received_on": "ngày nhận",
    "reporter": "người báo cáo",
    "source": "cách gửi",
    "note": "ghi chú",
    "reason": "lý do",
    "figures": "số liệu",
    "evidence": "tài liệu kèm theo",
    "closed_on": "ngày kết thúc",
    "title": "tên đợt",
    "content_sha256": "nội dung",
    "recorded_at": "thời điểm ghi",
}
"""How a finding calls what a row holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """One kind of row beside the audit entries that tell of it."""

    action: AuditAction
    key: tuple[str, ...]
    place: Callable[[_Subject], str]


_REPORTS = _Book(
    action=AuditAction.REPORT,
    key=(*_OWED, "version"),
    place=lambda one: f"{_owed_place(one)}, báo cáo lần {one['version']}",
)
_PLANS = _Book(
    action=AuditAction.PLAN_REPORTS,
    key=("campaign_id", "version"),
    place=lambda one: f"đợt “{one['campaign_id']}”, yêu cầu báo cáo lần {one['version']}",
)
_CLOSINGS = _Book(
    action=AuditAction.CLOSE, key=("campaign_id",), place=lambda one: f"đợt “{one['campaign_id']}”, kết thúc đợt"
)


def report_findings(connection: Connection, *, log_is_sound: bool) -> Iterator[Finding]:
    """Every fault of the rows; without a log that can be trusted, only what they show by themselves."""
    reports = list(_reports(connection))
    yield from _gaps(reports)
    yield from _loose_rows(connection)
    if log_is_sound:
        yield from _differences(connection, _REPORTS, reports)
        yield from _differences(connection, _PLANS, _plans(connection))
        yield from _differences(connection, _CLOSINGS, _closings(connection))


def _reports(connection: Connection) -> Iterator[_Subject]:
    """Every report with all that hangs on it, spelled as in the log; dates as text, for a changed one may be none."""
    entry, figures, evidence = (
        register_entry.c,
        _hanging(connection, report_figure),
        _hanging(connection, report_evidence),
    )
    query = (
        select(
            report.c.id,
            entry.campaign_id,
            entry.letter_id,
            entry.organ_id.label("issuer_id"),
            obligation.c.assignment,
            obligation.c.organ_id,
            report.c.version,
            *(cast(report.c[name], String).label(name) for name in ("as_of", "received_on")),
            *(report.c[name] for name in ("reporter", "source", "note", "reason")),
        )
        .select_from(report)
        .outerjoin(obligation, obligation.c.id == report.c.obligation_id)
        .outerjoin(register_entry, register_entry.c.id == obligation.c.entry_id)
        .order_by(report.c.id)
    )
    for row in connection.execute(query):
        facts = row._asdict()
        row_id = facts.pop("id")
        facts["figures"] = [[one.key, one.value] for one in figures[row_id]]
        facts["evidence"] = [[one.file_name, one.sha256, one.size_bytes] for one in evidence[row_id]]
        yield facts


def _hanging(connection: Connection, table: Table) -> defaultdict[int, list[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.report_id, table.c.position)):
        found[row.report_id].append(row)
    return found


def _plans(connection: Connection) -> Iterator[_Subject]:
    return (plan_parts(row._asdict()) for row in connection.execute(select(reporting_plan)))


def _closings(connection: Connection) -> Iterator[_Subject]:
    table = campaign_closing.c
    query = select(table.campaign_id, cast(table.closed_on, String).label("closed_on"), table.reason)
    return (row._asdict() for row in connection.execute(query))


def _gaps(reports: Iterable[_Subject]) -> Iterator[Finding]:
    """Every obligation's versions run 1, 2, 3 …, and none comes in before the one it corrects."""
    by_owed: defaultdict[tuple[Any, ...], list[_Subject]] = defaultdict(list)
    for one in reports:
        by_owed[tuple(one[name] for name in _OWED)].append(one)
    for versions in by_owed.values():
        if versions[0]["assignment"] is None:
            found = f"{len(versions)} báo cáo không thuộc nhiệm vụ nào"
            yield fault(REPORT_RULE, "báo cáo của các đơn vị", found, "mỗi báo cáo thuộc một nhiệm vụ", HOUSE)
            continue
        ordered = sorted(versions, key=lambda one: one["version"])
        numbers = {one["version"] for one in ordered}
        missing = missing_numbers(numbers, range(1, max(numbers) + 1)).replace("số", "lần", 1)
        if missing:
            yield fault(REPORT_RULE, _owed_place(ordered[0]), missing, "các lần báo cáo liên tục", HOUSE)
        days = [one["received_on"] for one in ordered]
        if days != sorted(days):
            yield fault(REPORT_RULE, _owed_place(ordered[0]), f"ngày nhận: {', '.join(days)}", "không lùi ngày", HOUSE)


def _loose_rows(connection: Connection) -> Iterator[Finding]:
    """What hangs on no report counts nowhere, yet somebody put it there."""
    for table, what in ((report_figure, "số liệu"), (report_evidence, "tài liệu kèm theo")):
        query = select(table.c.report_id).outerjoin(report, report.c.id == table.c.report_id)
        loose = connection.execute(query.where(report.c.id.is_(None))).all()
        if loose:
            found = f"{len(loose)} dòng {what} không thuộc báo cáo nào"
            yield fault(REPORT_RULE, "báo cáo của các đơn vị", found, "mỗi dòng thuộc một báo cáo", HOUSE)


def _differences(connection: Connection, book: _Book, rows: Iterable[_Subject]) -> Iterator[Finding]:
    here, there = _by_key(book, rows), _by_key(book, _logged(connection, book.action))
    for key in sorted(here.keys() | there.keys(), key=str):
        recorded, noted = here.get(key, []), there.get(key, [])
        if recorded != noted:
            yield unlike_the_log(book.place((recorded or noted)[0]), _difference(recorded, noted))


def _difference(recorded: list[_Subject], noted: list[_Subject]) -> str:
    if not recorded:
        return "nhật ký ghi mà cơ sở dữ liệu không có"
    if not noted:
        return "cơ sở dữ liệu có mà nhật ký không ghi"
    if len(recorded) != len(noted):
        return f"cơ sở dữ liệu có {len(recorded)} bản, nhật ký ghi {len(noted)}"
    names = [name for name in recorded[0] if recorded[0][name] != noted[0].get(name)]
    return f"khác với nhật ký ở {', '.join(_LABELS.get(name, name) for name in names)}"


def _by_key(book: _Book, subjects: Iterable[_Subject]) -> Mapping[tuple[Any, ...], list[_Subject]]:
    found: defaultdict[tuple[Any, ...], list[_Subject]] = defaultdict(list)
    for one in subjects:
        found[tuple(one[name] for name in book.key)].append(one)
    return found


def _logged(connection: Connection, action: AuditAction) -> Iterator[_Subject]:
    query = select(audit_entry.c.subject).where(audit_entry.c.action == action.value).order_by(audit_entry.c.seq)
    return (json.loads(text) for text in connection.scalars(query))


def _owed_place(one: _Subject) -> str:
    return (
        f"đợt “{one['campaign_id']}”, nhiệm vụ “{one['assignment']}” của {one['organ_id']}"
        f" theo văn bản “{one['letter_id']}” của {one['issuer_id']}"
    )
