"""The incoming register from the command line, and what a plan says of the directive that it relays."""

import csv
import json
from pathlib import Path

import pytest
from command_line import vanban

DIRECTIVE = (
    *("--author", "Sở Nội vụ", "--code", "2979/SNV-CCHC", "--issued", "2024-08-07", "--type", "Công văn"),
    *("--subject", "V/v chuẩn bị khảo sát", "--arrived", "2024-08-08"),
)


@pytest.fixture
def relaying(folder):
    """The good campaign, saying that it relays the letter that it cites."""
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    said = 'title = "Đợt mẫu để thử mọi lỗi"\n'
    assert said in text
    (folder / "campaign.toml").write_text(text.replace(said, said + 'incoming = "cv2979"\n'), encoding="utf-8")
    return folder


def add(*changed, organ="snv-2020"):
    return vanban("incoming", "add", "--organ", organ, *DIRECTIVE, *changed)


def findings(folder):
    made = vanban("plan", folder, "--json")
    told = [one for one in json.loads(made.out)["findings"] if one["rule"] == "HOUSE.INCOMING"]
    return made.code, [(one["severity"], one["found"]) for one in told]


def test_a_document_is_registered_once_and_shown_in_ten_columns():
    first, second = add(), add("--json")
    (book,) = json.loads(vanban("incoming", "show", "--json").out)["registers"]
    shown = vanban("incoming", "show", "--organ", "snv-2020", "--year", "2024")

    assert first.out == "Số đến 1, ngày đến 08/08/2024, sổ văn bản đến năm 2024.\n"
    assert json.loads(second.out)["arrival_number"] == 1
    assert (book["organ"], book["year"], len(book["entries"])) == ("snv-2020", 2024, 1)
    assert book["entries"][0]["Tên loại và trích yếu nội dung văn bản"] == "Công văn V/v chuẩn bị khảo sát"
    assert "Sổ đăng ký văn bản đến năm 2024: Sở Nội vụ (snv-2020)" in shown.out


def test_the_register_goes_on_after_the_paper_and_is_written_in_four_formats():
    at = ("--organ", "snv-2020", "--year", "2024")
    opened = vanban("incoming", "open", *at, "--last-used", "311", "--reason", "chuyển từ sổ giấy")
    add()
    written = vanban("incoming", "export", *at, "--out", "ra")

    assert opened.out == "Đã mở sổ văn bản đến năm 2024 của snv-2020: số đến tiếp theo là 312.\n"
    assert sorted(path.name for path in Path("ra").iterdir()) == [
        f"so-van-ban-den-snv-2020-2024.{kind}" for kind in ("csv", "docx", "pdf", "xlsx")
    ]
    assert written.code == 0
    rows = list(csv.reader(Path("ra/so-van-ban-den-snv-2020-2024.csv").read_text("utf-8-sig").splitlines()))
    assert [row[1] for row in rows] == ["Số đến", "1–311", "312"]


def test_an_empty_register_and_a_missing_one_are_told_apart(launched):
    assert vanban("incoming", "show", "--database", "so.db").out == "Sổ chưa có văn bản đến nào.\n"
    assert "không ghi tệp nào" in vanban("incoming", "export", "--database", "so.db").out
    missing = vanban("incoming", "show", "--database", "khong-co.db")
    assert (missing.code, missing.err) == (
        2,
        "Chưa có sổ ở 'khong-co.db' → Kiểm tra --database, hoặc phát hành văn bản trước.\n",
    )


def test_a_plan_says_whether_the_directive_is_registered_and_as_it_is_cited(relaying):
    nothing_yet = findings(relaying)
    add("--code", "1/SNV")
    other_registered = findings(relaying)
    add()
    registered = findings(relaying)

    assert nothing_yet == (0, [])
    assert other_registered == (
        0,
        [("warning", "Công văn số 2979/SNV-CCHC chưa vào sổ văn bản đến của Sở Nội vụ")],
    )
    assert registered == (0, [])


def test_a_launch_stops_where_the_register_has_another_day(relaying):
    add("--issued", "2024-08-06")

    code, [(severity, found)] = findings(relaying)
    launched = vanban("launch", relaying, "--yes")

    assert (code, severity) == (1, "error")
    assert "ghi ngày 07/8/2024, số đến 1" in found
    assert launched.code == 1
    assert not Path("output").exists()


@pytest.mark.parametrize("flag", ["--issued", "--arrived"])
def test_a_day_that_is_none_is_told_in_vietnamese(flag):
    ran = add(flag, "8/8/2024")

    assert ran.code == 2
    assert f"{flag} '8/8/2024' không phải một ngày → ghi năm-tháng-ngày" in ran.err
