"""What is to be said of a report that is recorded all the same: quotas missed, papers that are not with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from vanban.domain.duties.report import QuotaResult, quota_result
from vanban.domain.judging.finding import Finding, Severity
from vanban.intake.typed_number import written
from vanban.usecases.reporting.check_report import CheckedReport

_HUNDREDTHS = Decimal("0.01")


def judge_report(checked: CheckedReport) -> tuple[Finding, ...]:
    """The findings of one report; none of them is an error."""
    return (*_quotas(checked), *_documents(checked))


def written_percent(percent: Decimal) -> str:
    """``9,99%``; cut off, not rounded, so that what misses a quota never reads as if it met it."""
    cut = percent.quantize(_HUNDREDTHS, rounding=ROUND_DOWN)
    return f"{written(cut.normalize() + 0)}%"


def _quotas(checked: CheckedReport) -> Iterator[Finding]:
    for quota in checked.form.quotas:
        result = quota_result(quota, checked.report.figures)
        if result.is_met is not True:
            yield Finding(
                rule_id="HOUSE.QUOTA",
                severity=Severity.INFO if result.is_met is None else Severity.WARNING,
                element=f"{checked.obligation.label}: {quota.label}",
                found=_reached(result),
                allowed=f"từ {written_percent(Decimal(str(quota.minimum_percent)))} trở lên",
                source="chỉ tiêu của đợt phát hành",
            )


def _reached(result: QuotaResult) -> str:
    if result.percent is None:
        return "số liệu tổng bằng 0, không tính được tỷ lệ"
    return f"mới đạt {written_percent(result.percent)}"


def _documents(checked: CheckedReport) -> Iterator[Finding]:
    """A report may be entered before its papers arrive."""
    if checked.form.documents and not checked.report.evidence:
        yield Finding(
            rule_id="HOUSE.EVIDENCE",
            severity=Severity.INFO,
            element=checked.obligation.label,
            found="chưa kèm tệp nào",
            allowed="kèm: " + "; ".join(checked.form.documents),
            source="tài liệu phải gửi của nhiệm vụ",
        )
