"""What an office has added up, handed in as its own report to the office above."""

from __future__ import annotations

from datetime import date

from vanban.domain.campaigns.consolidation import ConsolidatedReport, adds_up
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.report import RecordedReport, Report, ReportSource
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.reporting.reports import record_report


def submit_consolidation(
    consolidated: ConsolidatedReport, database: Database, occasion: Occasion, *, received_on: date, reason: str = ""
) -> RecordedReport:
    """Records the sums as the issuer's report under the letter above; the same sums again are the same report.

    Args:
        consolidated: what has been added up.
        database: where reports are kept.
        occasion: when and by whom, for the audit log.
        received_on: the day that decides whether the report is in time.
        reason: why it corrects the version before, where there is one.

    Raises:
        IllegalTransition: there is no letter above, nobody has reported yet, a figure has no sum, a day does not
            fit, or the store refuses the report.
    """
    return record_report(
        database,
        own_report(consolidated, occasion, received_on=received_on, reason=reason),
        now=occasion.now,
        actor=occasion.actor,
    )


def own_report(consolidated: ConsolidatedReport, occasion: Occasion, *, received_on: date, reason: str = "") -> Report:
    """The report that :func:`submit_consolidation` would record."""
    _refuse(consolidated, received_on, occasion.today)
    if consolidated.feeds is None:
        raise IllegalTransition(
            f"“{consolidated.form.title}” không do văn bản cấp trên nào trong đợt này giao cho"
            f" {consolidated.letter.organ_id} → Gửi lên bằng báo cáo: --draft hoặc --issue."
        )
    return Report(
        obligation=consolidated.feeds,
        figures=dict(consolidated.totals.sums),
        as_of=consolidated.day,
        received_on=received_on,
        reporter=occasion.actor,
        source=ReportSource.COMMAND,
        note=f"Tổng hợp từ {consolidated.totals.sent} đơn vị",
        reason=" ".join(reason.split()),
    )


def _refuse(consolidated: ConsolidatedReport, received_on: date, today: date) -> None:
    if received_on > today:
        raise IllegalTransition(f"Ngày {short_date(received_on)} còn ở phía trước → Bỏ --date để ghi nhận hôm nay.")
    if consolidated.day > received_on:
        raise IllegalTransition(
            f"Số liệu tính đến ngày {short_date(consolidated.day)}, sau ngày nhận báo cáo {short_date(received_on)}"
            " → Chọn --as-of sớm hơn."
        )
    if not consolidated.totals.sent.reported:
        raise IllegalTransition(
            f"Đến ngày {short_date(consolidated.day)} chưa có đơn vị nào gửi báo cáo “{consolidated.form.title}”"
            " → Chưa có gì để tổng hợp."
        )
    ratios = [one.label for one in consolidated.form.figures if not adds_up(one)]
    if ratios:
        raise IllegalTransition(
            f"Không cộng được số liệu tính theo tỷ lệ: {', '.join(ratios)} → Nhập báo cáo bằng 'vanban report add'."
        )
