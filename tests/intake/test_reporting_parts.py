"""Figures with bounds and reminders, as a campaign file states them, and what is told of those that cannot be."""

from decimal import Decimal
from pathlib import Path

import pytest

from vanban.domain.duties.assignment import Figure
from vanban.domain.duties.reminding import ReminderForm, ReminderPlan
from vanban.intake.campaign.campaign_folder import read_campaign

SCORE = '\n[[figures]]\nkey = "diem"\nlabel = "Điểm bình quân"\nunit = "điểm"\n'


def with_lines(folder: Path, lines: str):
    with (folder / "campaign.toml").open("a", encoding="utf-8") as opened:
        opened.write(lines)
    return read_campaign(folder)


def told(reading):
    return [(one.place, one.message) for one in reading.problems]


def test_a_figure_without_bounds_counts_from_0(campaign_folder):
    first, second = read_campaign(campaign_folder).campaign.figures

    assert first == Figure(key="so_phieu", label="Tổng số phiếu", unit="phiếu")
    assert (first.decimals, first.minimum, first.maximum) == (0, Decimal(0), None)
    assert second.at_most == "so_phieu"


def test_bounds_are_exactly_what_the_file_says(campaign_folder):
    reading = with_lines(campaign_folder, SCORE + "decimals = 2\nminimum = -0.1\nmaximum = 5.0\n")

    figure = reading.campaign.figures[-1]
    assert reading.problems == ()
    assert (figure.decimals, figure.minimum, figure.maximum) == (2, Decimal("-0.1"), Decimal(5))
    assert str(figure.maximum) == "5"


@pytest.mark.parametrize(
    ("lines", "key", "message"),
    [
        ("minimum = 5\nmaximum = 4\n", "maximum", "giá trị lớn nhất 4 nhỏ hơn giá trị nhỏ nhất 5"),
        ("maximum = -1\n", "maximum", "giá trị lớn nhất -1 nhỏ hơn giá trị nhỏ nhất 0"),
        ("decimals = 1\nmaximum = 2.55\n", "maximum", "giới hạn 2,55 có nhiều chữ số sau dấu phẩy hơn số liệu (1)"),
        ("minimum = 0.5\n", "minimum", "giới hạn 0,5 có nhiều chữ số sau dấu phẩy hơn số liệu (0)"),
        ("decimals = -1\n", "decimals", "số -1 quá nhỏ"),
        ("decimals = 7\n", "decimals", "số 7 quá lớn"),
        ("decimals = 1.5\n", "decimals", "giá trị '1.5' sai kiểu"),
        ("maximum = inf\n", "maximum", "giá trị 'inf' sai kiểu"),
        ('minimum = "0"\n', "minimum", "giá trị '0' sai kiểu"),
    ],
)
def test_a_bound_that_no_number_can_keep_is_told_at_its_line(campaign_folder, lines, key, message):
    reading = with_lines(campaign_folder, SCORE + lines)

    number = (campaign_folder / "campaign.toml").read_text(encoding="utf-8").split("\n").index(
        next(line for line in lines.split("\n") if line.startswith(key))
    ) + 1
    assert told(reading) == [(f"dòng {number}, figures[2].{key}", message)]
    assert [one.key for one in reading.campaign.figures] == ["so_phieu", "so_phuc_tra"]


def test_nobody_reports_half_a_ballot(campaign_folder):
    reading = with_lines(campaign_folder, SCORE.replace('"điểm"', '"Phiếu "') + "decimals = 1\n")

    (problem,) = reading.problems
    assert (problem.place, problem.message) == (
        "dòng 70, figures[2].decimals",
        "'Phiếu ' đếm từng đơn vị một, không có phần thập phân",
    )
    assert "xóa khóa 'decimals'" in problem.remedy


def test_without_a_table_units_are_reminded_as_usual(campaign_folder):
    assert read_campaign(campaign_folder).campaign.reminders == ReminderPlan()


def test_a_table_of_reminders_changes_only_what_it_says(campaign_folder):
    reading = with_lines(
        campaign_folder, '\n[reminders]\nbefore_working_days = [3]\nescalate_after = 1\nbefore = "nhắc nhẹ"\n'
    )

    assert reading.problems == ()
    assert reading.campaign.reminders == ReminderPlan(
        before_working_days=(3,), escalate_after=1, before=ReminderForm.NOTICE
    )


def test_a_campaign_may_remind_nobody(campaign_folder):
    reading = with_lines(campaign_folder, "\n[reminders]\nbefore_working_days = []\nafter_working_days = []\n")

    assert reading.problems == ()
    plan = reading.campaign.reminders
    assert (plan.before_working_days, plan.after_working_days, plan.then_every_days) == ((), (), 0)


@pytest.mark.parametrize(
    ("lines", "place", "message", "remedy"),
    [
        ("before_working_days = [5, -1]", "before_working_days[1]", "số -1 quá nhỏ", "từ 0 trở lên"),
        ("before_working_days = [5, 5]", "before_working_days", "ghi hai lần", "xóa mục ghi lặp"),
        ("after_working_days = [0]", "after_working_days[0]", "số 0 quá nhỏ", "từ 1 trở lên"),
        ("after_working_days = 1", "after_working_days", "sai kiểu", "danh sách"),
        ("then_every_days = -7", "then_every_days", "số -7 quá nhỏ", "từ 0 trở lên"),
        ("escalate_after = -1", "escalate_after", "số -1 quá nhỏ", "từ 0 trở lên"),
        ('before = "nhac nhe"', "before", "không dùng được", "công văn, nhắc nhẹ"),
        ('after = "letter"', "after", "không dùng được", "công văn, nhắc nhẹ"),
        ("every = 7", "every", "không có khóa 'every'", "then_every_days"),
        (
            "after_working_days = []\nthen_every_days = 7",
            "then_every_days",
            "không có lần đôn đốc đầu tiên",
            "then_every_days = 0",
        ),
    ],
)
def test_a_reminder_that_cannot_be_is_told_at_its_line(campaign_folder, lines, place, message, remedy):
    (problem,) = with_lines(campaign_folder, f"\n[reminders]\n{lines}\n").problems

    line = 67 + lines.count("\n")
    assert problem.place == f"dòng {line}, reminders.{place}"
    assert message in problem.message
    assert remedy in problem.remedy
