"""The demonstration hands in reports of every kind, so that its board has something to show."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import pytest

from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.board import Standing
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.store.audit import verify
from vanban.store.database import open_database
from vanban.store.register.issuing import issue
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign
from vanban.usecases.watching.deadline_board import deadline_board

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LAUNCHED = Occasion(now=datetime(2024, 10, 1, 2, tzinfo=UTC), actor="Nguyễn Văn A")


@pytest.fixture(scope="module")
def demo():
    spec = importlib.util.spec_from_file_location("demo_reports", ROOT / "scripts/demo_reports.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shown(demo, tmp_path_factory):
    """The example of 2024 numbered, and the script run on it."""
    folder = tmp_path_factory.mktemp("demo")
    database = open_database(str(folder / "so.db"))
    reading = read_campaign(ROOT / "examples/2024-khao-sat-hai-long")
    directory = office_directory(reading.directory_folder)
    plan = plan_campaign(reading, directory=directory, day=None, today=LAUNCHED.today, database=None)
    keep_reporting_plan(plan, database, LAUNCHED)
    for day, letters in groupby(sorted(plan.letters, key=lambda one: one.issue_day), key=lambda one: one.issue_day):
        issue(database, [one.draft for one in letters], day=day, now=LAUNCHED.now, actor=LAUNCHED.actor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["demo_reports", "--database", str(folder / "so.db"), "--out", str(folder)])
        demo.main()
    return database, folder


def test_some_are_in_time_some_late_some_missing_and_some_have_more_time(shown, demo):
    board = deadline_board(shown[0], demo.CAMPAIGN, demo.BOARD_DAY)

    counted = {one: board.count(one) for one in Standing if board.count(one)}
    assert set(counted) == set(Standing) - {Standing.OPEN, Standing.WITHDRAWN}
    assert board.count(Standing.OVERDUE) > 10
    assert sum(row.report is not None and row.report.version > 1 for row in board.rows) > 5
    assert sum(bool(row.obligation.extensions) for row in board.rows) == 2
    assert {one.is_met for row in board.rows for one in row.quotas} == {True, False}


def test_what_a_district_hands_in_is_the_sum_of_its_communes(shown, demo):
    rows = deadline_board(shown[0], demo.CAMPAIGN, demo.BOARD_DAY).rows
    districts = [row for row in rows if row.level == 1 and row.report and row.obligation.key.organ_id != "sgddt-2020"]

    assert len(districts) == 3
    for district in districts:
        below = [row for row in rows if row.obligation.issuer_id == district.obligation.key.organ_id]
        total = sum(row.report.report.figures["so_phieu"] for row in below)
        assert district.report.report.figures["so_phieu"] == total


def test_reports_are_plainly_made_up_and_the_log_says_that_the_days_are_supposed(shown, demo):
    rows = deadline_board(shown[0], demo.CAMPAIGN, date(2024, 12, 31)).rows

    assert {row.report.report.reporter for row in rows if row.report} == {"Nguyễn Văn A"}
    assert all("mô phỏng" in row.report.report.note for row in rows if row.report)
    assert verify(shown[0]).sound


def test_the_page_and_the_workbook_lie_beside_the_letters(shown):
    assert (shown[1] / "tinh-hinh-bao-cao.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (shown[1] / "tinh-hinh-bao-cao.xlsx").stat().st_size > 0
