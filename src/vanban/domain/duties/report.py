"""A report that a unit hands in, and what its figures come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vanban.domain.duties.assignment import Quota
from vanban.domain.duties.obligation import ObligationKey


class ReportSource(StrEnum):
    """How a report came in."""

    FORM = "form"
    COMMAND = "command"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file handed in with a report, known by its hash."""

    file_name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a unit answered to one obligation.

    ``figures`` are by key, in the order of the form; ``as_of`` is the day to which they count ("số liệu tính đến
    ngày"), ``received_on`` the day that decides whether the report is in time. ``reason`` says why a later version
    corrects the one before; the first has none.
    """

    obligation: ObligationKey
    figures: Mapping[str, Decimal]
    as_of: date
    received_on: date
    reporter: str
    source: ReportSource
    note: str = ""
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReport:
    """A report on record: version 1, 2, 3 … of the answer to its obligation; the highest is in force."""

    report: Report
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaResult:
    """How far a quota is reached; ``percent`` is ``None`` where there is nothing to measure by (a total of 0)."""

    quota: Quota
    percent: Decimal | None

    @property
    def is_met(self) -> bool | None:
        return None if self.percent is None else self.percent >= Decimal(str(self.quota.minimum_percent))


def quota_result(quota: Quota, figures: Mapping[str, Decimal]) -> QuotaResult:
    """The quota judged on figures, which may be one report's or the sum of many: a ratio is never added up."""
    total = figures.get(quota.total, Decimal(0))
    percent = figures.get(quota.reached, Decimal(0)) * 100 / total if total else None
    return QuotaResult(quota=quota, percent=percent)


def sum_of_figures(reports: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    """The sum of each figure over the reports that have it."""
    sums: dict[str, Decimal] = {}
    for figures in reports:
        for key, value in figures.items():
            sums[key] = sums.get(key, Decimal(0)) + value
    return sums
