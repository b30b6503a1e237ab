"""What ``vanban init`` writes is a sound plan, and a two-level one once its last lines are switched on."""

import re
from pathlib import Path

import pytest
from command_line import vanban

AT = ("--database", "so.db")


def switch_on(folder: Path) -> None:
    """Takes the # from the lower level and from the own directory, as the comment above them says."""
    file = folder / "campaign.toml"
    above, _, level = file.read_text("utf-8").partition("# [[levels]]")
    above = above.replace('# directory = "danh-ba"', 'directory = "danh-ba"')
    file.write_text(above + re.sub(r"(?m)^# ", "", f"# [[levels]]{level}"), "utf-8")


def fill_in(sheet: Path) -> None:
    text = sheet.read_text("utf-8-sig").replace(",,Phó Chủ tịch", ",Nguyễn Văn A,Phó Chủ tịch")
    sheet.write_text(text, "utf-8-sig")


@pytest.mark.parametrize("day", ["2024-04-18", "2024-05-10", "2025-07-01", "2025-08-19"])
def test_what_init_writes_has_nothing_to_mend(day):
    vanban("init", "dot", "--date", day)

    planned = vanban("plan", "dot", *AT)

    assert planned.code == 0
    assert "không có điều gì phải sửa" in planned.out


def test_the_deadline_stands_in_one_place_only():
    vanban("init", "dot", "--date", "2025-09-15")
    file = Path("dot/campaign.toml")
    assert file.read_text("utf-8").count("2025-10-13") == 1
    file.write_text(file.read_text("utf-8").replace("2025-10-13", "2025-10-15"), "utf-8")

    assert "không có điều gì phải sửa" in vanban("plan", "dot", *AT).out


def test_the_lower_level_needs_only_its_signatories():
    vanban("init", "dot", "--date", "2025-09-15")
    switch_on(Path("dot"))
    vanban("directory", "signatories", "--group", "ubnd-xa", "--date", "2025-09-15", "--out", "dot/danh-ba")
    fill_in(Path("dot/danh-ba/signatories.csv"))

    planned = vanban("plan", "dot", *AT)

    assert planned.code == 0, planned.err
    assert "66 văn bản của 66 cơ quan; không có điều gì phải sửa" in planned.out
    # Mon 13/10/2025 less 3 working days: Wed 8/10/2025.
    assert re.search(r"└─ Cấp xã │ 65 .* ngoài danh bạ +│ 08/10/2025", planned.out)
