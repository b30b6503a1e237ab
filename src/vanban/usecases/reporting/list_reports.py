"""The reports that a campaign has received: what is in force, or every version of one unit's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from vanban.directory.directory import Directory
from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.obligation import Obligation
from vanban.domain.duties.report import RecordedReport
from vanban.domain.errors import InvalidInput
from vanban.domain.letters.wording import short_date
from vanban.intake.reading import Problems, Spot
from vanban.intake.typed_number import written
from vanban.store.database import Database
from vanban.store.reporting.board_rows import BoardEntry
from vanban.store.reporting.reports import report_versions
from vanban.usecases.reporting.expected_reports import expected_reports, form_named, organs_meant

REPORT_COLUMNS = ("Đơn vị", "Nhiệm vụ", "Lần", "Số liệu", "Tính đến ngày", "Ngày nhận", "Người báo cáo", "Ghi chú")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """One version of a report, beside the obligation that it answers and the form that was asked.

    ``form`` is ``None`` where the campaign no longer asks for it.
    """

    recorded: RecordedReport
    obligation: Obligation
    form: ReportForm | None
    first_received_on: date

    @property
    def is_late(self) -> bool:
        """Whether the first version came in too late; a correction changes nothing of that."""
        return self.first_received_on > self.obligation.due_now


def list_reports(
    database: Database, directory: Directory, campaign_id: str, day: date, *, organ: str = "", assignment: str = ""
) -> tuple[ListedReport, ...]:
    """The versions in force on a day; with ``organ`` every version of that unit up to the day, oldest first.

    Raises:
        InvalidInput: no such campaign, assignment or unit.
    """
    problems = Problems()
    expected = expected_reports(database, campaign_id, day, Spot(problems, "câu lệnh", "đợt phát hành"))
    if expected is None:
        raise InvalidInput(problems)
    entries = expected.entries
    if assignment:
        form = form_named(expected, assignment, Spot(problems, "câu lệnh", "nhiệm vụ"))
        entries = tuple(one for one in entries if form and one.obligation.key.assignment == form.assignment)
    if organ:
        meant = organs_meant(organ, expected.entries, directory, Spot(problems, "câu lệnh", "đơn vị"))
        entries = tuple(one for one in entries if one.obligation.key.organ_id in meant)
    if problems:
        raise InvalidInput(problems)
    forms = {one.assignment: one for one in expected.plan.forms}
    return tuple(
        ListedReport(
            recorded=one,
            obligation=entry.obligation,
            form=forms.get(entry.obligation.key.assignment),
            first_received_on=entry.first_received_on or one.report.received_on,
        )
        for entry in entries
        for one in _versions(entry, database, day, every=bool(organ))
    )


def report_rows(listed: tuple[ListedReport, ...]) -> list[tuple[str, ...]]:
    """One row a version, under :data:`REPORT_COLUMNS`."""
    return [
        (
            one.obligation.label,
            one.obligation.title,
            str(one.recorded.version),
            "\n".join(_figures(one)),
            short_date(one.recorded.report.as_of),
            short_date(one.recorded.report.received_on) + " (trễ)" * (one.is_late and one.recorded.version == 1),
            one.recorded.report.reporter,
            "\n".join(_remarks(one)),
        )
        for one in listed
    ]


def report_facts(one: ListedReport) -> dict[str, Any]:
    """A version as plain values, for JSON; figures are texts, which lose no digit."""
    report, key = one.recorded.report, one.obligation.key
    return {
        "campaign": key.letter.campaign_id,
        "letter": key.letter.letter_id,
        "issuer": key.letter.organ_id,
        "assignment": key.assignment,
        "organ": key.organ_id,
        "name": one.obligation.label,
        "version": one.recorded.version,
        "figures": {key: f"{value:f}" for key, value in report.figures.items()},
        "as_of": report.as_of.isoformat(),
        "received_on": report.received_on.isoformat(),
        "first_received_on": one.first_received_on.isoformat(),
        "due": one.obligation.due_now.isoformat(),
        "late": one.is_late,
        "reporter": report.reporter,
        "source": report.source.value,
        "note": report.note,
        "reason": report.reason,
        "evidence": [
            {"file_name": file.file_name, "sha256": file.sha256, "size_bytes": file.size_bytes}
            for file in report.evidence
        ],
    }


def _versions(entry: BoardEntry, database: Database, day: date, *, every: bool) -> tuple[RecordedReport, ...]:
    if entry.report is None:
        return ()
    if not every:
        return (entry.report,)
    return tuple(one for one in report_versions(database, entry.obligation.key) if one.report.received_on <= day)


def _figures(one: ListedReport) -> list[str]:
    labels = {figure.key: f"{figure.label} ({figure.unit})" for figure in (one.form.figures if one.form else ())}
    return [f"{labels.get(key, key)}: {written(value)}" for key, value in one.recorded.report.figures.items()]


def _remarks(one: ListedReport) -> list[str]:
    report = one.recorded.report
    said = [report.note] if report.note else []
    said += [f"Lý do sửa: {report.reason}"] if report.reason else []
    return said + [f"Kèm: {file.file_name}" for file in report.evidence]
