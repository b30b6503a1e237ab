"""The reports that units hand in: each answer to an obligation is a version, and the last one is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.duties.report import RecordedReport, Report
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.wording import short_date
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.bulk import insert_all
from vanban.store.database import Database
from vanban.store.register.letter_name import letter_name
from vanban.store.register.obligation_reading import HeldObligation, find_obligation, is_obligation, owed_name
from vanban.store.report_tables import report as report_table
from vanban.store.report_tables import report_evidence, report_figure
from vanban.store.reporting.report_rows import (
    evidence_values,
    figure_values,
    report_parts,
    report_values,
    versions_by_obligation,
)
from vanban.store.reporting.reporting_plans import closing_day


def record_report(database: Database, report: Report, *, now: datetime, actor: str) -> RecordedReport:
    """Put a report on record as the next version of the answer to its obligation.

    What was handed in before is returned as it is on record, and nothing is written: the same figures, day of the
    figures, reporter, note and files, whichever way and day they come in again. A report with a new reason is
    always a version of its own.

    Raises:
        IllegalTransition: There is no such obligation, it is withdrawn, its campaign is closed, a correction has
            no reason, or the report was received before the letter was issued or before the version it corrects.
    """
    (recorded,) = record_reports(database, [report], now=now, actor=actor)
    return recorded


def record_reports(
    database: Database, reports: Sequence[Report], *, now: datetime, actor: str
) -> tuple[RecordedReport, ...]:
    """Record several reports, each as :func:`record_report` does, all of them or none.

    Raises:
        IllegalTransition: One of them cannot be recorded.
    """
    with database.transaction() as connection:
        return tuple(_record(connection, one, now=now, actor=actor) for one in reports)


def report_versions(database: Database, key: ObligationKey) -> tuple[RecordedReport, ...]:
    """Every version of the answer to an obligation, oldest first; empty where nothing was handed in."""
    with database.reading() as connection:
        held = find_obligation(connection, key)
        return () if held is None else _versions(connection, held)


def _record(connection: Connection, report: Report, *, now: datetime, actor: str) -> RecordedReport:
    held = find_obligation(connection, report.obligation)
    if held is None:
        raise IllegalTransition(_unknown(report.obligation))
    versions = _versions(connection, held)
    last = versions[-1] if versions else None
    if last is not None and _is_same(report, last.report):
        return last
    _refuse_withdrawn_or_closed(connection, held)
    _refuse_out_of_order(held, report, last)
    recorded = RecordedReport(report=report, version=len(versions) + 1)
    _write(connection, recorded, held)
    audit.append(connection, action=AuditAction.REPORT, subject=report_parts(recorded), now=now, actor=actor)
    return recorded


def _versions(connection: Connection, held: HeldObligation) -> tuple[RecordedReport, ...]:
    condition = is_obligation(held.obligation.key)
    return versions_by_obligation(connection, [held], condition).get(held.id, ())


def _is_same(report: Report, last: Report) -> bool:
    """Whether a report says nothing that the version in force does not say; its first day of receipt stands."""
    reason = report.reason or last.reason
    return replace(report, received_on=last.received_on, source=last.source, reason=reason) == last


def _unknown(key: ObligationKey) -> str:
    return (
        f"Không có nhiệm vụ “{key.assignment}” giao cho {key.organ_id} trong {letter_name(key.letter)},"
        " nên không ghi nhận được báo cáo. Hãy kiểm tra lại đơn vị, văn bản và nhiệm vụ."
    )


def _refuse_withdrawn_or_closed(connection: Connection, held: HeldObligation) -> None:
    owed = held.obligation
    if owed.withdrawn:
        raise IllegalTransition(
            f"Không ghi nhận được báo cáo về {owed_name(owed)}: văn bản số {_code(held)} đã bị thu hồi hoặc thay thế."
            " Nếu có văn bản thay thế, hãy báo cáo theo văn bản đó."
        )
    closed = closing_day(connection, owed.key.letter.campaign_id)
    if closed is not None:
        raise IllegalTransition(
            f"Không ghi nhận được báo cáo về {owed_name(owed)}: đợt này đã kết thúc ngày {short_date(closed)}."
            f" Số liệu đến sau đó gửi bằng văn bản cho cơ quan ban hành văn bản số {_code(held)}."
        )


def _refuse_out_of_order(held: HeldObligation, report: Report, last: RecordedReport | None) -> None:
    name, received = owed_name(held.obligation), report.received_on
    if received < held.row.issued_date:
        raise IllegalTransition(
            f"Báo cáo về {name} ghi nhận ngày {short_date(received)}, trước ngày ban hành"
            f" {short_date(held.row.issued_date)} của văn bản số {_code(held)}. Hãy kiểm tra lại ngày nhận."
        )
    if last is None:
        return
    if not report.reason.strip():
        raise IllegalTransition(
            f"Đã có báo cáo về {name}, nhận ngày {short_date(last.report.received_on)} (lần {last.version}),"
            " nội dung khác. Báo cáo lại phải ghi rõ lý do điều chỉnh; bản trước vẫn được lưu."
        )
    if received < last.report.received_on:
        raise IllegalTransition(
            f"Báo cáo điều chỉnh về {name} ghi nhận ngày {short_date(received)}, trước lần {last.version} nhận ngày"
            f" {short_date(last.report.received_on)}. Hãy kiểm tra lại ngày nhận."
        )


def _write(connection: Connection, recorded: RecordedReport, held: HeldObligation) -> None:
    values = report_values(recorded, obligation_id=held.id)
    report_id = connection.execute(insert(report_table).values(**values).returning(report_table.c.id)).scalar_one()
    for table, rows in (
        (report_figure, figure_values(recorded.report, report_id=report_id)),
        (report_evidence, evidence_values(recorded.report, report_id=report_id)),
    ):
        insert_all(connection, table, rows)


def _code(held: HeldObligation) -> DocumentCode:
    return DocumentCode(code_number=held.row.code_number, code_notation=held.row.code_notation)
