"""``vanban init --from``: an earlier campaign copied to its new time, every change told."""

from __future__ import annotations

import difflib
import shutil
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.day import PlannedDay
from vanban.domain.errors import InvalidCampaign
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.date_shift import DateShift
from vanban.intake.campaign.scaffold import copy_campaign
from vanban.intake.markup.prose_dates import dates_in
from vanban.regulations.calendar import working_calendar

EXAMPLES = Path(__file__).parents[2] / "examples"
CALENDAR = working_calendar()
NEXT_YEAR = date(2025, 9, 26)
"""52 weeks after the letter of the small campaign."""


def copied(folder: Path, **when):
    new = folder.parent / "moi"
    return new, copy_campaign(folder, new, **when)


def told(changes, field):
    (change,) = [one for one in changes if one.field == field]
    return change.old, change.new, change.note


def lines_that_differ(old: Path, new: Path) -> list[str]:
    pair = (path.read_text(encoding="utf-8").split("\n") for path in (old, new))
    return [
        line
        for line in difflib.unified_diff(*pair, n=0, lineterm="")
        if line[0] in "+-" and line[:3] not in ("+++", "---")
    ]


def change(folder: Path, old: str, new: str, file: str = "campaign.toml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_only_the_values_that_move_are_touched(campaign_folder: Path):
    change(campaign_folder, "date = 2024-09-27", "date   =  2024-09-27   # ngày 27/9/2024, chờ ký")
    new, _ = copied(campaign_folder, day=NEXT_YEAR)

    assert lines_that_differ(campaign_folder / "campaign.toml", new / "campaign.toml") == [
        '-id = "khao-sat-2024"',
        '-title = "Khảo sát mức độ hài lòng năm 2024"',
        '+id = "khao-sat-2025"',
        '+title = "Khảo sát mức độ hài lòng năm 2025"',
        '-from = "2024-10"',
        '-to = "2024-11"',
        '+from = "2025-10"',
        '+to = "2025-11"',
        "-date   =  2024-09-27   # ngày 27/9/2024, chờ ký",
        "+date   =  2025-09-26   # ngày 27/9/2024, chờ ký",
        '-deadline = { wording = "trước ngày", day = 2024-12-05 }',
        '+deadline = { wording = "trước ngày", day = 2025-12-04 }',
    ]


def test_every_change_is_told_with_its_file_line_and_field(campaign_folder: Path):
    _, changes = copied(campaign_folder, day=NEXT_YEAR)

    made = [(one.file, one.line, one.field, one.old, one.new) for one in changes if one.new]
    assert made == [
        ("campaign.toml", 4, "campaign.id", "khao-sat-2024", "khao-sat-2025"),
        ("campaign.toml", 5, "campaign.title", "Khảo sát mức độ hài lòng năm 2024", "Khảo sát mức độ hài lòng năm 2025"),
        ("campaign.toml", 15, "windows.tuyen_truyen.from", "2024-10", "2025-10"),
        ("campaign.toml", 16, "windows.tuyen_truyen.to", "2024-11", "2025-11"),
        ("campaign.toml", 30, "letters[0].date", "2024-09-27", "2025-09-26"),
        ("campaign.toml", 44, "assignments[0].deadline.day", "2024-12-05", "2025-12-04"),
        ("trien-khai.md", 3, "subject", "triển khai khảo sát năm 2024", "triển khai khảo sát năm 2025"),
    ]  # fmt: skip
    assert [one.note for one in changes if one.field == "campaign.title"] == ["cần xem lại"]


def test_what_the_lines_show_is_what_the_changes_tell(campaign_folder: Path):
    new, changes = copied(campaign_folder, day=NEXT_YEAR)

    for file in ("campaign.toml", "trien-khai.md", "thong-bao.md", "mau-phieu.docx"):
        before, after = ((folder / file).read_text(encoding="utf-8").split("\n") for folder in (campaign_folder, new))
        different = {number for number, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]}
        assert different == {one.line for one in changes if one.file == file and one.new}


def test_citations_are_history_and_are_listed_to_look_at(campaign_folder: Path):
    new, changes = copied(campaign_folder, day=NEXT_YEAR)

    assert read_campaign(new).campaign.citations == read_campaign(campaign_folder).campaign.citations
    assert told(changes, "citations.cv2979") == ("2979/SNV-CCHC", "", "viện dẫn giữ nguyên, cần xem lại")


def test_dates_in_prose_stay_and_are_told_with_their_lines(campaign_folder: Path):
    prose = (
        "Từ ngày 01/10/2024 đến hết tháng 11 năm 2024,\nhọp lúc 8 giờ ngày 05 tháng 10 theo {{ links.phieu }}/2024./.\n"
    )
    change(campaign_folder, "Sở Nội vụ đề nghị các đơn vị thực hiện./.\n", prose, "trien-khai.md")
    (campaign_folder / "thong-bao.md").write_text("Thông báo\n\nngày 30/9./.\n", encoding="utf-8")

    new, changes = copied(campaign_folder, day=NEXT_YEAR)

    assert prose in (new / "trien-khai.md").read_text(encoding="utf-8")
    assert [(one.file, one.line, one.old, one.note) for one in changes if one.field == ""] == [
        ("trien-khai.md", 7, "ngày 01/10/2024", "cần xem lại"),
        ("trien-khai.md", 7, "tháng 11 năm 2024", "cần xem lại"),
        ("trien-khai.md", 8, "ngày 05 tháng 10", "cần xem lại"),
        ("thong-bao.md", 3, "ngày 30/9", "cần xem lại"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ('to = "2024-11"', "to = 2024-10-13", "windows.tuyen_truyen.to", ("2024-10-13", "2025-10-10", "12/10/2025 là ngày nghỉ, đã lấy ngày làm việc liền trước")),
        ('from = "2024-10"', "from = 2024-10-05", "windows.tuyen_truyen.from", ("2024-10-05", "2025-10-06", "04/10/2025 là ngày nghỉ, đã lấy ngày làm việc liền sau")),
        ("day = 2024-12-05", "day = 2024-09-03", "assignments[0].deadline.day", ("2024-09-03", "2025-08-29", "02/9/2025 là ngày nghỉ, đã lấy ngày làm việc liền trước")),
        ("day = 2024-12-05", "day = 2026-01-02", "assignments[0].deadline.day", ("2026-01-02", "2026-12-31", "01/01/2027 là ngày nghỉ, đã lấy ngày làm việc liền trước; lịch nghỉ năm 2027 là dự kiến")),
        ('wording = "trước ngày", day = 2024-12-05', 'wording = "trong tháng", month = "2024-12"', "assignments[0].deadline.month", ("2024-12", "2025-12", "")),
        ("so_phieu = 24270", "han = 2024-10-12", "facts.han", ("2024-10-12", "2025-10-10", "11/10/2025 là ngày nghỉ, đã lấy ngày làm việc liền trước; giá trị tự đặt, cần xem lại")),
        ("so_phieu = 24270", "hop = 2024-10-15T07:30:00", "facts.hop", ("2024-10-15", "", "cần xem lại")),
        ("so_phieu = 24270", 'ghi_chu = "trước 15/10/2024"', "facts.ghi_chu", ("15/10/2024", "", "cần xem lại")),
        ('drafting_unit = "CCHC"', "reserved_number = 12", "letters[0].reserved_number", ("12", "", "số giữ cho đợt cũ, cần xem lại")),
        ("so_phieu = 24270", 'reserved_number = "trước 15/10/2024"', "facts.reserved_number", ("15/10/2024", "", "cần xem lại")),
        ('title = "Thời gian tuyên truyền"', 'title = "Tuyên truyền giai đoạn 2021 - 2024"', "windows.tuyen_truyen.title", ("2024", "", "cần xem lại")),
        ('title = "Thời gian tuyên truyền"', 'title = "Tuyên truyền năm 2023"', "windows.tuyen_truyen.title", ("năm 2023", "", "cần xem lại")),
    ],
)  # fmt: skip
def test_a_day_off_is_left_towards_the_side_that_nobody_misses(campaign_folder: Path, old, new, field, expected):
    change(campaign_folder, old, new)
    _, changes = copied(campaign_folder, day=NEXT_YEAR)

    assert told(changes, field) == expected


def test_an_activity_of_one_weekend_becomes_one_of_the_monday_after(campaign_folder: Path):
    change(campaign_folder, 'from = "2024-10"\nto = "2024-11"', "from = 2024-10-12\nto = 2024-10-13")
    new, changes = copied(campaign_folder, day=NEXT_YEAR)

    (window,) = read_campaign(new).campaign.windows
    assert (window.start, window.end) == (date(2025, 10, 13), date(2025, 10, 13))
    assert "ngày bắt đầu" in told(changes, "windows.tuyen_truyen.to")[2]


def test_the_first_letter_gets_the_day_asked_for_even_on_a_sunday(campaign_folder: Path):
    _, changes = copied(campaign_folder, day=date(2025, 9, 28))

    assert told(changes, "letters[0].date") == ("2024-09-27", "2025-09-28", "là ngày nghỉ")


def test_a_letter_with_only_a_month_gets_the_month_of_the_day(campaign_folder: Path):
    change(campaign_folder, "date = 2024-09-27", 'date = "2024-09"')
    new, changes = copied(campaign_folder, day=date(2026, 1, 20))

    assert told(changes, "letters[0].date") == ("2024-09", "2026-01", "")
    assert told(changes, "windows.tuyen_truyen.from")[1] == "2026-02"
    assert read_campaign(new).campaign.letters[0].date == PlannedDay(year=2026, month=1)


def test_a_shift_may_be_given_instead_of_a_day(campaign_folder: Path):
    by_shift, changes = copied(campaign_folder, shift=timedelta(weeks=52))
    by_day = campaign_folder.parent / "khac"

    assert copy_campaign(campaign_folder, by_day, day=NEXT_YEAR) == changes
    assert (by_day / "campaign.toml").read_bytes() == (by_shift / "campaign.toml").read_bytes()


@pytest.mark.parametrize("when", [{}, {"day": NEXT_YEAR, "shift": timedelta(1)}])
def test_a_day_and_a_shift_exclude_each_other(campaign_folder: Path, when):
    with pytest.raises(TypeError):
        copied(campaign_folder, **when)


@pytest.mark.parametrize(
    ("old_id", "day", "new_id"),
    [
        ("khao-sat-2024", date(2024, 11, 15), "khao-sat-2024-2024-11-15"),
        ("khao-sat", NEXT_YEAR, "khao-sat-2025-09-26"),
        ("khao-sat-120245", NEXT_YEAR, "khao-sat-120245-2025-09-26"),
        ("2024-khao-sat-2024", NEXT_YEAR, "2025-khao-sat-2025"),
        ("a" * 68 + "-" + "b" * 11, NEXT_YEAR, "a" * 68 + "-2025-09-26"),
    ],
)
def test_the_copy_never_has_the_id_of_the_old_campaign(campaign_folder: Path, old_id, day, new_id):
    change(campaign_folder, 'id = "khao-sat-2024"', f'id = "{old_id}"')
    new, _ = copied(campaign_folder, day=day)

    reading = read_campaign(new)
    assert (reading.campaign.id, reading.problems) == (new_id, ())


def test_marks_and_line_ends_stay_as_they_were_typed(campaign_folder: Path):
    for name in ("campaign.toml", "trien-khai.md"):
        content = (campaign_folder / name).read_bytes().replace(b"\n", b"\r\n", 12)
        (campaign_folder / name).write_bytes(b"\xef\xbb\xbf" + content)
    new, _ = copied(campaign_folder, day=NEXT_YEAR)

    for name in ("campaign.toml", "trien-khai.md"):
        before, after = ((folder / name).read_bytes() for folder in (campaign_folder, new))
        ends = [[line.endswith(b"\r") for line in content.split(b"\n")] for content in (before, after)]
        assert ends[0] == ends[1]
        assert after[:3] == before[:3] == b"\xef\xbb\xbf"
    assert read_campaign(new).problems == ()


def test_a_value_typed_with_escapes_is_left_and_told(campaign_folder: Path):
    change(campaign_folder, "hài lòng năm 2024", "hài lòng n\\u0103m 2024")
    new, changes = copied(campaign_folder, day=NEXT_YEAR)

    assert told(changes, "campaign.title")[1:] == ("", "cần xem lại")
    assert read_campaign(new).campaign.title == "Khảo sát mức độ hài lòng năm 2024"


def test_all_that_the_campaign_names_is_copied_and_nothing_else(campaign_folder: Path):
    (campaign_folder / "danh-ba").mkdir()
    (campaign_folder / "danh-ba" / "groups.csv").write_bytes(b"id\n")
    (campaign_folder / "hinh").mkdir()
    (campaign_folder / "hinh" / "a.png").write_bytes(b"png")
    (campaign_folder / "b.png").write_bytes(b"png")
    (campaign_folder / "ds.csv").write_bytes("Tên\nA\n".encode())
    (campaign_folder / "vanban.db").write_bytes(b"register")
    (campaign_folder / "output").mkdir()
    (campaign_folder / "output" / "1.pdf").write_bytes(b"pdf")
    change(campaign_folder, 'title = "Khảo', 'directory = "danh-ba/"\ntitle = "Khảo')
    change(campaign_folder, '{ group = "ubnd-huyen" }', '{ sheet = "ds.csv" }')
    change(campaign_folder, "thực hiện./.", "thực hiện:\n\n![Mẫu](hinh/a.png)\n", "trien-khai.md")
    change(campaign_folder, "thông báo./.", "thông báo:\n\n![Mẫu](b.png)\n", "thong-bao.md")

    new, _ = copied(campaign_folder, day=NEXT_YEAR)

    files = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
    assert files == {
        "campaign.toml",
        "trien-khai.md",
        "thong-bao.md",
        "mau-phieu.docx",
        "danh-ba/groups.csv",
        "hinh/a.png",
        "b.png",
        "ds.csv",
    }
    assert read_campaign(new).problems == read_campaign(campaign_folder).problems == ()


def test_mistakes_are_copied_and_none_is_added(campaign_folder: Path):
    change(campaign_folder, 'capacity = "KT"', 'capacity = "X"')
    change(campaign_folder, 'type = "công văn"', "type = công văn", "trien-khai.md")
    (campaign_folder / "mau-phieu.docx").unlink()
    new, _ = copied(campaign_folder, day=NEXT_YEAR)

    assert read_campaign(new).problems == read_campaign(campaign_folder).problems
    assert len(read_campaign(new).problems) == 3


def test_a_name_that_leads_out_of_the_folder_is_not_followed(campaign_folder: Path):
    (campaign_folder.parent / "ngoai.docx").write_bytes(b"not yours")
    change(campaign_folder, "mau-phieu.docx", "../ngoai.docx")
    new, _ = copied(campaign_folder, day=NEXT_YEAR)

    assert sorted(path.name for path in new.iterdir()) == ["campaign.toml", "thong-bao.md", "trien-khai.md"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("date = 2024-09-27\n", "", "không có văn bản nào ghi ngày"),
        ('id = "khao-sat-2024"', 'id = "khao-sat-2024', "thiếu dấu nháy đóng"),
        ("date = 2024-09-27", "date = 1900-09-27", "năm mới là"),
        ("day = 2024-12-05", "day = 9999-12-05", "dời xa hơn mọi năm"),
    ],
)
def test_a_campaign_that_cannot_be_moved_is_refused_and_nothing_is_written(campaign_folder: Path, old, new, message):
    change(campaign_folder, old, new)
    when = {"shift": timedelta(days=-20_000)} if "1900" in new else {"day": NEXT_YEAR}
    with pytest.raises(InvalidCampaign, match=message):
        copied(campaign_folder, **when)

    assert not (campaign_folder.parent / "moi").exists()


def test_a_folder_that_is_no_campaign_or_not_empty_is_refused(campaign_folder: Path, tmp_path: Path):
    with pytest.raises(InvalidCampaign, match=r"không tìm thấy tệp 'campaign\.toml'"):
        copy_campaign(tmp_path / "khong-co", tmp_path / "moi", day=NEXT_YEAR)
    with pytest.raises(InvalidCampaign, match="thư mục đã có nội dung"):
        copy_campaign(campaign_folder, campaign_folder, day=NEXT_YEAR)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/campaign.toml")))
@pytest.mark.parametrize("day", [date(2026, 4, 20), date(2027, 2, 28)])
def test_each_example_moved_to_another_year_reads_as_before(tmp_path: Path, name: str, day: date):
    old = EXAMPLES / name
    copy_campaign(old, tmp_path / "moi", day=day)
    before, after = read_campaign(old), read_campaign(tmp_path / "moi")

    assert after.problems == before.problems == ()
    assert after.campaign.files == before.campaign.files
    assert after.campaign.id != before.campaign.id
    values = tomllib.loads((tmp_path / "moi" / "campaign.toml").read_text(encoding="utf-8"))
    (first, *_) = values["letters"]
    assert str(first["date"])[:7] == day.isoformat()[:7]


def test_copying_twice_gives_the_same_bytes(campaign_folder: Path):
    new, first = copied(campaign_folder, day=NEXT_YEAR)
    kept = {path.name: path.read_bytes() for path in new.iterdir()}
    shutil.rmtree(new)

    assert copied(campaign_folder, day=NEXT_YEAR) == (new, first)
    assert {path.name: path.read_bytes() for path in new.iterdir()} == kept


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS)
def test_starts_and_ends_are_working_days_and_keep_their_order(first, day, start, end):
    shift = DateShift.to_day(PlannedDay.of(first), day, CALENDAR)
    start, end = min(start, end), max(start, end)
    new_start = shift.start(PlannedDay.of(start))
    new_end = shift.end(PlannedDay.of(end), not_before=new_start.text)

    moved = [date.fromisoformat(one.text) for one in (new_start, new_end)]
    assert moved[0] <= moved[1]
    assert all(CALENDAR.is_working_day(one) for one in moved)
    assert moved[0] >= start + (day - first)
    assert moved[1] <= max(end + (day - first), moved[0])


@given(st.integers(1, 12), st.integers(1, 12), DAYS, DAYS)
def test_months_keep_their_distance(one, other, first, day):
    shift = DateShift.to_day(PlannedDay.of(first), day, CALENDAR)
    months = [shift.start(PlannedDay(year=2024, month=month)).text for month in (one, other)]

    distances = [int(text[:4]) * 12 + int(text[5:]) for text in months]
    assert distances[1] - distances[0] == other - one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ngày 05 tháng 10 năm 2024 và 06/10", ["ngày 05 tháng 10 năm 2024", "06/10"]),
        ("tháng 9/2024, quý IV/2024, năm 2023", ["tháng 9/2024", "quý IV/2024", "năm 2023"]),
        ("giai đoạn 2021 - 2024", ["2024"]),
        ("Nghị định số 30/2020/NĐ-CP, Công văn số 2979/SNV-CCHC", []),
        ("trong 5 ngày làm việc, 24.270 phiếu, điện thoại 0258 3810 440", []),
        ("https://example.gov.vn/2024/10/05 {{ cite('qd2024') }} {# năm 2024 #}", []),
        ("hạn 2024-10-05", ["2024-10-05"]),
        ("Nga\u0300y 5/10", ["Ngày 5/10"]),
    ],
)
def test_dates_are_found_in_prose_and_codes_are_none(text, found):
    assert [one for _, one in dates_in(text, 2024)] == found
