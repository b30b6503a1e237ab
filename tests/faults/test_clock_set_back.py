"""A clock that was set back: no number and no day ever goes back with it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from faulty_office import Office, assert_clear

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TODAY, DAY_BEFORE = "--today=2024-09-30", "--today=2024-09-29"
"""The notice of the campaign is of 2024-09-30, its other letters are of 2024-09-27."""


def later_campaign(few, home, day):
    """Another campaign of the same office, all of one day."""
    folder = Path(shutil.copytree(few, home / f"dot-{day}"))
    toml = folder / "campaign.toml"
    text = toml.read_text(encoding="utf-8").replace('id = "dot-mau-2024"', f'id = "dot-{day}"')
    toml.write_text(re.sub(r"^date = 2024-09-(27|30)$", f"date = {day}", text, flags=re.MULTILINE), encoding="utf-8")
    return folder


def test_a_launch_repeated_under_a_clock_set_back_changes_nothing(few, undisturbed_few, tmp_path, tally):
    tally.begin("đồng hồ lùi một ngày, phát hành lại cùng đợt")
    office = Office.at(tmp_path, few)
    with tally.one():
        assert office.launch(TODAY).code == 0
        back = office.launch(DAY_BEFORE)
        assert_clear(back.code, back.err, "30/9/2024 chưa tới", "→")
        assert office.outcome() == undisturbed_few
        office.assert_mended(undisturbed_few)


def test_a_campaign_launched_under_a_clock_set_back_is_refused_and_takes_no_number(
    few, undisturbed_few, tmp_path, tally
):
    tally.begin("đồng hồ lùi một ngày, phát hành đợt khác")
    office = Office.at(tmp_path, few)
    assert office.launch(TODAY).code == 0
    for day, words in (("2024-09-26", ("27/9/2024", "26/9/2024")), ("2024-09-30", ("30/9/2024 chưa tới",))):
        with tally.one():
            refused = replace(office, campaign=later_campaign(few, tmp_path, day)).launch(DAY_BEFORE)
            assert_clear(refused.code, refused.err, *words)
            assert office.outcome() == undisturbed_few
    # With the clock put right, the same campaign goes on where the numbers stand.
    done = replace(office, campaign=tmp_path / "dot-2024-09-30").launch(TODAY)
    assert done.code == 0, done.err
    after = office.outcome().numbers
    assert set(undisturbed_few.numbers) < set(after)
    assert len(after) == 2 * len(undisturbed_few.numbers)
