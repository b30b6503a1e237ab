"""The campaign that ``vanban init`` writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vanban.domain.dates.day import PlannedDay
from vanban.domain.errors import InvalidCampaign
from vanban.domain.letters.document import DocumentType
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.scaffold import scaffold_campaign
from vanban.regulations.calendar import working_calendar

SUNDAY = date(2026, 11, 22)


def test_a_scaffold_reads_without_problems(tmp_path: Path):
    written = scaffold_campaign(tmp_path / "Đợt rà soát 1", day=SUNDAY)

    reading = read_campaign(tmp_path / "Đợt rà soát 1")

    assert reading.problems == ()
    assert sorted(path.name for path in written) == ["campaign.toml", "cap-xa.md", "ra-soat.md"]
    assert reading.campaign.id == "dot-ra-soat-1"
    (letter,) = reading.campaign.letters
    assert (letter.document_type, letter.issuer, letter.date) == (
        DocumentType.CONG_VAN,
        "Sở Nội vụ",
        PlannedDay.of(SUNDAY),
    )
    assert letter.recipients[0].selector.group == "ubnd-xa"


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 4, 2), SUNDAY])
def test_the_report_is_due_on_a_working_day_after_the_activity(tmp_path: Path, day: date):
    scaffold_campaign(tmp_path / "dot", day=day)

    campaign = read_campaign(tmp_path / "dot").campaign

    (assignment,), (window,) = campaign.assignments, campaign.windows
    assert assignment.deadline is not None
    assert assignment.deadline.on is not None
    due = assignment.deadline.on.as_date
    assert due is not None
    assert working_calendar().is_working_day(due)
    assert window.start is not None
    assert day < window.start < window.end < due


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "cu.txt").write_text("cũ", encoding="utf-8")

    with pytest.raises(InvalidCampaign, match="thư mục đã có nội dung"):
        scaffold_campaign(tmp_path, day=SUNDAY)

    assert [path.name for path in tmp_path.iterdir()] == ["cu.txt"]


def test_an_empty_folder_is_used_and_the_same_day_gives_the_same_bytes(tmp_path: Path):
    (tmp_path / "dot").mkdir()
    (tmp_path / "khac").mkdir()
    first = scaffold_campaign(tmp_path / "dot", day=SUNDAY)
    second = scaffold_campaign(tmp_path / "khac" / "dot", day=SUNDAY)

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
