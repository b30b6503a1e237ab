"""The tree of a plan tells the deadline of every branch, also of letters to names outside the directory."""

from datetime import date
from pathlib import Path

import pytest

from vanban.compliance.reader import Reader
from vanban.domain.letters.wording import short_date
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.usecases.planning.describe_cascade import TREE_COLUMNS, branches, cascade_nodes, tree_facts, tree_rows
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 12, 1)


def plan(folder: Path) -> Plan:
    reading = read_campaign(folder)
    return plan_campaign(reading, directory=office_directory(reading.directory_folder), day=None, today=TODAY)


@pytest.fixture(scope="module")
def two_tiers() -> Plan:
    return plan(EXAMPLES / "2026-khao-sat-hai-long-hai-cap")


def test_a_level_that_writes_to_names_outside_the_directory_shows_its_deadline(two_tiers):
    root, commune = (dict(zip(TREE_COLUMNS, row, strict=True)) for row in tree_rows(two_tiers))

    # Tue 15/12/2026 less 3 working days: Thu 10/12/2026.
    assert (root["Nơi phải báo cáo"], root["Hạn báo cáo"]) == ("65", "15/12/2026")
    assert (commune["Nơi phải báo cáo"], commune["Hạn báo cáo"]) == ("ngoài danh bạ", "10/12/2026")
    assert commune["Số ngày làm việc đến hạn"].isdigit()


def test_that_deadline_is_the_one_printed_in_the_letters(two_tiers):
    commune = branches(two_tiers)[1]
    (deadline,) = commune.deadlines

    printed = f"chậm nhất ngày {short_date(deadline.last_day.day)}"
    assert all(any(printed in said.text for said in Reader().read(one.draft).passages) for one in commune.letters)


def test_the_picture_and_the_facts_tell_the_same_deadline(two_tiers):
    node, facts = cascade_nodes(two_tiers)[1], tree_facts(two_tiers)[1]

    assert "hạn 10/12/2026" in node.lines
    assert "nơi ngoài danh bạ phải báo cáo" in node.lines
    assert [one["last_day"] for one in facts["deadlines"]] == ["2026-12-10"]
    assert facts["duties"] == 0


def test_branches_of_one_level_show_each_its_own_deadline(tmp_path):
    source = EXAMPLES / "2024-khao-sat-hai-long"
    folder = tmp_path / "dot"
    folder.mkdir()
    for path in source.rglob("*"):
        copy = folder / path.relative_to(source)
        if path.is_dir():
            copy.mkdir()
        else:
            copy.write_bytes(path.read_bytes())
    text = (folder / "campaign.toml").read_text("utf-8")
    education = text[text.index('name = "Sở Giáo dục và Đào tạo"') :].split("[[levels]]")[0]
    wider = education.replace("margin_working_days = 5", "margin_working_days = 8")
    assert wider != education
    (folder / "campaign.toml").write_text(text.replace(education, wider), "utf-8")

    deadlines = {one.order_id: one.deadlines[0].last_day.day for one in branches(plan(folder)) if one.level == 2}

    assert deadlines["so-gddt"] < deadlines["cap-huyen"]
    assert deadlines["cap-huyen"] == date(2024, 12, 9)
