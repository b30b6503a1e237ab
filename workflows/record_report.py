"""The flow of a report that comes in by the form: recorded as a version, the board moved at once."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.duties.report import ReportSource
from vanban.usecases.registers.day_by_clock import day_by_clock
from vanban.usecases.reporting.check_report import SubmittedReport
from vanban.usecases.reporting.keep_evidence import EVIDENCE_FOLDER
from vanban.usecases.reporting.record_report import record_report
from workflows.forms.checking import checked, given
from workflows.forms.report_form import ReportForm
from workflows.office import occasion, office
from workflows.pages.report_pages import report_page
from workflows.running.outcome import actor, run_title, told
from workflows.screens.artifacts import leave_page
from workflows.screens.board_screen import BOARD, leave_board
from workflows.screens.flow_names import REPORT
from workflows.screens.keys import page_key
from workflows.screens.links import page_address

_PAGE = "bao-cao-nhan"


@flow(name=REPORT, flow_run_name=run_title("Báo cáo của", "organ", "as_of"), validate_parameters=False)
def record_report_flow(request: ReportForm) -> int | State[Any]:
    """Nhập báo cáo của một đơn vị: kiểm tra, ghi thành một bản, viết lại bảng theo dõi."""
    key = page_key(_PAGE, given(request, "campaign"))
    return told(lambda: _record(checked(ReportForm, request), key), key=key, head="Chưa nhận báo cáo")


def _record(asked: ReportForm, key: str) -> int:
    """The version that the report became."""
    where, at = office(), occasion(actor(asked))
    database = where.store()
    submitted = SubmittedReport(
        campaign_id=asked.campaign,
        organ=asked.organ,
        assignment=asked.assignment,
        figures=asked.answers(),
        as_of=asked.as_of,
        received_on=day_by_clock(database, at, "ghi bằng lệnh vanban report add --received"),
        reporter=asked.reporter,
        source=ReportSource.FORM,
        note=asked.note,
        reason=asked.reason,
    )
    outcome = record_report(
        submitted,
        directory=where.people(),
        database=database,
        evidence_storage=where.out / EVIDENCE_FOLDER,
        occasion=at,
    )
    leave_board(where, database, asked.campaign, at.today)
    leave_page(key, report_page(outcome, page_address(page_key(BOARD, asked.campaign))))
    return outcome.recorded.version
