"""A database of many campaigns under way: cascades of letters, most units reported, some late, corrected or put off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.letters import ORGAN, short_draft
from sqlalchemy import Connection, Table, func, insert, select

from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.report import Evidence, RecordedReport, Report, ReportSource
from vanban.domain.letters.draft import Draft, Duty, LetterKey
from vanban.store.approval_tables import reminder
from vanban.store.database import Database
from vanban.store.register.issuing import issue
from vanban.store.register.obligation_reading import HeldObligation, read_obligations
from vanban.store.report_tables import report, report_evidence, report_figure
from vanban.store.reporting.report_rows import evidence_values, figure_values, report_values
from vanban.store.reporting.reporting_plans import record_reporting_plan
from vanban.store.tables import obligation_extension, register_entry

LEVELS = 3
DAY = date(2026, 3, 16)
"""The day of the board: the lowest level is late or has reported, the one above is near, the highest has time."""
_ISSUED = (date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7))
_DUE = (date(2026, 3, 31), date(2026, 3, 20), date(2026, 3, 10))
_NOW = datetime(2026, 1, 7, 2, 30, tzinfo=UTC)
_WEEK, _DAY_LONG = timedelta(days=7), timedelta(days=1)
_ASSIGNMENT = "phuc_tra"
_FIGURES = ("so_phieu", "so_thu_ve", "so_phuc_tra")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the obligation of a place on the list; every fifth unit has not reported."""

    place: int

    @property
    def is_reported(self) -> bool:
        return self.place % 5 != 0

    @property
    def is_corrected(self) -> bool:
        return self.place % 10 == 1

    @property
    def is_late(self) -> bool:
        return self.place % 10 == 2

    @property
    def is_put_off(self) -> bool:
        return self.place % 20 in {0, 7}

    @property
    def has_evidence(self) -> bool:
        return self.place % 2 == 0


def campaign_id(number: int) -> str:
    """The campaign of a number from 0 on."""
    return f"dot-{number:03d}"


def add_campaigns(database: Database, numbers: Iterable[int], breadths: tuple[int, int, int]) -> None:
    """Issue the letters of some campaigns and put on record what came in, on all sorts of days up to the board's.

    Letters and obligations go through the store. What came in goes straight into the tables, as rows that the
    store's own functions make, without its audit log, which no board reads: one by one it would take minutes.

    Args:
        database: of any campaigns before these.
        numbers: of the campaigns.
        breadths: how many units an office of each level asks to report.
    """
    for number in numbers:
        _issue(database, campaign_id(number), breadths)
        record_reporting_plan(database, _plan(campaign_id(number)), now=_NOW, actor="Nguyễn Văn A")
        with database.transaction() as connection:
            _come_in(connection, read_obligations(connection, register_entry.c.campaign_id == campaign_id(number)))


def _plan(campaign: str) -> ReportingPlan:
    figures = tuple(Figure(key=key, label=f"Số phiếu ({key})", unit="phiếu") for key in _FIGURES)
    quota = Quota(key="phuc_tra", label="Tỷ lệ phúc tra", reached="so_phuc_tra", total="so_thu_ve", minimum_percent=10)
    form = ReportForm(assignment=_ASSIGNMENT, title="Báo cáo kết quả phúc tra", figures=figures, quotas=(quota,))
    return ReportingPlan(campaign_id=campaign, title=f"Khảo sát {campaign}", forms=(form,))


def _issue(database: Database, campaign: str, breadths: tuple[int, int, int]) -> None:
    """Level after level: each office writes one letter, which asks the offices under it."""
    above: dict[str, LetterKey | None] = {ORGAN: None}
    for depth, breadth in enumerate(breadths):
        drafts = [_draft(campaign, depth, organ, upper, breadth) for organ, upper in above.items()]
        issue(database, drafts, day=_ISSUED[depth], now=_NOW, actor="Nguyễn Văn A")
        above = {duty.organ_id: draft.key for draft in drafts for duty in draft.duties}


def _draft(campaign: str, depth: int, organ: str, above: LetterKey | None, breadth: int) -> Draft:
    key = LetterKey(campaign_id=campaign, letter_id=f"cap-{depth + 1}", organ_id=organ)
    duties = tuple(
        Duty(
            assignment=_ASSIGNMENT,
            title="Báo cáo kết quả phúc tra",
            organ_id=f"{organ}-{unit}",
            label=f"Ủy ban nhân dân xã {organ}-{unit}",
            due=ComputedDay(day=_DUE[depth], projected=False),
        )
        for unit in range(1, breadth + 1)
    )
    return replace(short_draft(1, campaign), key=key, level=depth + 1, above=above, duties=duties)


def _come_in(connection: Connection, held: Sequence[HeldObligation]) -> None:
    rows: dict[Table, list[dict[str, Any]]] = {
        table: [] for table in (obligation_extension, reminder, report, report_figure, report_evidence)
    }
    # The triggers let nobody number a report twice, so counting on is safe.
    last = connection.execute(select(func.coalesce(func.max(report.c.id), 0))).scalar_one()
    for place, one in enumerate(held):
        fate = Fate(place)
        if fate.is_put_off:
            rows[obligation_extension].append(_extension(one))
        if not fate.is_reported:
            rows[reminder].append(_reminder(one))
        for version in _versions(one, fate):
            last += 1
            rows[report].append(report_values(version, obligation_id=one.id) | {"id": last})
            rows[report_figure] += figure_values(version.report, report_id=last)
            rows[report_evidence] += evidence_values(version.report, report_id=last)
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)


def _extension(held: HeldObligation) -> dict[str, Any]:
    due = held.obligation.due.day
    values = {"position": 1, "due_on": due + _WEEK, "reason": "mưa lũ", "granted_on": date(2026, 3, 2)}
    return {"obligation_id": held.id} | values


def _reminder(held: HeldObligation) -> dict[str, Any]:
    values = {"number": 1, "day": date(2026, 3, 5), "form": "notice", "late": 0, "escalated": False}
    return {"obligation_id": held.id, "due_on": held.obligation.due.day} | values


def _versions(held: HeldObligation, fate: Fate) -> Iterator[RecordedReport]:
    """What the unit handed in; a correction comes a day before the board."""
    if not fate.is_reported:
        return
    late = min(held.obligation.due.day + _DAY_LONG, DAY)
    first = _report(held, fate, late if fate.is_late else date(2026, 2, 10) + fate.place % 28 * _DAY_LONG)
    yield RecordedReport(report=first, version=1)
    if fate.is_corrected:
        again = replace(first, received_on=DAY - _DAY_LONG, reason="cộng sót một thôn")
        yield RecordedReport(report=again, version=2)


def _report(held: HeldObligation, fate: Fate, received_on: date) -> Report:
    issued = 200 + fate.place
    figures = zip(_FIGURES, (issued, issued - 7, issued // (8 + fate.place % 5)), strict=True)
    files = (Evidence(file_name="bien-ban.pdf", sha256=f"{fate.place:064x}", size_bytes=80_000 + fate.place),)
    return Report(
        obligation=held.obligation.key,
        figures={key: Decimal(value) for key, value in figures},
        as_of=received_on - _DAY_LONG,
        received_on=received_on,
        reporter="Nguyễn Văn B",
        source=ReportSource.WORKBOOK,
        evidence=files if fate.has_evidence else (),
    )
