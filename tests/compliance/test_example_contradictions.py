"""The shipped examples, composed as the plan composes them."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from vanban.compliance.contradictions import contradictions
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.regulations.calendar import working_calendar
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign

EXAMPLES = Path(__file__).parents[2] / "examples"
CAMPAIGNS = sorted(path.parent.name for path in EXAMPLES.glob("20*/campaign.toml"))
TODAY = date(2025, 5, 9)


@cache
def _judge(name):
    reading = read_campaign(EXAMPLES / name)
    directory = office_directory(reading.directory_folder)
    plan = plan_campaign(reading, directory=directory, day=None, today=TODAY)
    drafts = [one.draft for one in plan.letters]
    return contradictions(plan.campaign, drafts, on=directory.on, calendar=working_calendar(), today=TODAY)


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_no_example_has_an_error(name):
    assert [one for one in _judge(name) if one.severity.value == "error"] == []


def test_the_letter_of_2020_has_but_its_months_to_tell():
    assert [one.rule_id for one in _judge("2020-truyen-thong-dieu-tra")] == ["HOUSE.MONTH_WINDOW"]


def test_the_letters_of_2024_name_months_without_days():
    assert "HOUSE.MONTH_WINDOW" in {one.rule_id for one in _judge("2024-khao-sat-hai-long")}


def test_the_letter_of_2025_asks_for_reports_before_the_survey_ends():
    (early,) = [one for one in _judge("2025-khao-sat-cchc") if one.rule_id == "HOUSE.EARLY_REPORT"]
    assert "23/5/2025" in early.found
    assert "25/5/2025" in early.found
