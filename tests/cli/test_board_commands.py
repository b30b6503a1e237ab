"""The board on the command line, and the day that is supposed for a demonstration."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from command_line import vanban, vanban_process
from openpyxl import load_workbook

from vanban.cli.clock import instant_on
from vanban.domain.dates.occasion import Occasion

AT = ("--database", "so.db")
CAMPAIGN = "dot-mau-2024"
EXTEND = (
    *("extend", "--campaign", CAMPAIGN, "--letter", "trien-khai", "--issuer", "snv-2020", "--assignment", "bao_cao"),
    *("--due", "2024-12-20", "--reason", "mưa lũ", "--organ", "Sở Giáo dục và Đào tạo", *AT),
)


def facts(*words):
    return json.loads(vanban(*words, "--json", *AT).out)


def test_a_board_is_shown_with_progress_and_a_line_for_each_office(launched):
    ran = vanban("board", CAMPAIGN, "--date", "2024-12-09", *AT)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:4] == [
        "Đợt mẫu để thử mọi lỗi: tình hình báo cáo đến ngày 09/12/2024",
        "Cấp 1: đã báo cáo 0/9, quá hạn 9",
        "   gửi Sở Nội vụ: đã báo cáo 0/9, quá hạn 9",
        "Nhiệm vụ: Báo cáo kết quả khảo sát",
    ]
    assert ran.out.count("quá hạn 5 ngày (3 ngày làm việc)") == 9


def test_without_a_campaign_all_of_them_are_listed(launched):
    ran = vanban("board", "--date", "2024-12-09", *AT)

    assert "Tình hình báo cáo của mọi đợt đến ngày 09/12/2024" in ran.out
    assert "0/9" in ran.out
    (one,) = facts("board", "--date", "2024-12-09")["campaigns"]
    assert (one["campaign"], one["obligations"], one["overdue"]) == (CAMPAIGN, 9, 9)
    assert vanban("board", "--date", "2024-09-01", *AT).out == "Đến ngày 01/9/2024 chưa có đợt nào giao báo cáo.\n"


def test_any_day_may_be_asked_for_and_only_one_level(launched):
    early = vanban("board", CAMPAIGN, "--date", "2024-09-26", *AT)

    assert early.out.splitlines()[1] == "Đến ngày này chưa có văn bản nào giao báo cáo."
    assert facts("board", CAMPAIGN, "--date", "2024-12-04")["counts"]["due_today"] == 9
    assert facts("board", CAMPAIGN, "--date", "2024-12-04", "--level", "2")["rows"] == []


def test_only_what_presses_is_listed_on_demand_and_still_all_is_counted(launched):
    assert vanban("--today", "2024-12-02", *EXTEND).code == 0

    found = facts("board", CAMPAIGN, "--date", "2024-12-09", "--late")
    assert (len(found["rows"]), found["counts"]["overdue"], found["counts"]["open"]) == (8, 8, 1)
    calm = vanban("board", CAMPAIGN, "--date", "2024-10-01", "--late", *AT)
    assert "Không có cơ quan nào quá hạn hoặc sắp đến hạn." in calm.out


def test_the_page_and_the_workbook_are_written_where_they_are_asked_for(launched, tmp_path):
    ran = vanban("board", CAMPAIGN, "--date", "2024-12-09", "--html", "b/bang.html", "--xlsx", "b/bang.xlsx", *AT)

    assert ran.out.splitlines()[-2:] == ["  b/bang.xlsx", "  b/bang.html"]
    page = (tmp_path / "b/bang.html").read_text("utf-8")
    assert "Tình hình báo cáo đến ngày 09 tháng 12 năm 2024" in page
    assert load_workbook(tmp_path / "b/bang.xlsx")["Chi tiết"].max_row == 10


def test_an_unknown_campaign_is_refused_naming_those_there_are(launched):
    ran = vanban("board", "không có", *AT)

    assert ran.code == 2
    assert f"không có đợt “không có” nào đã phát hành → chọn trong: {CAMPAIGN}" in ran.err


@pytest.mark.parametrize("words", [("--late",), ("--level", "1"), ("--html", "x.html"), ("--xlsx", "x.xlsx")])
def test_what_only_one_campaign_has_is_refused_for_all_of_them(launched, tmp_path, words):
    ran = vanban("board", *words, *AT)

    assert (ran.code, "Ghi mã của đợt" in ran.err) == (2, True)
    assert not list(tmp_path.glob("x.*"))


def test_a_supposed_day_is_today_for_every_command_and_only_for_that_one(launched):
    on_the_day = vanban("--today", "2024-12-04", "board", CAMPAIGN, *AT)
    afterwards = vanban("board", CAMPAIGN, *AT)

    assert "đến hạn hôm nay 9" in on_the_day.out
    assert on_the_day.err == "Ngày giả định: coi như hôm nay là 04/12/2024.\n"
    assert (afterwards.err, "đến hạn hôm nay" in afterwards.out) == ("", False)


def test_the_audit_log_says_that_a_day_was_supposed(launched):
    from sqlalchemy import select  # noqa: PLC0415

    from vanban.store.database import open_database  # noqa: PLC0415
    from vanban.store.tables import audit_entry  # noqa: PLC0415

    vanban("--today", "2024-12-02", *EXTEND, "--actor", "Nguyễn Văn A")

    with open_database("so.db").reading() as connection:
        last = connection.execute(select(audit_entry).order_by(audit_entry.c.seq.desc())).first()
    assert last.actor == "Nguyễn Văn A (ngày giả định)"
    assert Occasion(now=datetime.fromisoformat(last.at), actor="A").today == date(2024, 12, 2)
    assert facts("board", CAMPAIGN, "--date", "2024-12-01")["rows"][0]["extensions"] == []
    assert vanban("audit", "verify", *AT).code == 0


def test_the_variable_supposes_a_day_for_a_whole_session(launched, tmp_path):
    ran = vanban_process("board", CAMPAIGN, "--json", *AT, folder=tmp_path, VANBAN_TODAY="2024-12-05")

    assert json.loads(ran.out)["day"] == "2024-12-05"
    assert json.loads(ran.out)["counts"]["overdue"] == 9


def test_a_day_to_come_is_refused_and_nothing_is_done(folder, tmp_path):
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

    ran = vanban("--today", tomorrow, "launch", folder, "--yes", *AT)

    assert (ran.code, ran.out) == (2, "")
    assert "chưa tới → Bỏ --today và VANBAN_TODAY" in ran.err
    assert not (tmp_path / "so.db").exists()


@pytest.mark.parametrize("words", [("--today", "mai"), ("--today", "2024-13-01")])
def test_what_is_no_day_is_told_with_its_remedy(words):
    ran = vanban(*words, "board", *AT)

    told = f"Câu lệnh chưa đúng: --today hoặc VANBAN_TODAY '{words[1]}' không phải một ngày → ghi năm-tháng-ngày"
    assert (ran.code, ran.err.startswith(told)) == (2, True)


@pytest.mark.parametrize(
    ("real", "moved"),
    [
        (datetime(2026, 3, 16, 2, 30, tzinfo=UTC), datetime(2024, 12, 12, 2, 30, tzinfo=UTC)),  # 9.30 in Vietnam
        (datetime(2026, 3, 16, 17, 5, tzinfo=UTC), datetime(2024, 12, 11, 17, 5, tzinfo=UTC)),  # 0.05 of the next day
    ],
)
def test_a_supposed_instant_keeps_the_hour_in_vietnam(real, moved):
    assert instant_on(date(2024, 12, 12), real) == moved
    assert Occasion(now=instant_on(date(2024, 12, 12), real), actor="A").today == date(2024, 12, 12)
    assert instant_on(None, real) is real
