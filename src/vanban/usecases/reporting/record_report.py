"""Reports that were handed in are recorded, one alone or several together or none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vanban.directory.directory import Directory
from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.duties.report import RecordedReport
from vanban.domain.errors import InvalidInput
from vanban.domain.judging.finding import Finding
from vanban.intake.reading import Problems
from vanban.storage.storage import Storage
from vanban.store.database import Database
from vanban.store.reporting.reports import record_reports as store_reports
from vanban.usecases.reporting.check_report import CheckedReport, SubmittedReport, check_report, says_the_same
from vanban.usecases.reporting.expected_reports import ExpectedReports, expected_reports
from vanban.usecases.reporting.judge_report import judge_report
from vanban.usecases.reporting.keep_evidence import keep_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOutcome:
    """What became of a report: ``is_new`` is false where it says what is on record already."""

    recorded: RecordedReport
    obligation: Obligation
    form: ReportForm
    first_received_on: date
    findings: tuple[Finding, ...]
    is_new: bool


def record_report(
    submitted: SubmittedReport,
    *,
    directory: Directory,
    database: Database,
    evidence_storage: Storage,
    occasion: Occasion,
) -> ReportOutcome:
    """Records one report; see :func:`record_reports`."""
    (outcome,) = record_reports(
        [submitted], directory=directory, database=database, evidence_storage=evidence_storage, occasion=occasion
    )
    return outcome


def record_reports(
    submitted: Sequence[SubmittedReport],
    *,
    directory: Directory,
    database: Database,
    evidence_storage: Storage,
    occasion: Occasion,
) -> tuple[ReportOutcome, ...]:
    """Records reports in the order given, after all of them were found right.

    Evidence is copied before the report that names it is recorded. A report that says what the version in force
    says already is no new version, whenever and however it comes in.

    Raises:
        InvalidInput: with everything that is wrong with any of them; nothing is recorded.
        RenderFailed: evidence cannot be written.
        IllegalTransition: somebody else closed the campaign or reported at the same moment.
    """
    checked = check_reports(submitted, directory=directory, database=database, today=occasion.today)
    for one in checked:
        keep_evidence(one.evidence, evidence_storage)
    new = [one.report for one in checked if one.in_force is None]
    written = store_reports(database, new, now=occasion.now, actor=occasion.actor) if new else ()
    recorded = {one.report.obligation: one for one in written}
    return tuple(_outcome(one, one.in_force or recorded[one.report.obligation]) for one in checked)


def check_reports(
    submitted: Sequence[SubmittedReport], *, directory: Directory, database: Database, today: date
) -> tuple[CheckedReport, ...]:
    """The reports as they would be recorded; nothing is written.

    Raises:
        InvalidInput: with everything that is wrong with any of them.
    """
    problems = Problems()
    expected = _expected(submitted, database, today, problems)
    checked: dict[ObligationKey, CheckedReport] = {}
    for one in submitted:
        campaign = expected[one.campaign_id]
        if campaign is None:
            continue
        try:
            found = check_report(one, campaign, directory, today)
        except InvalidInput as invalid:
            problems = Problems([*problems, *invalid.problems])
            continue
        first = checked.setdefault(found.report.obligation, found)
        if not says_the_same(first.report, found.report):
            one.spot(problems, "organ").report(
                f"{found.obligation.label} có hai báo cáo khác nhau trong lần này", "chỉ giữ lại một báo cáo đúng"
            )
    if problems:
        raise InvalidInput(problems)
    return tuple(checked.values())


def _expected(
    submitted: Sequence[SubmittedReport], database: Database, today: date, problems: Problems
) -> Mapping[str, ExpectedReports | None]:
    """What each campaign named waits for, read once; an unknown one is told of the first report that names it."""
    found: dict[str, ExpectedReports | None] = {}
    for one in submitted:
        if one.campaign_id not in found:
            spot = one.spot(problems, "campaign")
            found[one.campaign_id] = expected_reports(database, one.campaign_id, today, spot)
    return found


def _outcome(checked: CheckedReport, recorded: RecordedReport) -> ReportOutcome:
    return ReportOutcome(
        recorded=recorded,
        obligation=checked.obligation,
        form=checked.form,
        first_received_on=checked.first_received_on,
        findings=judge_report(checked),
        is_new=checked.in_force is None,
    )
