"""A consolidated report in words, facts and pictures: for the screen, for JSON, and for the letter that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from babel.numbers import format_decimal

from vanban.domain.campaigns.consolidation import (
    ConsolidatedLevel,
    ConsolidatedReport,
    ConsolidatedRow,
    Sent,
    Totals,
    adds_up,
)
from vanban.domain.duties.assignment import Figure
from vanban.domain.duties.report import QuotaResult
from vanban.domain.letters.wording import short_date
from vanban.rendering.books.consolidation_book import BookColumn, BookRow, ConsolidationBook
from vanban.rendering.pictures.report_chart import ChartBar, ReportChart
from vanban.usecases.watching.describe_board import percent_words

NOTHING = "-"
"""Stands where there is no number: nothing was reported, or there is nothing to measure by."""
_TOTAL = "Tổng cộng"
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Table:
    """The numbers of one row under the columns of its form: the figures, then how far each quota is reached."""

    figures: tuple[Figure, ...]
    values: Mapping[str, Decimal]
    quotas: tuple[QuotaResult, ...]

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        return (*(self.values.get(one.key) for one in self.figures), *(one.percent for one in self.quotas))

    @property
    def words(self) -> tuple[str, ...]:
        figures = (
            NOTHING if one.key not in self.values else number_words(self.values[one.key], one.decimals)
            for one in self.figures
        )
        return (*figures, *(reached_words(one) for one in self.quotas))


def number_words(value: Decimal, decimals: int = 0) -> str:
    """``24.270`` or ``1.234,50``."""
    return format_decimal(value, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale="vi")


def reached_words(result: QuotaResult) -> str:
    """``10,4%``; what misses its quota by a hair is not rounded up to it."""
    return NOTHING if result.percent is None else percent_words(result.percent)


def minimum_words(result: QuotaResult) -> str:
    """``10%``."""
    return percent_words(Decimal(str(result.quota.minimum_percent)))


def verdict_words(result: QuotaResult) -> str:
    """``đạt`` or ``chưa đạt``."""
    return {True: "đạt", False: "chưa đạt", None: "chưa có số liệu để tính"}[result.is_met]


def sent_words(sent: Sent) -> str:
    """``đã gửi 6/9 đơn vị (trễ 1)``."""
    return f"đã gửi {sent} đơn vị" + (f" (trễ {sent.late})" if sent.late else "")


def missing_words(row: ConsolidatedRow, day: date) -> str:
    """Since when a report is missing, and how many of the unit's own lower units have reported to it."""
    over = row.days_over(day)
    since = f"quá hạn {over} ngày" if over else f"hạn {short_date(row.due)}"
    return since + (f"; cấp dưới đã gửi {row.below}" if row.below.asked else "")


def note_words(row: ConsolidatedRow, day: date) -> str:
    """What stands beside the numbers of a unit."""
    if row.report is None or row.received_on is None:
        return f"Chưa gửi, {missing_words(row, day)}"
    parts = [f"Trễ {row.days_over(day)} ngày" if row.is_late else "Đúng hạn"]
    if any(one.is_met is False for one in row.quotas):
        parts.append("chưa đạt yêu cầu")
    if row.report.version > 1:
        parts.append(f"số liệu sửa lần {row.report.version - 1}")
    if row.below.asked:
        parts.append(f"cấp dưới đã gửi {row.below}")
    return "; ".join(parts)


def column_headings(consolidated: ConsolidatedReport | ConsolidatedLevel) -> tuple[str, ...]:
    """The headings of the numbers: figures with their unit, then quotas."""
    form = consolidated.form
    return (*(f"{one.label} ({one.unit})" for one in form.figures), *(one.label for one in form.quotas))


def row_words(row: ConsolidatedRow, consolidated: ConsolidatedReport | ConsolidatedLevel) -> tuple[str, ...]:
    """The numbers of one unit, under :func:`column_headings`."""
    form = consolidated.form
    if row.report is None:
        return (NOTHING,) * (len(form.figures) + len(form.quotas))
    return _Table(form.figures, row.figures, row.quotas).words


def total_words(consolidated: ConsolidatedReport | ConsolidatedLevel) -> tuple[str, ...]:
    """The sums and the ratios of the sums, under :func:`column_headings`."""
    return _Table(consolidated.form.figures, consolidated.totals.sums, consolidated.totals.quotas).words


def consolidation_facts(consolidated: ConsolidatedReport) -> dict[str, Any]:
    """The consolidated report as plain values, for JSON."""
    letter = consolidated.letter
    return {
        "campaign": letter.campaign_id,
        "letter": letter.letter_id,
        "issuer": letter.organ_id,
        "assignment": consolidated.form.assignment,
        "title": consolidated.form.title,
        "as_of": consolidated.day.isoformat(),
        **_total_facts(consolidated.totals),
        "units": [_row_facts(row, consolidated.day) for row in consolidated.rows],
    }


def level_facts(level: ConsolidatedLevel, day: date) -> dict[str, Any]:
    """One assignment at one level as plain values, for JSON."""
    return {
        "level": level.level,
        "assignment": level.form.assignment,
        "title": level.form.title,
        "as_of": day.isoformat(),
        **_total_facts(level.totals),
        "missing": [_row_facts(row, day) for row in level.missing],
    }


def consolidation_book(consolidated: ConsolidatedReport, issuer: str) -> ConsolidationBook:
    """The consolidated report as a table for a spreadsheet."""
    form, day = consolidated.form, consolidated.day
    totals = _Table(form.figures, consolidated.totals.sums, consolidated.totals.quotas)
    return ConsolidationBook(
        title=form.title,
        issuer=issuer,
        lines=(
            f"Số liệu tính đến ngày {short_date(day)}, {sent_words(consolidated.totals.sent)}",
            *(
                f"{one.quota.label}: {reached_words(one)}, yêu cầu tối thiểu {minimum_words(one)}: {verdict_words(one)}"
                for one in consolidated.totals.quotas
            ),
        ),
        columns=(
            *(BookColumn(heading=f"{one.label} ({one.unit})", decimals=one.decimals) for one in form.figures),
            *(BookColumn(heading=f"{one.label} (%)", decimals=2, is_ratio=True) for one in form.quotas),
        ),
        rows=tuple(
            BookRow(
                name=row.label,
                numbers=_Table(form.figures, row.figures, row.quotas).numbers
                if row.report
                else (None,) * len(totals.numbers),
                note=note_words(row, day),
            )
            for row in consolidated.rows
        ),
        total=BookRow(name=_TOTAL, numbers=totals.numbers, note=sent_words(consolidated.totals.sent)),
        dated=day,
    )


def report_charts(consolidated: ConsolidatedReport) -> tuple[ReportChart, ...]:
    """One chart a quota, with its line; where there is none, one for the first figure."""
    form, day = consolidated.form, consolidated.day
    subtitle = f"Số liệu tính đến ngày {short_date(day)}, {sent_words(consolidated.totals.sent)}"
    by_quota = tuple(
        ReportChart(
            title=f"{quota.label}: {reached_words(total)} ({verdict_words(total)})",
            subtitle=subtitle,
            bars=tuple(_quota_bar(row, index, day) for row in consolidated.rows),
            limit=Decimal(str(quota.minimum_percent)),
            limit_words=f"Tối thiểu {minimum_words(total)}",
        )
        for index, (quota, total) in enumerate(zip(form.quotas, consolidated.totals.quotas, strict=True))
    )
    if by_quota or not form.figures:
        return by_quota
    first = form.figures[0]
    bars = tuple(_figure_bar(row, first, day) for row in consolidated.rows)
    told = number_words(consolidated.totals.sums[first.key], first.decimals) if adds_up(first) else ""
    return (
        ReportChart(
            title=f"{first.label}: {told} {first.unit}" if told else f"{first.label} ({first.unit})",
            subtitle=subtitle,
            bars=bars,
        ),
    )


def _quota_bar(row: ConsolidatedRow, index: int, day: date) -> ChartBar:
    if row.report is None:
        return ChartBar(label=row.label, value=None, words=f"Chưa gửi, {missing_words(row, day)}")
    result = row.quotas[index]
    words = f"{reached_words(result)}, {verdict_words(result)}" if result.percent is not None else verdict_words(result)
    return ChartBar(
        label=row.label, value=result.percent, words=words + _late_words(row, day), falls_short=not result.is_met
    )


def _figure_bar(row: ConsolidatedRow, figure: Figure, day: date) -> ChartBar:
    if figure.key not in row.figures:
        return ChartBar(label=row.label, value=None, words=note_words(row, day))
    value = row.figures[figure.key]
    words = number_words(value, figure.decimals)
    return ChartBar(label=row.label, value=value, words=words + _late_words(row, day))


def _late_words(row: ConsolidatedRow, day: date) -> str:
    return f"; gửi trễ {row.days_over(day)} ngày" if row.is_late else ""


def _total_facts(totals: Totals) -> dict[str, Any]:
    sent = totals.sent
    return {
        "sent": {"asked": sent.asked, "reported": sent.reported, "on_time": sent.on_time, "late": sent.late},
        "sums": {key: str(value) for key, value in totals.sums.items()},
        "quotas": _quota_facts(totals.quotas),
    }


def _row_facts(row: ConsolidatedRow, day: date) -> dict[str, Any]:
    return {
        "organ": row.key.organ_id,
        "name": row.label,
        "due": row.due.isoformat(),
        "received_on": row.received_on.isoformat() if row.received_on else None,
        "version": row.report.version if row.report else 0,
        "days_over": row.days_over(day),
        "figures": {key: str(value) for key, value in row.figures.items()},
        "quotas": _quota_facts(row.quotas),
        "below": {"asked": row.below.asked, "reported": row.below.reported},
    }


def _quota_facts(results: tuple[QuotaResult, ...]) -> dict[str, Any]:
    return {
        one.quota.key: {
            "percent": None if one.percent is None else str(one.percent.quantize(_HUNDREDTH, ROUND_DOWN)),
            "minimum_percent": one.quota.minimum_percent,
            "met": one.is_met,
        }
        for one in results
    }
