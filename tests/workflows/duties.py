"""A campaign that asks ten offices for figures, its letters in a register, and the pages that flows leave."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

from vanban.domain.dates.occasion import Occasion
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.store.database import Database, open_database
from vanban.store.register.issuing import issue
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign

CAMPAIGN = "phuc-tra-2024"
DISTRICT = "UBND thành phố Nha Trang"
EDUCATION = "Sở Giáo dục và Đào tạo"
ASSIGNMENT = "bao_cao"
ISSUED = date(2024, 9, 27)
DUE = date(2024, 10, 16)
"""A Wednesday; the day off before it is Sunday the 13th."""
CAMPAIGN_TOML = """\
format = 1

[campaign]
id = "{campaign}"
title = "{title}"

[[letters]]
id = "trien-khai"
text = "trien-khai.md"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-09-27
signatory = {{ capacity = "KT" }}
recipients = [{{ organisation = "Sở Giáo dục và Đào tạo" }}, {{ group = "ubnd-huyen" }}]
file_copy = {{ unit = "CCHC", copies = 1 }}
{asked}"""
ASKED = """
[[assignments]]
key = "bao_cao"
title = "Báo cáo kết quả phúc tra"
letter = "trien-khai"
deadline = { wording = "chậm nhất ngày", day = 2024-10-16 }
figures = ["so_phieu", "so_phuc_tra"]

[[figures]]
key = "so_phieu"
label = "Tổng số phiếu"
unit = "phiếu"

[[figures]]
key = "so_phuc_tra"
label = "Số phiếu đã phúc tra"
unit = "phiếu"
at_most = "so_phieu"
"""
TEXT = """\
+++
type = "công văn"
subject = "phúc tra phiếu khảo sát năm 2024"
+++

Sở Nội vụ đề nghị các cơ quan gửi kết quả phúc tra chậm nhất ngày 16 tháng 10 năm 2024./.
"""


def write_campaign(
    folder: Path, campaign: str = CAMPAIGN, title: str = "Phúc tra năm 2024", asked: str = ASKED, more: str = ""
) -> Path:
    """The campaign as a folder."""
    folder.mkdir()
    toml = CAMPAIGN_TOML.format(campaign=campaign, title=title, asked=asked + more)
    (folder / "campaign.toml").write_text(toml, encoding="utf-8")
    (folder / "trien-khai.md").write_text(TEXT, encoding="utf-8")
    return folder


def number_letters(folder: Path, register: Path, issued: date = ISSUED) -> Database:
    """What a launch records, without drawing anything."""
    database = open_database(str(register))
    plan = plan_campaign(
        read_campaign(folder), directory=office_directory(None), day=None, today=issued, database=database
    )
    when = Occasion(now=datetime(issued.year, issued.month, issued.day, 2, tzinfo=UTC), actor="Nguyễn Văn A")
    keep_reporting_plan(plan, database, when)
    for day, letters in groupby(plan.letters, key=lambda one: one.issue_day):
        issue(database, [one.draft for one in letters], day=day, now=when.now, actor=when.actor)
    return database


class Screen:
    """What a flow left with Prefect, by key; the last one counts, as it does there."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.tables: dict[str, list[dict[str, str]]] = {}
        self.progress: dict[str, float] = {}
        self.descriptions: dict[str, str] = {}

    def page(self, markdown: str, *, key: str, description: str) -> None:
        self.pages[key], self.descriptions[key] = markdown, description

    def table(self, rows: list[dict[str, str]], *, key: str, description: str) -> None:
        self.tables[key], self.descriptions[key] = rows, description

    def percent(self, percent: float, *, key: str, description: str) -> None:
        self.progress[key], self.descriptions[key] = percent, description
