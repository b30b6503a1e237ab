"""Filled report forms, one or a folder of them, recorded all together or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.domain.campaigns.reporting import ReportingPlan
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.report import ReportSource
from vanban.domain.errors import InvalidInput
from vanban.intake.outside_file import UnreadableTable
from vanban.intake.reading import Problems
from vanban.intake.sheets.report_workbook import FilledForm, FilledSheet, check_fixed, filled_sheets, read_form
from vanban.intake.violation_wording import nearest
from vanban.rendering.books.report_layout import form_sheets
from vanban.storage.storage import Storage
from vanban.store.database import Database
from vanban.store.reporting.reporting_plans import reporting_plans
from vanban.usecases.reporting.check_report import SubmittedReport
from vanban.usecases.reporting.record_report import ReportOutcome, check_reports, record_reports
from vanban.usecases.reporting.report_template import form_mark

MOST_FILES = 5000
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xlsb", ".xls", ".xlt", ".ods"})
"""What a unit may have taken for the form; those that cannot be read are told, not passed over."""
_LOCKS = ("~$", ".~lock.", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWorkbooks:
    """What became of the reports, and the names of the files that are no workbooks."""

    outcomes: tuple[ReportOutcome, ...]
    files: int
    passed_over: tuple[str, ...] = ()


def record_report_workbooks(  # all but the path are named
    path: Path,
    *,
    received_on: date,
    directory: Directory,
    database: Database,
    evidence_storage: Storage,
    occasion: Occasion,
) -> ReadWorkbooks:
    """Records every report in a file, or in all files of a folder; reading it again records nothing new.

    Raises:
        InvalidInput: with everything that is wrong with any of the files; nothing is recorded.
    """
    problems = Problems()
    files, passed_over = _files(path, problems)
    plans = {one.campaign_id: one for one in reporting_plans(database)}
    submitted: list[SubmittedReport] = []
    for file in files:
        try:
            submitted += _submitted(file, plans, received_on)
        except UnreadableTable as refused:
            problems.add(file.name, "", refused.message, refused.remedy)
    if problems:
        _raise_all(submitted, problems, directory, database, occasion.today)
    outcomes = record_reports(
        submitted, directory=directory, database=database, evidence_storage=evidence_storage, occasion=occasion
    )
    return ReadWorkbooks(outcomes=outcomes, files=len(files), passed_over=passed_over)


def _files(path: Path, problems: Problems) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The workbooks of a folder, in the order of their names, and what else lies there; or the one file."""
    if not path.is_dir():
        return (path,), ()
    found = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith(_LOCKS))
    workbooks = tuple(one for one in found if one.suffix.lower() in _WORKBOOKS)
    if not workbooks:
        problems.add(str(path), "", "thư mục không có tệp .xlsx nào", "chép các mẫu đã điền vào thư mục này")
    if len(workbooks) > MOST_FILES:
        problems.add(str(path), "", f"thư mục có hơn {MOST_FILES} tệp", "chia ra nhiều thư mục")
        return (), ()
    return workbooks, tuple(one.name for one in found if one.suffix.lower() not in _WORKBOOKS)


def _submitted(file: Path, plans: Mapping[str, ReportingPlan], received_on: date) -> Iterator[SubmittedReport]:
    form = read_form(file, file.name)
    plan = _plan_of(form, plans)
    sheets = form_sheets(plan.title, plan.forms)
    check_fixed(form, sheets)
    filled = filled_sheets(form, sheets)
    if not filled:
        raise UnreadableTable("mẫu chưa điền gì", "điền các ô màu vàng rồi gửi lại")
    for assignment, sheet in filled.items():
        yield _report(file.name, form, assignment, sheet, received_on)


def _plan_of(form: FilledForm, plans: Mapping[str, ReportingPlan]) -> ReportingPlan:
    campaign_id = form.mark.campaign_id
    plan = plans.get(campaign_id)
    if plan is None:
        remedy = nearest(campaign_id, plans, "mã đợt") if plans else "kiểm tra lại sổ đăng ký (--database)"
        raise UnreadableTable(f"mẫu báo cáo của đợt '{campaign_id}', sổ này không có đợt ấy", remedy)
    if form_mark(plan) != form.mark:
        raise UnreadableTable(
            "mẫu cũ: đợt này nay hỏi số liệu khác với khi xuất mẫu",
            "xuất mẫu mới (vanban report template) rồi điền lại",
        )
    return plan


def _report(file: str, form: FilledForm, assignment: str, sheet: FilledSheet, received_on: date) -> SubmittedReport:
    answers = sheet.answers
    typed = answers["organ"].strip()
    keys = {one.name: one.obligation for one in form.units.get(assignment, ())}
    key = keys.get(typed)
    prefix = "figures."
    return SubmittedReport(
        campaign_id=form.mark.campaign_id,
        organ=typed if key is None else key.organ_id,
        assignment=assignment,
        figures={name.removeprefix(prefix): text for name, text in answers.items() if name.startswith(prefix)},
        as_of=answers["as_of"],
        received_on=received_on,
        reporter=answers["reporter"],
        source=ReportSource.WORKBOOK,
        note=answers["note"],
        reason=answers["reason"],
        letter_id="" if key is None else key.letter.letter_id,
        issuer="" if key is None else key.letter.organ_id,
        file=file,
        places=sheet.places,
    )


def _raise_all(
    submitted: list[SubmittedReport], problems: Problems, directory: Directory, database: Database, today: date
) -> None:
    """Adds what is wrong with the reports of the files that could be read, and tells everything file by file."""
    told = list(problems)
    try:
        check_reports(submitted, directory=directory, database=database, today=today)
    except InvalidInput as invalid:
        told += invalid.problems
    raise InvalidInput(sorted(told, key=lambda one: one.file))
