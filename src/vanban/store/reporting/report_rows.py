"""The rows of reports: every version with its figures and evidence, as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select
from sqlalchemy.sql import Select

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.duties.report import Evidence, RecordedReport, Report, ReportSource
from vanban.store.canonical import decimal_text
from vanban.store.register.obligation_reading import GIVES, HeldObligation, obligation_parts
from vanban.store.report_tables import report, report_evidence, report_figure
from vanban.store.tables import obligation, register_entry


def versions_by_obligation(
    connection: Connection, held: Iterable[HeldObligation], *wanted: ColumnElement[bool], until: date | None = None
) -> dict[int, tuple[RecordedReport, ...]]:
    """The reports on record by the row of the obligation that they answer, oldest first.

    Args:
        connection: a transaction.
        held: the obligations read under the same conditions.
        wanted: conditions on obligations and on the register rows of their letters.
        until: only what was received by then.
    """
    keys = {one.id: one.obligation.key for one in held}
    received = wanted if until is None else (*wanted, report.c.received_on <= until)
    figures, evidence = _figures(connection, received), _evidence(connection, received)
    query = select(report).select_from(_with_letters()).where(*received)
    found: defaultdict[int, list[RecordedReport]] = defaultdict(list)
    for row in connection.execute(query.order_by(report.c.obligation_id, report.c.version)).all():
        recorded = _recorded(row, keys[row.obligation_id], figures.get(row.id, {}), evidence.get(row.id, ()))
        found[row.obligation_id].append(recorded)
    return {row_id: tuple(versions) for row_id, versions in found.items()}


def report_values(recorded: RecordedReport, *, obligation_id: int) -> dict[str, Any]:
    """The row of a report."""
    one = recorded.report
    return {
        "obligation_id": obligation_id,
        "version": recorded.version,
        "as_of": one.as_of,
        "received_on": one.received_on,
        "reporter": one.reporter,
        "source": one.source.value,
        "note": one.note,
        "reason": one.reason,
    }


def figure_values(one: Report, *, report_id: int) -> list[dict[str, Any]]:
    """The rows of a report's figures."""
    return [
        {"report_id": report_id, "position": position, "key": key, "value": decimal_text(value)}
        for position, (key, value) in enumerate(one.figures.items(), start=1)
    ]


def evidence_values(one: Report, *, report_id: int) -> list[dict[str, Any]]:
    """The rows of the files handed in with a report."""
    return [
        {
            "report_id": report_id,
            "position": position,
            "file_name": file.file_name,
            "sha256": file.sha256,
            "size_bytes": file.size_bytes,
        }
        for position, file in enumerate(one.evidence, start=1)
    ]


def report_parts(recorded: RecordedReport) -> dict[str, object]:
    """A report as the audit log holds it, in full."""
    one = recorded.report
    return obligation_parts(one.obligation) | {
        "version": recorded.version,
        "as_of": one.as_of.isoformat(),
        "received_on": one.received_on.isoformat(),
        "reporter": one.reporter,
        "source": one.source.value,
        "note": one.note,
        "reason": one.reason,
        "figures": [[key, decimal_text(value)] for key, value in one.figures.items()],
        "evidence": [[file.file_name, file.sha256, file.size_bytes] for file in one.evidence],
    }


def _with_letters() -> Any:
    return report.join(obligation).join(register_entry, GIVES)


def _of_reports(table: Table, wanted: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """All columns of what hangs on reports, in its order; callers take them by position, for there are thousands."""
    rows = _with_letters().join(table, table.c.report_id == report.c.id)
    return select(table).select_from(rows).where(*wanted).order_by(table.c.report_id, table.c.position)


def _figures(connection: Connection, wanted: Iterable[ColumnElement[bool]]) -> Mapping[int, dict[str, Decimal]]:
    found: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    for report_id, _, key, value in connection.execute(_of_reports(report_figure, wanted)).all():
        found[report_id][key] = Decimal(value)
    return found


def _evidence(connection: Connection, wanted: Iterable[ColumnElement[bool]]) -> Mapping[int, list[Evidence]]:
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for report_id, _, name, sha256, size in connection.execute(_of_reports(report_evidence, wanted)).all():
        found[report_id].append(Evidence(file_name=name, sha256=sha256, size_bytes=size))
    return found


def _recorded(
    row: Row[Any], key: ObligationKey, figures: Mapping[str, Decimal], evidence: Iterable[Evidence]
) -> RecordedReport:
    one = Report(
        obligation=key,
        figures=figures,
        as_of=row.as_of,
        received_on=row.received_on,
        reporter=row.reporter,
        source=ReportSource(row.source),
        note=row.note,
        reason=row.reason,
        evidence=tuple(evidence),
    )
    return RecordedReport(report=one, version=row.version)
