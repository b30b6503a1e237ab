"""The levels of a campaign: which letter each relays, how long after it, and the directive from above."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.intake.campaign.campaign_folder import read_campaign

INCOMING = 'title = "Khảo sát mức độ hài lòng năm 2024"\n'


def level(name: str, *keys: str) -> str:
    lines = [
        "[[levels]]",
        f'name = "{name}"',
        'relays = { group = "ubnd-huyen" }',
        "margin_working_days = 3",
        f'id = "{name}"',
        'text = "trien-khai.md"',
        'signatory = { capacity = "TM" }',
        'recipients = [{ relation = "direct_units" }]',
        *keys,
    ]
    return "\n" + "\n".join(lines) + "\n"


def read_with(folder: Path, *levels: str):
    with (folder / "campaign.toml").open("a", encoding="utf-8") as opened:
        opened.write("".join(levels))
    return read_campaign(folder)


def test_each_level_relays_the_one_before_it_and_the_first_level_the_first_letter(campaign_folder: Path):
    reading = read_with(campaign_folder, level("huyen"), level("xa"), level("thon"))

    assert reading.problems == ()
    assert [one.above for one in reading.campaign.levels] == ["trien-khai", "huyen", "xa"]
    assert [one.issue_after_working_days for one in reading.campaign.levels] == [0, 0, 0]


def test_a_level_may_say_what_it_relays_and_how_long_after(campaign_folder: Path):
    reading = read_with(
        campaign_folder,
        level("huyen"),
        level("so", 'above = "trien-khai"', "issue_after_working_days = 2"),
        level("phong"),
    )

    assert reading.problems == ()
    assert [(one.above, one.issue_after_working_days) for one in reading.campaign.levels] == [
        ("trien-khai", 0),
        ("trien-khai", 2),
        ("so", 0),
    ]


def test_a_level_may_stand_before_the_one_that_it_relays(campaign_folder: Path):
    reading = read_with(campaign_folder, level("xa", 'above = "huyen"'), level("huyen", 'above = "trien-khai"'))

    assert reading.problems == ()
    assert [one.above for one in reading.campaign.levels] == ["huyen", "trien-khai"]


@pytest.mark.parametrize(
    ("levels", "place", "message", "remedy"),
    [
        ((level("huyen", 'above = "trien-kai"'),), "dòng 74, levels[0].above", "không có văn bản 'trien-kai'", "'trien-khai'"),
        ((level("huyen", 'above = "huyen"'),), "dòng 74, levels[0].above", "đi vòng: huyen → huyen", "'above'"),
        ((level("huyen", 'above = "xa"'), level("xa")), "dòng 74, levels[0].above", "đi vòng: huyen → xa → huyen", "'above'"),
        ((level("huyen").replace('group = "ubnd-huyen"', 'sheet = "ds.csv"'),), "dòng 68, levels[0].relays.sheet", "không tìm thấy tệp 'ds.csv'", "chép tệp"),
        ((level("huyen", "above = 1"),), "dòng 74, levels[0].above", "'1' sai kiểu", "chuỗi chữ"),
        ((level("huyen", "issue_after_working_days = -1"),), "dòng 74, levels[0].issue_after_working_days", "số -1 quá nhỏ", "từ 0 trở lên"),
        ((level("huyen", "issue_after_working_days = 61"),), "dòng 74, levels[0].issue_after_working_days", "số 61 quá lớn", "60"),
        ((level("huyen", "issue_after_working_days = 1.5"),), "dòng 74, levels[0].issue_after_working_days", "'1.5' sai kiểu", "số nguyên"),
    ],
)  # fmt: skip
def test_a_level_that_hangs_wrongly_is_told_once_at_its_line(campaign_folder: Path, levels, place, message, remedy):
    (problem,) = read_with(campaign_folder, *levels).problems

    assert problem.place == place
    assert message in problem.message
    assert remedy in problem.remedy


def test_a_circle_of_stated_levels_is_told_on_each_and_not_on_those_below(campaign_folder: Path):
    reading = read_with(
        campaign_folder, level("a", 'above = "b"'), level("b", 'above = "a"'), level("c", 'above = "b"')
    )

    assert [problem.place.rpartition(" ")[2] for problem in reading.problems] == ["levels[0].above", "levels[1].above"]


def test_a_campaign_names_the_directive_that_it_relays(campaign_folder: Path):
    assert read_campaign(campaign_folder).campaign.incoming == ""

    _add_incoming(campaign_folder, "cv2979")

    reading = read_campaign(campaign_folder)
    assert (reading.campaign.incoming, reading.problems) == ("cv2979", ())


def test_a_directive_that_is_not_among_the_citations_is_told(campaign_folder: Path):
    _add_incoming(campaign_folder, "cv2997")

    (problem,) = read_campaign(campaign_folder).problems

    assert problem.place == "dòng 6, campaign.incoming"
    assert "không có văn bản viện dẫn 'cv2997'" in problem.message
    assert "'cv2979'" in problem.remedy


def _add_incoming(folder: Path, key: str) -> None:
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    assert INCOMING in text
    (folder / "campaign.toml").write_text(text.replace(INCOMING, f'{INCOMING}incoming = "{key}"\n'), encoding="utf-8")
