"""Entries of boards made up one by one, and the plan that judges them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.board import Board
from vanban.domain.duties.obligation import Extension, Obligation, ObligationKey
from vanban.domain.duties.report import RecordedReport, Report, ReportSource
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import LetterKey
from vanban.regulations.calendar import working_calendar
from vanban.store.reporting.board_rows import BoardEntry
from vanban.usecases.watching.deadline_board import board_rows

DUE = date(2024, 12, 16)
PLAN = ReportingPlan(
    campaign_id="dot",
    title="Khảo sát năm 2024",
    forms=(
        ReportForm(
            assignment="phuc_tra",
            title="Phúc tra",
            figures=tuple(Figure(key=key, label=key, unit="phiếu") for key in ("phieu", "phuc_tra")),
            quotas=(Quota(key="q", label="Tỷ lệ phúc tra", reached="phuc_tra", total="phieu", minimum_percent=10),),
        ),
    ),
)


def obligation(  # noqa: PLR0913  # all of it is named
    organ="dv", *, issuer="so", label="", due=DUE, projected=False, extended=None, withdrawn=False
):
    extensions = () if extended is None else (Extension(due=extended, reason="mưa lũ", granted_on=date(2024, 12, 2)),)
    key = LetterKey(campaign_id="dot", letter_id="vb", organ_id=issuer)
    return Obligation(
        key=ObligationKey(letter=key, assignment="phuc_tra", organ_id=organ),
        issuer_id=issuer,
        label=label or f"Đơn vị {organ}",
        title="Phúc tra phiếu",
        due=ComputedDay(day=due, projected=projected),
        extensions=extensions,
        withdrawn=withdrawn,
    )


def recorded(owed, received, *, version=1, reason="", figures=(100, 12)):
    report = Report(
        obligation=owed.key,
        figures=dict(zip(("phieu", "phuc_tra"), map(Decimal, figures), strict=True)),
        as_of=received,
        received_on=received,
        reporter="Nguyễn Văn A",
        source=ReportSource.COMMAND,
        reason=reason,
    )
    return RecordedReport(report=report, version=version)


def entry(owed, *, level=1, first=None, report=None, reminded=()):
    """``first`` is the day of the first report, ``report`` the version in force where it is another."""
    in_force = report or (None if first is None else recorded(owed, first))
    return BoardEntry(
        obligation=owed,
        level=level,
        code=DocumentCode(code_number=7, code_notation="SNV-CCHC"),
        issued_date=date(2024, 9, 27),
        report=in_force,
        first_received_on=first,
        reminded_on=reminded,
    )


def board(entries, day, *, plan=PLAN, closed_on=None):
    rows = board_rows(entries, plan, day, working_calendar())
    return Board(campaign_id="dot", title="Khảo sát năm 2024", day=day, rows=rows, closed_on=closed_on)
