"""Campaign folders and single letters that are right, and what becomes of them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vanban.domain.campaigns.campaign import Selector
from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.deadline import DeadlineWording
from vanban.domain.errors import InvalidCampaign
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.recipient import FileCopy, RecipientRole
from vanban.domain.letters.signing import SigningCapacity
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.letter_file import read_letter_file
from vanban.intake.folder import Files
from vanban.intake.reading import Problems, Spot

LETTER = """\
+++
id = "moi-hop"
type = "Giấy mời"
subject = "họp giao ban tháng 9"
issuer = "Sở Nội vụ"
date = "2024-09"
urgency = "hỏa tốc"
signatory = { capacity = "trực tiếp" }
recipients = [{ organisation = "Sở Y tế" }]
attachments = ["tai-lieu.pdf"]

[links]
hop = "https://example.gov.vn/hop"
[citations.luat]
type = "Luật"
subject = "Tổ chức chính quyền địa phương"
[facts]
phong = 201
+++

Kính mời dự họp tại phòng {{ facts.phong }}./.
"""

ASKED = """\
[[assignments]]
key = "du_hop"
title = "Đăng ký"
deadline = { wording = "đến hết ngày", day = 2024-09-20 }
figures = ["so_nguoi"]
[[figures]]
key = "so_nguoi"
label = "Số người dự họp"
unit = "người"
[[figures]]
key = "so_xe"
label = "Số xe"
unit = "chiếc"
[[quotas]]
key = "xe"
label = "Số xe trên số người"
reached = "so_xe"
total = "so_nguoi"
minimum_percent = 10
[reminders]
before_working_days = [2]
"""


def test_a_sound_campaign_becomes_what_it_says(campaign_folder: Path):
    reading = read_campaign(campaign_folder)

    assert reading.problems == ()
    campaign = reading.campaign
    (letter,) = campaign.letters
    assert (campaign.id, campaign.title) == ("khao-sat-2024", "Khảo sát mức độ hài lòng năm 2024")
    assert (letter.place, letter.id, letter.issuer, letter.drafting_unit) == (
        "letters[0]",
        "trien-khai",
        "Sở Nội vụ",
        "CCHC",
    )
    assert letter.document_type is DocumentType.CONG_VAN
    assert letter.date == PlannedDay(year=2024, month=9, day=27)
    assert letter.signatory.capacity is SigningCapacity.KT
    assert [recipient.role for recipient in letter.recipients] == [RecipientRole.ADDRESSEE, RecipientRole.COPY]
    assert letter.recipients[0].selector == Selector(group="ubnd-huyen")
    assert letter.recipients[1].channel == "VBĐT"
    assert letter.file_copy == FileCopy(unit="CCHC", copies=1)
    assert letter.attachments == ("mau-phieu.docx",)
    assert campaign.files == {"mau-phieu.docx": b"a form"}
    assert campaign.links == {"phieu": "https://forms.gle/abc"}
    assert campaign.facts == {"so_phieu": 24270}


def test_a_text_knows_on_which_line_its_body_starts(campaign_folder: Path):
    (letter,) = read_campaign(campaign_folder).campaign.letters

    assert letter.text.first_line == 7
    assert letter.text.source.startswith("Sở Nội vụ đề nghị")
    assert [(appendix.title, appendix.text.first_line) for appendix in letter.appendices] == [("Mẫu thông báo", 1)]


def test_months_of_a_window_count_whole(campaign_folder: Path):
    (window,) = read_campaign(campaign_folder).campaign.windows

    assert (window.start, window.end) == (date(2024, 10, 1), date(2024, 11, 30))


def test_a_window_without_beginning_runs_until_its_end(campaign_folder: Path):
    _change(campaign_folder, 'from = "2024-10"\nto = "2024-11"', "to = 2024-10-02")

    (window,) = read_campaign(campaign_folder).campaign.windows

    assert (window.start, window.end) == (None, date(2024, 10, 2))


@pytest.mark.parametrize(
    ("written", "wording", "on", "working_days"),
    [
        (
            'wording = "trước ngày", day = 2025-05-23',
            DeadlineWording.BEFORE,
            PlannedDay(year=2025, month=5, day=23),
            None,
        ),
        (
            'wording = "đến hết ngày", day = "2025-05-23"',
            DeadlineWording.UNTIL_END_OF,
            PlannedDay(year=2025, month=5, day=23),
            None,
        ),
        (
            'wording = "chậm nhất ngày", day = 2025-05-23',
            DeadlineWording.NO_LATER_THAN,
            PlannedDay(year=2025, month=5, day=23),
            None,
        ),
        ('wording = "trong tháng", month = "2024-11"', DeadlineWording.IN_MONTH, PlannedDay(year=2024, month=11), None),
        ('wording = "ngày làm việc", working_days = 5', DeadlineWording.WORKING_DAYS, None, 5),
    ],
)
def test_each_wording_is_its_own_deadline(campaign_folder: Path, written, wording, on, working_days):
    _change(campaign_folder, 'wording = "trước ngày", day = 2024-12-05', written)

    reading = read_campaign(campaign_folder)

    (assignment,) = reading.campaign.assignments
    assert reading.problems == ()
    assert assignment.deadline is not None
    assert (assignment.deadline.wording, assignment.deadline.on, assignment.deadline.working_days) == (
        wording,
        on,
        working_days,
    )


def test_a_level_is_read_with_its_letter_and_without_an_issuer(campaign_folder: Path):
    with (campaign_folder / "campaign.toml").open("a", encoding="utf-8") as opened:
        opened.write(
            '\n[[levels]]\nname = "Cấp huyện"\nrelays = { group = "ubnd-huyen", exclude = ["UBND huyện Trường Sa"] }\n'
            'margin_working_days = 3\nid = "chuyen-tiep"\ntext = "trien-khai.md"\nsignatory = { id = "chu-tich" }\n'
            'recipients = [{ relation = "direct_units" }]\n'
        )

    reading = read_campaign(campaign_folder)

    (level,) = reading.campaign.levels
    assert reading.problems == ()
    assert level.relays == Selector(group="ubnd-huyen", exclude=("UBND huyện Trường Sa",))
    assert (level.margin_working_days, level.letter.issuer, level.letter.date) == (3, "", None)
    assert level.letter.recipients[0].selector.relation == "direct_units"
    assert level.letter.place == "levels[0]"


def test_decomposed_and_composed_folders_give_equal_campaigns(campaign_folder: Path, tmp_path: Path):
    (campaign_folder / "trien-khai.md").rename(campaign_folder / "triển-khai.md")
    _change(campaign_folder, 'text = "trien-khai.md"', 'text = "triển-khai.md"')
    decomposed = tmp_path / "nfd"
    decomposed.mkdir()
    for path in campaign_folder.iterdir():
        name = unicodedata.normalize("NFD", path.name)
        if path.suffix == ".docx":
            (decomposed / name).write_bytes(path.read_bytes())
        else:
            text = unicodedata.normalize("NFD", path.read_text(encoding="utf-8"))
            (decomposed / name).write_text(text, encoding="utf-8")

    composed_reading, decomposed_reading = read_campaign(campaign_folder), read_campaign(decomposed)

    assert decomposed_reading.problems == ()
    assert decomposed_reading == replace(composed_reading, folder=decomposed)
    assert unicodedata.is_normalized("NFC", decomposed_reading.campaign.letters[0].text.source)


def test_byte_order_marks_and_windows_line_ends_change_nothing(campaign_folder: Path):
    plain = read_campaign(campaign_folder)
    for name in ("campaign.toml", "trien-khai.md", "thong-bao.md"):
        content = (campaign_folder / name).read_bytes().replace(b"\n", b"\r\n")
        (campaign_folder / name).write_bytes(b"\xef\xbb\xbf" + content)

    assert read_campaign(campaign_folder) == plain


def test_sound_parts_of_a_campaign_with_mistakes_are_still_built(campaign_folder: Path):
    _change(campaign_folder, 'code = "2979/SNV-CCHC"\n', "")
    _change(campaign_folder, 'drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\nxyz = 1')

    reading = read_campaign(campaign_folder)

    assert len(reading.problems) == 2
    assert reading.campaign.citations == ()
    assert [letter.id for letter in reading.campaign.letters] == ["trien-khai"]


def test_a_letter_with_a_wrong_value_is_left_out_but_its_text_is_still_read(campaign_folder: Path):
    _change(campaign_folder, 'capacity = "KT"', 'capacity = "X"')
    _change(campaign_folder, "công văn", "công vân", "trien-khai.md")

    reading = read_campaign(campaign_folder)

    assert reading.campaign.letters == ()
    assert sorted(problem.file for problem in reading.problems) == ["campaign.toml", "trien-khai.md"]


def test_a_directory_folder_inside_the_campaign_is_handed_on(campaign_folder: Path):
    (campaign_folder / "danh-ba").mkdir()
    _change(campaign_folder, 'title = "Khảo', 'directory = "danh-ba"\ntitle = "Khảo')

    assert read_campaign(campaign_folder).directory_folder == campaign_folder / "danh-ba"


def test_pictures_are_read_with_the_attachments_and_sheets_are_left_for_later(campaign_folder: Path):
    (campaign_folder / "banner.png").write_bytes(b"png")
    (campaign_folder / "ds.csv").write_bytes(b"ten\n")
    _change(campaign_folder, "thực hiện./.", "thực hiện:\n\n![Mẫu](banner.png)\n", "trien-khai.md")
    _change(campaign_folder, '{ group = "ubnd-huyen" }', '{ sheet = "ds.csv" }')

    reading = read_campaign(campaign_folder)

    assert reading.problems == ()
    assert reading.campaign.files == {"mau-phieu.docx": b"a form", "banner.png": b"png"}
    assert reading.folder == campaign_folder


def test_attachments_have_one_limit_together(tmp_path: Path):
    problems = Problems()
    files = Files(tmp_path)
    for number in range(6):
        with (tmp_path / f"{number}.bin").open("wb") as opened:
            opened.truncate(19 * 1024 * 1024)
        files.take(f"{number}.bin", 20, Spot(problems, "campaign.toml", f"attachments[{number}]"))

    (problem,) = problems
    assert (problem.place, "vượt quá 100 MB" in problem.message) == ("attachments[5]", True)


def test_a_single_letter_carries_everything_in_its_front_matter(tmp_path: Path):
    (tmp_path / "moi-hop.md").write_text(LETTER, encoding="utf-8")
    (tmp_path / "tai-lieu.pdf").write_bytes(b"pdf")

    reading = read_letter_file(tmp_path / "moi-hop.md")

    assert reading.problems == ()
    (letter,) = reading.campaign.letters
    assert (reading.campaign.id, reading.campaign.title) == ("moi-hop", "họp giao ban tháng 9")
    assert letter.document_type is DocumentType.GIAY_MOI
    assert letter.urgency is Urgency.HOA_TOC
    assert letter.date == PlannedDay(year=2024, month=9)
    assert letter.signatory.capacity is SigningCapacity.NONE
    assert (letter.text.first_line, letter.place) == (21, "phần đầu")
    assert reading.campaign.files == {"tai-lieu.pdf": b"pdf"}
    assert reading.campaign.citations[0].type_name == "Luật"
    assert reading.campaign.facts == {"phong": 201}
    assert reading.folder == tmp_path


def test_a_single_letter_asks_for_reports_without_naming_itself(tmp_path: Path):
    (tmp_path / "moi-hop.md").write_text(LETTER.replace("+++\n\nKính", f"{ASKED}+++\n\nKính"), encoding="utf-8")
    (tmp_path / "tai-lieu.pdf").write_bytes(b"pdf")

    reading = read_letter_file(tmp_path / "moi-hop.md")

    assert reading.problems == ()
    (asked,) = reading.campaign.assignments
    assert (asked.key, asked.letter_id, asked.figures) == ("du_hop", "moi-hop", ("so_nguoi",))
    assert [one.key for one in reading.campaign.figures] == ["so_nguoi", "so_xe"]
    assert [one.minimum_percent for one in reading.campaign.quotas] == [10]
    assert reading.campaign.reminders.before_working_days == (2,)


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('figures = ["so_nguoi"]', 'figures = ["so_ngui"]', "assignments[0].figures[0]", "không có số liệu 'so_ngui'"),
        ('figures = ["so_nguoi"]', 'letter = "khac"', "assignments[0].letter", "không có văn bản 'khac'"),
        ('title = "Đăng ký"\n', "", "assignments[0].title", "thiếu khóa 'title'"),
        ('key = "so_xe"', 'key = "so_nguoi"', "figures[1].key", "mã 'so_nguoi' đã dùng"),
        ('total = "so_nguoi"', 'total = "so_ghe"', "quotas[0].total", "không có số liệu 'so_ghe'"),
        ("before_working_days = [2]", "before_working_days = [-2]", "reminders.before_working_days[0]", "-2"),
    ],
)
def test_a_mistake_in_what_a_single_letter_asks_for_is_told_at_its_place(tmp_path: Path, old, new, place, message):
    assert old in ASKED
    asked = LETTER.replace("+++\n\nKính", f"{ASKED.replace(old, new)}+++\n\nKính")
    (tmp_path / "moi-hop.md").write_text(asked, encoding="utf-8")
    (tmp_path / "tai-lieu.pdf").write_bytes(b"pdf")

    problems = read_letter_file(tmp_path / "moi-hop.md").problems

    (problem,) = [one for one in problems if one.place.endswith(place)]
    assert problem.file == "moi-hop.md"
    assert message in problem.message


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('issuer = "Sở Nội vụ"\n', "", "dòng 2, issuer", "thiếu khóa 'issuer'"),
        ('urgency = "hỏa tốc"', 'secrecy = "mật"', "dòng 7, secrecy", "độ mật 'mật'"),
        ('attachments = ["tai-lieu.pdf"]', 'text = "b.md"', "dòng 10, text", "không có khóa 'text'"),
        (
            'attachments = ["tai-lieu.pdf"]',
            'attachments = ["khong-co.pdf"]',
            "dòng 10, attachments[0]",
            "không tìm thấy tệp",
        ),
        ('type = "Luật"', 'type = "Luật"\ncode = "1/2"', "dòng 16, citations.luat.code", "Luật viện dẫn không ghi"),
    ],
)
def test_a_mistake_in_a_single_letter_is_told_at_its_line(tmp_path: Path, old, new, place, message):
    assert old in LETTER
    (tmp_path / "moi-hop.md").write_text(LETTER.replace(old, new), encoding="utf-8")
    (tmp_path / "tai-lieu.pdf").write_bytes(b"pdf")

    (problem,) = read_letter_file(tmp_path / "moi-hop.md").problems

    assert (problem.file, problem.place) == ("moi-hop.md", place)
    assert message in problem.message


def test_a_missing_letter_file_is_told(tmp_path: Path):
    reading = read_letter_file(tmp_path / "khong-co.md")

    assert [problem.message for problem in reading.problems] == ["không tìm thấy tệp 'khong-co.md'"]
    assert reading.campaign.letters == ()


def test_problems_are_raised_together_and_each_once():
    problems = Problems()
    problems.raise_if_any()
    for place in ("dòng 1", "dòng 2", "dòng 1"):
        problems.add("a.md", place, "sai", "sửa")

    with pytest.raises(InvalidCampaign) as raised:
        problems.raise_if_any()

    assert [problem.place for problem in raised.value.problems] == ["dòng 1", "dòng 2"]
    assert len(Problems(problems)) == 2


def _change(folder: Path, old: str, new: str, file: str = "campaign.toml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.slow
def test_no_value_of_a_wrong_kind_breaks_the_reading(campaign_folder: Path):
    """Every line of the campaign and of the front matter with every other kind of value, and without."""
    for file in ("campaign.toml", "trien-khai.md"):
        path = campaign_folder / file
        sound = path.read_text(encoding="utf-8")
        for spoilt in with_odd_values(sound):
            path.write_text(spoilt, encoding="utf-8")
            assert_told(read_campaign(campaign_folder), spoilt)
        path.write_text(sound, encoding="utf-8")


def test_no_value_of_a_wrong_kind_breaks_the_reading_of_a_single_letter(tmp_path: Path):
    path = tmp_path / "moi-hop.md"
    (tmp_path / "tai-lieu.pdf").write_bytes(b"pdf")
    for spoilt in with_odd_values(LETTER.replace("+++\n\nKính", f"{ASKED}+++\n\nKính")):
        path.write_text(spoilt, encoding="utf-8")
        assert_told(read_letter_file(path), spoilt)


def with_odd_values(sound):
    """The text without each of its lines, and with every other kind of value in each line that has one."""
    odd = ("1", "-1.5", "true", '""', '"x"', "[]", "[1]", '["x"]', "{}", "{ a = 1 }", "[[]]", "2024-01-01", "07:30:00")
    lines = sound.split("\n")
    for index, line in enumerate(lines):
        key, equals, _ = line.partition(" = ")
        changed = [f"{key} = {value}" for value in odd] if equals and not key.startswith(" ") else []
        for new in ("", *changed):
            yield "\n".join([*lines[:index], new, *lines[index + 1 :]])


def assert_told(reading, spoilt):
    assert all(problem.message and problem.remedy for problem in reading.problems)
    assert reading.problems or reading.campaign.letters, spoilt
