"""The campaign that ``vanban init`` writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vanban.domain.day import PlannedDay
from vanban.domain.document import DocumentType
from vanban.domain.errors import InvalidCampaign
from vanban.domain.letter import Paragraph, Role
from vanban.intake.campaign_folder import read_campaign
from vanban.intake.markdown import parse_blocks
from vanban.intake.placeholders import fill
from vanban.intake.reading import Problems
from vanban.intake.scaffold import scaffold_campaign

SUNDAY = date(2026, 11, 22)


def test_a_scaffold_reads_without_problems(tmp_path: Path):
    written = scaffold_campaign(tmp_path / "Đợt rà soát 1", day=SUNDAY)

    reading = read_campaign(tmp_path / "Đợt rà soát 1")

    assert reading.problems == ()
    assert sorted(path.name for path in written) == ["campaign.toml", "ra-soat.md"]
    assert reading.campaign.id == "dot-ra-soat-1"
    (letter,) = reading.campaign.letters
    assert (letter.document_type, letter.issuer, letter.date) == (
        DocumentType.CONG_VAN,
        "Sở Nội vụ",
        PlannedDay.of(SUNDAY),
    )
    assert letter.recipients[0].selector.group == "ubnd-xa"


def test_the_scaffolded_text_is_two_paragraphs_that_end_as_a_letter_does(tmp_path: Path):
    scaffold_campaign(tmp_path / "dot", day=SUNDAY)
    campaign = read_campaign(tmp_path / "dot").campaign
    problems = Problems()

    text = campaign.letters[0].text
    markdown = fill(text, {"links": campaign.links, "facts": campaign.facts}, problems)
    assert markdown is not None
    blocks = parse_blocks(markdown, file=text.file, first_line=text.first_line, files={}, problems=problems)

    assert len(problems) == 0
    assert [block.role for block in blocks if isinstance(block, Paragraph)] == [Role.BODY, Role.BODY]
    assert isinstance(blocks[-1], Paragraph)
    assert blocks[-1].text.endswith("./.")


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 12, 31), SUNDAY])
def test_the_report_is_due_on_a_weekday_after_the_activity(tmp_path: Path, day: date):
    scaffold_campaign(tmp_path / "dot", day=day)

    campaign = read_campaign(tmp_path / "dot").campaign

    (assignment,), (window,) = campaign.assignments, campaign.windows
    assert assignment.deadline is not None
    assert assignment.deadline.on is not None
    due = assignment.deadline.on.as_date
    assert due is not None
    assert due.weekday() < 5
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
