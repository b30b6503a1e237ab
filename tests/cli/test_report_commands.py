"""Reports entered and shown from the command line, and a campaign closed."""

import json

import pytest
from command_line import vanban
from openpyxl import load_workbook

AT = ("--database", "so.db")
DAY = ("--today", "2024-12-02")
FIGURES = """
[[figures]]
key = "diem"
label = "Điểm bình quân"
unit = "điểm"
decimals = 1
maximum = 10
"""


@pytest.fixture
def asked(folder):
    """The good campaign with two figures, launched."""
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert 'figures = ["so_phieu"]' in text
    path.write_text(text.replace('figures = ["so_phieu"]', 'figures = ["so_phieu", "diem"]') + FIGURES, "utf-8")
    assert vanban("launch", folder, "--yes", *AT, "--out", "ra").code == 0
    return folder


def add(*changed, day=DAY):
    words = (
        *("report", "add", "dot-mau-2024", "--organ", "Sở GD&ĐT", "--figure", "so_phieu=1.234"),
        *("--figure", "diem=8,5", "--as-of", "2024-11-30", "--reporter", "Trần Thị B", "--out", "ra"),
    )
    return vanban(*day, *words, *AT, *changed)


def shown(*filters):
    return json.loads(vanban(*DAY, "report", "show", "dot-mau-2024", *filters, *AT, "--json").out)["reports"]


def test_a_report_is_recorded_once_and_shown(asked):
    first, again = add(), add("--json")

    assert first.code == again.code == 0
    said = "Sở Giáo dục và Đào tạo: Báo cáo kết quả khảo sát, đã ghi lần 1, nhận ngày 02/12/2024, đúng hạn 04/12/2024\n"
    assert first.out == said
    (one,) = json.loads(again.out)["reports"]
    assert (one["new"], one["version"], one["figures"]) == (False, 1, {"so_phieu": "1234", "diem": "8.5"})
    assert "không có gì mới" in add().out
    table = vanban(*DAY, "report", "show", "dot-mau-2024", *AT).out
    assert "Tổng số phiếu (phiếu): 1.234" in table
    assert "Điểm bình quân (điểm): 8,5" in table
    assert vanban("audit", "verify", *AT).code == 0


def test_a_correction_needs_a_reason_and_keeps_the_first_version(asked):
    add()
    refused = add("--note", "đã đối chiếu", day=("--today", "2024-12-09"))
    corrected = add("--note", "đã đối chiếu", "--reason", "bổ sung ghi chú", day=("--today", "2024-12-09"))

    assert refused.code == 2
    assert "câu lệnh, --reason: Sở Giáo dục và Đào tạo đã báo cáo ngày 02/12/2024 (lần 1)" in refused.err
    assert "đã ghi lần 2, nhận ngày 09/12/2024, thay lần 1" in corrected.out
    late = ("--date", "2024-12-31")
    assert [one["version"] for one in shown("--organ", "Sở GD&ĐT", *late)] == [1, 2]
    assert [(one["version"], one["late"], one["note"]) for one in shown(*late)] == [(2, False, "đã đối chiếu")]
    assert [one["version"] for one in shown("--date", "2024-12-08")] == [1]
    assert shown("--date", "2024-12-01") == []


def test_a_late_report_says_by_how_many_days(asked):
    assert "trễ 5 ngày, hạn 04/12/2024" in add(day=("--today", "2024-12-09")).out
    assert (
        "trễ"
        not in add("--organ", "UBND huyện Diên Khánh", "--received", "2024-12-04", day=("--today", "2024-12-09")).out
    )


def test_all_mistakes_are_told_with_the_option_that_holds_them(asked):
    ran = add(
        "--organ",
        "Sở X",
        "--figure",
        "so_phiue=1",
        "--as-of",
        "2025-01-01",
        "--reporter",
        " ",
        "--evidence",
        "khong-co.pdf",
    )

    assert ran.code == 2
    assert "Có 5 lỗi" in ran.err
    for place in ("--organ:", "--as-of:", "--reporter:", "--evidence:", "--figure so_phiue:"):
        assert f"câu lệnh, {place}" in ran.err
    assert shown() == []


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("so_phieu", "thiếu dấu '=' giữa khóa và số"),
        ("=5", "thiếu dấu '=' giữa khóa và số"),
        ("diem=9", "số liệu 'diem' ghi hai lần"),
    ],
)
def test_a_figure_is_a_key_with_a_number(asked, figure, told):
    ran = add("--figure", figure)

    assert (ran.code, told in ran.err) == (2, True)


def test_papers_are_copied_beside_the_letters(asked, tmp_path):
    (tmp_path / "bien-ban.pdf").write_bytes(b"%PDF")
    add("--evidence", tmp_path / "bien-ban.pdf")

    (kept,) = (tmp_path / "ra" / "tai-lieu-kiem-chung").rglob("*.pdf")
    (one,) = shown()
    assert one["evidence"] == [{"file_name": "bien-ban.pdf", "sha256": kept.stem, "size_bytes": 4}]
    assert "Kèm: bien-ban.pdf" in vanban(*DAY, "report", "show", "dot-mau-2024", *AT).out


def test_a_closed_campaign_takes_no_more_reports(asked):
    closed = vanban(*DAY, "close", "dot-mau-2024", "--reason", "đã tổng hợp", *AT)
    refused = add()

    assert closed.out == "Đã kết thúc đợt dot-mau-2024 ngày 02/12/2024: đã tổng hợp\n"
    assert refused.code == 2
    assert "câu lệnh, ĐỢT: đợt “Đợt mẫu để thử mọi lỗi” đã kết thúc ngày 02/12/2024" in refused.err
    assert shown() == []
    assert vanban(*DAY, "close", "khac", "--reason", "x", *AT).code == 2


def test_what_cannot_be_shown_is_told_with_what_there_is(asked):
    assert vanban("report", "show", "dot-mau-2024", *AT).out == "Chưa có báo cáo nào.\n"
    for words, told in (
        (("dot-mau",), "'dot-mau-2024'"),
        (("dot-mau-2024", "--organ", "Sở X"), "không có trong các đơn vị phải báo cáo"),
        (("dot-mau-2024", "--assignment", "x"), "bao_cao"),
    ):
        ran = vanban("report", "show", *words, *AT)
        assert (ran.code, told in ran.err) == (2, True)


def fill(path, **cells):
    """The form at a path, filled in beside it."""
    book = load_workbook(path)
    for address, value in cells.items():
        book["Báo cáo"][address] = value
    return book


ANSWERS = {"D4": "Sở Giáo dục và Đào tạo", "D5": "30/11/2024", "D6": "Trần Thị B", "D9": 1234, "D10": 8.5}


def test_a_form_goes_out_and_a_folder_of_forms_comes_in_once(asked, tmp_path):
    made = vanban(*DAY, "report", "template", "dot-mau-2024", tmp_path / "mau.xlsx", *AT)
    (tmp_path / "den").mkdir()
    fill(tmp_path / "mau.xlsx", **ANSWERS).save(tmp_path / "den" / "a.xlsx")
    fill(tmp_path / "mau.xlsx", **ANSWERS | {"D4": "Ủy ban nhân dân huyện Diên Khánh"}).save(
        tmp_path / "den" / "b.xlsx"
    )
    (tmp_path / "den" / "thu.pdf").write_bytes(b"%PDF")
    first = vanban(*DAY, "report", "read", tmp_path / "den", *AT)
    again = vanban("--today", "2024-12-20", "report", "read", tmp_path / "den", *AT, "--json")

    assert (made.code, made.out) == (0, f"  {tmp_path / 'mau.xlsx'}\n")
    assert first.code == again.code == 0
    assert first.out.count("đã ghi lần 1, nhận ngày 02/12/2024, đúng hạn 04/12/2024") == 2
    assert first.err.endswith("Bỏ qua 1 tệp không phải sổ tính: thu.pdf\n")
    assert [one["new"] for one in json.loads(again.out)["reports"]] == [False, False]
    assert [one["figures"] for one in shown()] == [{"so_phieu": "1234", "diem": "8.5"}] * 2
    assert vanban("audit", "verify", *AT).code == 0


def test_one_wrong_form_keeps_the_whole_folder_out(asked, tmp_path):
    vanban(*DAY, "report", "template", "dot-mau-2024", tmp_path / "mau.xlsx", *AT)
    (tmp_path / "den").mkdir()
    fill(tmp_path / "mau.xlsx", **ANSWERS).save(tmp_path / "den" / "a.xlsx")
    fill(tmp_path / "mau.xlsx", **ANSWERS | {"D4": "Sở X", "D9": "12%"}).save(tmp_path / "den" / "b.xlsx")
    (tmp_path / "den" / "c.xlsm").write_bytes(b"PK")
    with (tmp_path / "den" / "d.xlsx").open("wb") as opened:
        opened.truncate(200 * 1024 * 1024)

    ran = vanban(*DAY, "report", "read", tmp_path / "den", *AT)

    assert ran.code == 2
    assert "Có 4 lỗi" in ran.err
    for told in (
        "b.xlsx, trang 'Báo cáo', ô D4: “Sở X” không có trong các đơn vị",
        "b.xlsx, trang 'Báo cáo', ô D9: “Tổng số phiếu”: '12%' là tỷ lệ phần trăm",
        "c.xlsm: sổ tính có thể chứa macro",
        "d.xlsx: tệp lớn hơn 20 MB",
    ):
        assert told in ran.err
    assert shown() == []


def test_a_form_of_no_campaign_is_not_made(asked, tmp_path):
    ran = vanban("report", "template", "dot-mau", tmp_path / "mau.xlsx", *AT)

    assert (ran.code, "'dot-mau-2024'" in ran.err) == (2, True)
    assert not (tmp_path / "mau.xlsx").exists()
