"""Reports, plans and events for the tests of what units hand in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from store_drafts import DAY

from vanban.domain.campaigns.reporting import ReportForm, ReportingPlan
from vanban.domain.duties.assignment import Figure, Quota
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.duties.reminding import ReminderForm, ReminderPlan
from vanban.domain.duties.report import Evidence, Report, ReportSource
from vanban.domain.letters.draft import Draft


def owed(letter: Draft, organ: str = "xa-a", assignment: str = "ra-soat") -> ObligationKey:
    return ObligationKey(letter=letter.key, assignment=assignment, organ_id=organ)


def answer(key: ObligationKey, count: int = 12, *, on: date = DAY, reason: str = "", note: str = "") -> Report:
    """A report with two figures and one file; the same arguments give equal reports."""
    return Report(
        obligation=key,
        figures={"phieu-phat": Decimal(count), "ty-le": Decimal("97.5")},
        as_of=on,
        received_on=on,
        reporter="Nguyễn Văn A",
        source=ReportSource.FORM,
        note=note,
        reason=reason,
        evidence=(Evidence(file_name="bang-ke.pdf", sha256="0" * 64, size_bytes=1024),),
    )


def asked(campaign: str = "khao-sat-2026", *, title: str = "Khảo sát năm 2026", directory: str = "") -> ReportingPlan:
    """A plan in which every field differs from its default."""
    figures = (
        Figure(key="phieu-phat", label="Số phiếu phát ra", unit="phiếu"),
        Figure(
            key="phieu-thu",
            label="Số phiếu thu về",
            unit="phiếu",
            at_most="phieu-phat",
            decimals=1,
            minimum=Decimal("0.5"),
            maximum=Decimal("1E+6"),
        ),
    )
    quota = Quota(key="thu", label="Tỷ lệ thu về", reached="phieu-thu", total="phieu-phat", minimum_percent=62.5)
    form = ReportForm(
        assignment="ra-soat", title="Rà soát phiếu", figures=figures, quotas=(quota,), documents=("Bảng kê",)
    )
    reminders = ReminderPlan(
        before_working_days=(7, 3, 1),
        after_working_days=(2,),
        then_every_days=5,
        escalate_after=1,
        before=ReminderForm.NOTICE,
        after=ReminderForm.LETTER,
    )
    return ReportingPlan(campaign_id=campaign, title=title, forms=(form,), reminders=reminders, directory=directory)
