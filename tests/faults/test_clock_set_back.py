"""A clock that was set back a day: no number, no day, no report and no reminder ever goes back with it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from faulty_office import GOOD, Office, assert_clear
from kept_office import on, undrawn

from vanban.store.database import open_database
from vanban.store.reporting.reminders import reminders_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TODAY, DAY_BEFORE = "2024-09-30", "2024-09-29"
"""The notice of the campaign is of 2024-09-30, its other letters are of 2024-09-27."""
DUE, DAY_AFTER = "2024-12-04", "2024-12-05"
"""Reports on the campaign are due on the first of them."""
CAMPAIGN = "dot-mau-2024"
BOSS = ("--name", "Bùi Thế An", "--position", "Phó Giám đốc")


def launched(campaign, office, day):
    return on(day, "launch", campaign, "--yes", "--database", office.database, "--out", office.out)


def later_campaign(few, home, day):
    """Another campaign of the same office, all of one day."""
    folder = Path(shutil.copytree(few, home / f"dot-{day}"))
    toml = folder / "campaign.toml"
    text = toml.read_text(encoding="utf-8").replace(f'id = "{CAMPAIGN}"', f'id = "dot-{day}"')
    toml.write_text(re.sub(r"^date = 2024-09-(27|30)$", f"date = {day}", text, flags=re.MULTILINE), encoding="utf-8")
    return folder


def test_a_launch_repeated_under_a_clock_set_back_blames_the_clock_and_changes_nothing(
    few, undisturbed_few, tmp_path, tally
):
    tally.begin("đồng hồ lùi một ngày, phát hành lại cùng đợt")
    office = Office.at(tmp_path, few)
    assert launched(few, office, TODAY).code == 0
    with tally.one():
        lost = next(office.out.rglob("*.pdf"))
        lost.unlink()
        back = launched(few, office, DAY_BEFORE)
        assert_clear(back.code, back.err, "30/9/2024 đã có số", "29/9/2024", "→ Chỉnh lại ngày giờ của máy")
        assert launched(few, office, TODAY).code == 0
        assert office.outcome() == undisturbed_few
        office.assert_mended(undisturbed_few)


REFUSED = {"2024-09-26": (1, "26/9/2024"), "2024-09-30": (2, "Ngày ban hành 30/9/2024 chưa tới")}


@pytest.mark.parametrize("day", REFUSED)
def test_a_campaign_launched_under_a_clock_set_back_takes_no_number(day, few, undisturbed_few, tmp_path, tally):
    tally.begin("đồng hồ lùi một ngày, phát hành đợt khác")
    office = Office.at(tmp_path, few)
    assert launched(few, office, TODAY).code == 0
    other = later_campaign(few, tmp_path, day)
    with tally.one():
        refused = launched(other, office, DAY_BEFORE)
        code, word = REFUSED[day]
        assert refused.code == code
        assert word in refused.out + refused.err
        assert "Traceback" not in refused.err
        assert office.outcome() == undisturbed_few
    if day == TODAY:
        assert launched(other, office, TODAY).code == 0, "with the clock put right it goes on where the numbers stand"
        after = office.outcome().numbers
        assert set(undisturbed_few.numbers) < set(after)
        assert len(after) == 2 * len(undisturbed_few.numbers)


@pytest.fixture
def reported(tmp_path):
    """An office that was launched, and has put a report on record on the day after the deadline."""
    office = Office.at(tmp_path, GOOD)
    with undrawn():
        assert launched(GOOD, office, TODAY).code == 0
    done = report(office, DAY_AFTER, "UBND huyện Diên Khánh")
    assert "trễ 1 ngày" in done.out, done.err
    return office


def report(office, day, organ, *said):
    words = ("--organ", organ, "--figure", "so_phieu=12", "--as-of", "2024-11-30", "--reporter", "Trần Thị B", *said)
    at = ("--database", office.database, "--out", office.out)
    return on(day, "report", "add", CAMPAIGN, *words, *at)


def reports(office):
    shown = on(DAY_AFTER, "report", "show", CAMPAIGN, "--database", office.database, "--json")
    return json.loads(shown.out)["reports"]


def test_a_late_report_is_not_in_time_because_the_clock_was_set_back(reported, tally):
    tally.begin("đồng hồ lùi một ngày, nhập báo cáo")
    before = reports(reported)
    with tally.one():
        refused = report(reported, DUE, "Sở GD&ĐT")
        assert_clear(
            refused.code, refused.err, "04/12/2024", "05/12/2024", "→ Chỉnh lại ngày giờ của máy", "--received"
        )
        assert reports(reported) == before
        assert "trễ 1 ngày" in report(reported, DAY_AFTER, "Sở GD&ĐT").out
        reported.outcome()


def test_the_day_that_a_person_says_counts_whatever_the_clock_shows(reported):
    done = report(reported, DUE, "Sở GD&ĐT", "--received", DUE)
    assert "đúng hạn" in done.out, done.err


def test_a_document_that_comes_in_under_a_clock_set_back_needs_its_day_said(reported):
    document = (
        *("--organ", "snv-2020", "--author", "Văn phòng Chính phủ", "--code", "12/VPCP-KSTT", "--issued", "2024-08-07"),
        *("--type", "Công văn", "--subject", "V/v khảo sát", "--database", reported.database),
    )
    refused = on(DUE, "incoming", "add", *document)
    assert_clear(refused.code, refused.err, "04/12/2024", "05/12/2024", "--arrived")
    assert on(DUE, "incoming", "add", *document, "--arrived", DUE).out.startswith("Số đến 1,")


def test_a_reminder_is_sent_once_and_keeps_its_day_when_the_clock_was_set_back(reported, tally):
    tally.begin("đồng hồ lùi một ngày, nhắc báo cáo")
    at = ("--database", reported.database, "--out", reported.out)
    with undrawn(), tally.one():
        first = on(DAY_AFTER, "remind", CAMPAIGN, "--json", *at)
        (waiting,) = json.loads(first.out)["campaigns"][0]["waiting"]
        known = reminders_of(open_database(reported.database), CAMPAIGN)
        assert known
        back = on(DUE, "remind", CAMPAIGN, *at)
        assert_clear(back.code, back.err, "04/12/2024", "05/12/2024", "→ Chỉnh lại ngày giờ của máy", "--today")
        assert on(DAY_AFTER, "remind", CAMPAIGN, *at).code == 0
        assert reminders_of(open_database(reported.database), CAMPAIGN) == known
        numbers = reported.outcome().numbers
        early = on(DUE, "remind", "--issue", waiting["plan"], *BOSS, *at)
        assert_clear(early.code, early.err, "05/12/2024, không phải hôm nay", "Chưa cấp số nào")
        assert reported.outcome().numbers == numbers
        assert on(DAY_AFTER, "remind", "--issue", waiting["plan"], *BOSS, *at).code == 0
        assert len(reported.outcome().numbers) == len(numbers) + 1
