"""What became of a report, for whoever typed it in."""

from __future__ import annotations

from vanban.domain.letters.wording import short_date
from vanban.usecases.consolidating.describe_consolidation import number_words
from vanban.usecases.reporting.record_report import ReportOutcome
from workflows.pages.findings_pages import findings_listed
from workflows.pages.markdown import cell, link, table


def report_page(outcome: ReportOutcome, board: str) -> str:
    """The report as it is on record, what is to be noted, and where the board is.

    Args:
        outcome: what became of the report.
        board: the address of the board; empty where there is none.
    """
    recorded, owed = outcome.recorded, outcome.obligation
    report = recorded.report
    head = f"Đã nhận báo cáo của {cell(owed.label)}"
    again = "" if outcome.is_new else "Báo cáo này giống hệt bản đang có, nên không ghi thêm.\n\n"
    told = (
        f"{cell(owed.title)}: bản {recorded.version}, số liệu tính đến ngày {short_date(report.as_of)},"
        f" nhận ngày {short_date(report.received_on)}, hạn {short_date(owed.due_now)}.\n\n"
    )
    rows = [
        (cell(f"{one.label} ({one.unit})"), number_words(report.figures[one.key], one.decimals))
        for one in outcome.form.figures
        if one.key in report.figures
    ]
    figures = table(("Số liệu", "Giá trị"), rows) if rows else ""
    return (
        f"# {head}\n\n{again}{told}{figures}{findings_listed(outcome.findings)}\n{link('Xem bảng theo dõi', board)}\n"
    )
