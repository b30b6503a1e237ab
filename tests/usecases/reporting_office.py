"""The good campaign with figures that have bounds, its letters numbered and its reports waited for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby

from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.report import ReportSource
from vanban.storage.folder import FolderStorage
from vanban.store.register.issuing import issue
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.reporting.check_report import SubmittedReport
from vanban.usecases.reporting.record_report import record_report

CAMPAIGN = "dot-mau-2024"
EDUCATION = "Sở Giáo dục và Đào tạo"
FIGURES = """
[[figures]]
key = "so_phuc_tra"
label = "Số phiếu đã phúc tra"
unit = "phiếu"
at_most = "so_phieu"

[[figures]]
key = "diem"
label = "Điểm bình quân"
unit = "điểm"
decimals = 2
minimum = 1
maximum = 5

[[quotas]]
key = "phuc_tra"
label = "Phúc tra tối thiểu 10%"
reached = "so_phuc_tra"
total = "so_phieu"
minimum_percent = 10
"""


def occasion(day: date = date(2024, 12, 2)) -> Occasion:
    return Occasion(now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC), actor="Nguyễn Văn A")


def ask_for_figures(office) -> None:
    """Three figures, a quota and a paper instead of one figure."""
    office.change(
        'figures = ["so_phieu"]',
        'figures = ["so_phieu", "so_phuc_tra", "diem"]\nquotas = ["phuc_tra"]\ndocuments = ["Biên bản phúc tra"]',
    )
    with (office.folder / "campaign.toml").open("a", encoding="utf-8") as opened:
        opened.write(FIGURES)


def number_letters(office) -> None:
    """What a launch records, without drawing."""
    plan = office.plan()
    when = occasion(date(2024, 9, 30))
    keep_reporting_plan(plan, office.database, when)
    letters = sorted(plan.letters, key=lambda one: one.issue_day)
    for day, same_day in groupby(letters, key=lambda one: one.issue_day):
        issue(office.database, [one.draft for one in same_day], day=day, now=when.now, actor=when.actor)


def owing(office):
    """The office with its letters numbered."""
    ask_for_figures(office)
    number_letters(office)
    return office


def submitted(**changed) -> SubmittedReport:
    values = {
        "campaign_id": CAMPAIGN,
        "organ": EDUCATION,
        "assignment": "bao_cao",
        "figures": {"so_phieu": "1.200", "so_phuc_tra": "150", "diem": "4,25"},
        "as_of": date(2024, 11, 30),
        "received_on": date(2024, 12, 2),
        "reporter": "Trần Thị B",
        "source": ReportSource.COMMAND,
    }
    return SubmittedReport(**{**values, **changed})


def hand_in(office, day: date = date(2024, 12, 2), **changed):
    """Records one report on a day."""
    return record_report(
        submitted(**{"received_on": day, **changed}),
        directory=office_directory(None),
        database=office.database,
        evidence_storage=FolderStorage(office.out / "tai-lieu-kiem-chung"),
        occasion=occasion(day),
    )
