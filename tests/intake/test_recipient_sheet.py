"""Recipients from CSV and XLSX: what is accepted, and every fault told by row and column."""

from __future__ import annotations

import codecs
import csv
import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from vanban.directory.errors import OrganisationNotValid
from vanban.domain.errors import VanbanError
from vanban.domain.letters.recipient import RecipientRole
from vanban.intake import workbook
from vanban.intake.reading import Problems
from vanban.intake.sheets.recipient_sheet import MOST_RECIPIENTS, SheetRecipient, read_recipient_sheet

HEADING = ["Mã", "Tên", "Vai trò", "Kênh", "Số bản", "Địa chỉ"]
ROWS = [
    ["ubnd-xa-van-thang", "UBND xã Vạn Thắng", "kính gửi", "VBĐT", "2", "xã Vạn Thắng"],
    ["", "Công ty Nguyễn Văn A", "", "giấy", "", "số 1 đường A"],
    ["", "Báo Khánh Hòa", "Nơi nhận", "", "1", ""],
]
ADDRESSEE, COPY = RecipientRole.ADDRESSEE, RecipientRole.COPY
READ = [
    SheetRecipient(row=2, organ_id="ubnd-xa-van-thang", name="UBND xã Vạn Thắng", role=ADDRESSEE, channel="VBĐT", copies=2, values={"dia_chi": "xã Vạn Thắng"}),
    SheetRecipient(row=3, organ_id="", name="Công ty Nguyễn Văn A", role=ADDRESSEE, channel="giấy", copies=1, values={"dia_chi": "số 1 đường A"}),
    SheetRecipient(row=4, organ_id="", name="Báo Khánh Hòa", role=COPY, channel="", copies=1, values={"dia_chi": ""}),
]  # fmt: skip
KNOWN_IDS = {"ubnd-xa-van-thang", "a", "b"}


def known(organ_id: str, name: str) -> str:
    """A directory with a few ids, one organisation that is no more, and names that it leaves alone."""
    if organ_id == "snv-2020":
        raise OrganisationNotValid("Sở Nội vụ đã giải thể", "dùng snv-202503")
    if organ_id and organ_id not in KNOWN_IDS:
        raise VanbanError(f"không có mã '{organ_id}'")
    if name == "UBND huyện Vạn Ninh":
        raise OrganisationNotValid("UBND huyện Vạn Ninh không còn từ 01/7/2025", "gửi UBND các xã")
    return organ_id


def csv_of(*rows, delimiter=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def xlsx_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content, name="ds.csv"):
    problems = Problems()
    found = list(read_recipient_sheet(content, name, problems=problems, known=known))
    return found, problems.as_tuple()


def problems_of(*rows):
    """The problems of a sheet, which must be the same in both forms."""
    _, in_csv = read(csv_of(*rows))
    _, in_xlsx = read(xlsx_of(*rows), "ds.xlsx")
    assert [replace(one, file="ds.csv") for one in in_xlsx] == list(in_csv)
    return in_csv


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv_of(HEADING, *ROWS), "ds.csv"),
        (csv_of(HEADING, *ROWS, delimiter=";"), "DS.CSV"),
        (codecs.BOM_UTF8 + csv_of(HEADING, *ROWS).replace(b"\n", b"\r\n"), "ds.csv"),
        (unicodedata.normalize("NFD", csv_of(HEADING, *ROWS).decode()).encode(), "ds.csv"),
        (xlsx_of(HEADING, *ROWS), "ds.xlsx"),
        (xlsx_of(HEADING, [*ROWS[0][:4], 2, ROWS[0][5]], [None, *ROWS[1][1:]], ROWS[2]), "ds.xlsx"),
    ],
    ids=["commas", "semicolons", "byte order mark", "decomposed", "workbook", "workbook with numbers"],
)
def test_each_form_of_a_sheet_gives_the_same_recipients(content, name):
    assert read(content, name) == (READ, ())


def test_a_sheet_is_read_from_its_path_and_from_its_bytes_alike(tmp_path):
    for name, content in (("ds.csv", csv_of(HEADING, *ROWS)), ("ds.xlsx", xlsx_of(HEADING, *ROWS))):
        (tmp_path / name).write_bytes(content)
        assert read(tmp_path / name, name) == (READ, ())


def test_columns_come_in_any_order_with_or_without_their_marks_and_only_the_name_is_needed():
    assert read(csv_of(["SO BAN", "tên", "Người liên hệ"], ["3", "Báo Khánh Hòa", "Nguyễn Văn A"])) == (
        [
            SheetRecipient(row=2, organ_id="", name="Báo Khánh Hòa", role=ADDRESSEE, channel="", copies=3, values={"nguoi_lien_he": "Nguyễn Văn A"}),
        ],
        (),
    )  # fmt: skip
    assert [one.name for one in read(csv_of(["Tên"], ["Báo Khánh Hòa"]))[0]] == ["Báo Khánh Hòa"]


def test_blank_rows_are_passed_over_and_still_counted():
    assert [one.row for one in read(csv_of([], HEADING, [], *ROWS))[0]] == [4, 5, 6]
    assert [one.row for one in read(xlsx_of([], HEADING, [], *ROWS), "ds.xlsx")[0]] == [4, 5, 6]


def test_a_cell_over_several_lines_becomes_one_line_and_the_next_row_keeps_its_number():
    found, problems = read(csv_of(["Tên"], ["Công ty\nNguyễn Văn A"], ["Báo Khánh Hòa"]))

    assert problems == ()
    assert [(one.row, one.name) for one in found] == [(2, "Công ty Nguyễn Văn A"), (4, "Báo Khánh Hòa")]


def test_dates_and_guarded_cells_are_read_as_what_they_mean():
    heading = ["Tên", "Ngày họp", "Ghi chú"]
    moment = datetime(2025, 7, 1)  # noqa: DTZ001  a cell of a sheet has no zone
    ((found,), _) = read(xlsx_of(heading, ["Báo Khánh Hòa", moment, "'=1"]), "ds.xlsx")

    assert found.values == {"ngay_hop": "2025-07-01", "ghi_chu": "=1"}


BAD_ROWS = {
    "missing name": (["a", "", "", "", "", ""], "dòng 2, cột Tên", "thiếu tên", "ghi tên"),
    "unknown id": (["x", "A", "", "", "", ""], "dòng 2, cột Mã", "không có mã 'x'", "sửa lại mã"),
    "organisation no longer valid": (["snv-2020", "A", "", "", "", ""], "dòng 2, cột Mã", "giải thể", "snv-202503"),
    "name no longer valid": (["", "UBND huyện Vạn Ninh", "", "", "", ""], "dòng 2, cột Tên", "không còn", "UBND các xã"),
    "unknown role": (["", "A", "để biết", "", "", ""], "dòng 2, cột Vai trò", "“để biết”", "'kính gửi' hoặc 'nơi nhận'"),
    "no copies": (["", "A", "", "", "0", ""], "dòng 2, cột Số bản", "số bản “0”", "từ 1 đến 9999"),
    "half a copy": (["", "A", "", "", "1,5", ""], "dòng 2, cột Số bản", "“1,5”", "số nguyên"),
    "negative copies": (["", "A", "", "", "-1", ""], "dòng 2, cột Số bản", "“-1”", "số nguyên"),
    "too many copies": (["", "A", "", "", "10000", ""], "dòng 2, cột Số bản", "“10000”", "9999"),
    "copies in other digits": (["", "A", "", "", "٣", ""], "dòng 2, cột Số bản", "không dùng được", "số nguyên"),
    "formula": (["", '=HYPERLINK("x")', "", "", "", ""], "dòng 2, cột Tên", "công thức", "thay công thức"),
    "Eth for Đ": (["", "Sở Giáo dục và Ðào tạo", "", "", "", ""], "dòng 2, cột Tên", "U+00D0", "U+0110"),
    "invisible character": (["", "Báo\u200b A", "", "", "", ""], "dòng 2, cột Tên", "U+200B", "gõ lại"),
    "too long": (["", "A", "", "", "", "x" * 201], "dòng 2, cột Địa chỉ", "dài 201 ký tự", "ngắn lại"),
    "surplus cell": (["", "A", "", "", "", "", "thừa"], "dòng 2", "ô thừa ngoài các cột có tiêu đề: “thừa”", "ngoặc kép"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_is_told_once_by_row_and_column_and_left_out(case):
    row, place, message, remedy = case
    (problem,) = problems_of(HEADING, row, *ROWS)

    assert (problem.file, problem.place) == ("ds.csv", place)
    assert message in problem.message
    assert remedy in problem.remedy
    assert [one.name for one in read(csv_of(HEADING, row, *ROWS))[0]] == [one.name for one in READ]


def test_a_cell_of_just_the_longest_length_passes():
    assert problems_of(HEADING, ["", "A", "", "", "", "ế" * 200]) == ()


def test_every_fault_of_a_row_is_told():
    (*problems,) = problems_of(HEADING, ["x", "", "bản sao", "\u00d0", "hai", "=1"])

    assert sorted(problem.place for problem in problems) == sorted(
        f"dòng 2, cột {title}" for title in ("Mã", "Tên", "Vai trò", "Kênh", "Số bản", "Địa chỉ")
    )


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([["a", "A"], ["", "B"], ["a", "C"]], "Mã"),
        ([["", "UBND xã Hoà Trí"], ["", "B"], ["", "Ủy ban nhân dân xã  Hòa Trí"]], "Tên"),
        ([["a", "A"], ["", "B"], ["b", "a"]], "Tên"),
    ],
    ids=["same id", "same name otherwise spelt", "same name, two ids"],
)
def test_a_recipient_listed_twice_is_told_with_the_first_row(rows, column):
    (problem,) = problems_of(["Mã", "Tên"], *rows)

    assert problem.place == f"dòng 4, cột {column}"
    assert "đã có ở dòng 2" in problem.message


def test_an_organisation_meant_by_name_and_by_id_is_listed_twice():
    problems = Problems()
    content = csv_of(["Mã", "Tên"], ["", "Sở Y tế"], ["syt", "Sở Y tế tỉnh"])
    found = list(read_recipient_sheet(content, "ds.csv", problems=problems, known=lambda *_: "syt"))

    assert [one.row for one in found] == [2]
    assert [problem.place for problem in problems] == ["dòng 3, cột Mã"]


@pytest.mark.parametrize(
    ("heading", "column", "message", "remedy"),
    [
        (["Mã", "Tên đơn vị"], "Tên", "thiếu cột", "đổi tên cột 'Tên đơn vị' thành 'Tên'"),
        (["Mã", "Tênn"], "Tên", "thiếu cột", "đổi tên cột 'Tênn'"),
        (["x", "y"], "Tên", "thiếu cột", "thêm cột 'Tên'"),
        (["Tên", "Kênh", "kenh"], "Kênh", "hai lần", "đổi tên"),
        (["Tên", "Địa chỉ", "Dia chi"], "Dia chi", "trùng với cột Địa chỉ", "đổi tên"),
        (["Tên", "Vai trof"], "Vai trof", "gần giống", "'Vai trò'"),
        (["Tên", "2024"], "2024", "chỗ điền", "bằng chữ"),
    ],
)
def test_a_bad_heading_is_told_by_its_column(heading, column, message, remedy):
    (problem,) = [one for one in problems_of(heading, ["x", "y", "z"]) if one.place == f"dòng 1, cột {column}"]

    assert message in problem.message
    assert remedy in problem.remedy


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]]])
def test_an_empty_sheet_is_told(rows):
    (problem,) = problems_of(*rows)
    assert problem.message == "bảng trống"


def test_a_heading_without_rows_is_told():
    (problem,) = problems_of(HEADING)
    assert "chỉ có dòng tiêu đề" in problem.message


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (csv_of(HEADING, *ROWS)[:-1] + b"\xd0\x20\n", 4),
        (csv_of(HEADING, *ROWS).decode().encode("utf-16"), 1),
        ("Tên\nĐà Nẵng\n".encode("cp1258", "replace"), 1),
    ],
)
def test_text_that_is_not_utf8_is_told_by_line(content, line):
    _, (*_, problem) = read(content)

    assert problem.place == f"dòng {line}"
    assert "không phải UTF-8" in problem.message
    assert "CSV UTF-8" in problem.remedy


def test_faults_before_the_line_that_cannot_be_read_are_told_too():
    _, problems = read(csv_of(HEADING, ["", "", "x"], *ROWS) + b'"x')

    assert [one.place for one in problems] == ["dòng 2, cột Tên", "dòng 2, cột Vai trò", "dòng 6"]
    assert "ngoặc kép" in problems[-1].message


@pytest.mark.parametrize("name", ["ds.xlsm", "ds.XLTM", "ds.xlsb"])
def test_a_macro_workbook_is_refused_by_its_name(name):
    _, (problem,) = read(xlsx_of(HEADING, *ROWS), name)
    assert "macro" in problem.message


@pytest.mark.parametrize("name", ["ds.ods", "ds", "ds.pdf"])
def test_a_file_of_another_kind_is_refused(name):
    _, (problem,) = read(b"x", name)
    assert "không phải tệp .csv hay .xlsx" in problem.message


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        ("xl/vbaProject.bin", b"x", "chứa macro"),
        ("xl/extra.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', "DTD"),
        ("xl/media/blank.bin", bytes(11 * 1024 * 1024), "bung ra quá lớn"),
    ],
)
def test_a_workbook_with_a_dangerous_part_is_refused_before_it_is_read(part, content, message):
    stream = io.BytesIO(xlsx_of(HEADING, *ROWS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)

    found, (problem,) = read(stream.getvalue(), "ds.xlsx")

    assert (found, message in problem.message) == ([], True)


def test_parts_that_are_held_in_memory_have_limits_of_their_own(monkeypatch):
    stream = io.BytesIO(xlsx_of(HEADING, *ROWS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst/>" + " " * 20_000)
    for limit in ("LARGEST_OTHER_PART_BYTES", "LARGEST_STRINGS_BYTES"):
        assert read(stream.getvalue(), "ds.xlsx") == (READ, ())
        with monkeypatch.context() as patch:
            patch.setattr(workbook, limit, 1_000)
            found, (problem,) = read(stream.getvalue(), "ds.xlsx")
        assert (found, "bung ra quá lớn" in problem.message) == ([], True)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html></html>"])
def test_a_file_that_is_no_workbook_is_refused(content):
    _, (problem,) = read(content, "ds.xlsx")
    assert "hỏng" in problem.message


def test_a_sheet_that_breaks_off_tells_the_faults_before_the_break():
    whole = io.BytesIO(xlsx_of(HEADING, ["", "", "x"], *ROWS))
    broken = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part, content[:-60] if part.filename.endswith("sheet1.xml") else content)

    _, problems = read(broken.getvalue(), "ds.xlsx")

    assert [one.place for one in problems] == ["dòng 2, cột Tên", "dòng 2, cột Vai trò", ""]
    assert "hỏng" in problems[-1].message


def test_the_first_visible_sheet_is_read():
    book = Workbook()
    book.active.sheet_state = "hidden"
    visible = book.create_sheet("Nơi nhận")
    for row in (HEADING, *ROWS):
        visible.append(row)
    book.create_sheet("Khác").append(["x"])
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue(), "ds.xlsx") == (READ, ())


def test_an_array_formula_is_told_as_a_formula():
    book = Workbook()
    book.active.append(["Tên"])
    book.active["A2"] = ArrayFormula("A2:A2", "=SUM(B1:B2)")
    content = io.BytesIO()
    book.save(content)

    _, (problem,) = read(content.getvalue(), "ds.xlsx")

    assert (problem.place, problem.message) == ("dòng 2, cột Tên", "ô này là công thức")


def test_a_row_number_beyond_any_sheet_ends_the_reading(monkeypatch):
    monkeypatch.setattr(workbook, "LAST_ROW", 10_000)
    whole = io.BytesIO(xlsx_of(HEADING, *ROWS))
    claiming = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(claiming, "w") as target:
        for part in source.infolist():
            target.writestr(part, source.read(part).replace(b'<row r="4"', b'<row r="400000000000"'))

    found, (problem,) = read(claiming.getvalue(), "ds.xlsx")

    assert found == READ[:2]
    assert "hơn 1.048.576 dòng" in problem.message


def test_a_missing_and_a_large_file_are_told(tmp_path):
    with (tmp_path / "lon.csv").open("wb") as opened:
        opened.truncate(20 * 1024 * 1024 + 1)

    assert "không có tệp" in read(tmp_path / "khong-co.csv")[1][0].message
    assert "20 MB" in read(tmp_path / "lon.csv")[1][0].message


def test_after_two_hundred_problems_the_rest_are_counted():
    _, problems = read(csv_of(["Tên", "Số bản"], *([f"A{number}", "0"] for number in range(250))))

    assert len(problems) == 201
    assert problems[-1].message == "còn 50 lỗi nữa chưa kể ở đây"


@given(st.lists(st.lists(st.text(max_size=30), max_size=8), max_size=8))
def test_whatever_stands_in_a_sheet_every_row_is_read_or_told(rows):
    heading = ["Mã", "Tên", "Vai trò", "Số bản"]
    found, problems = read(csv_of(heading, *rows).decode(errors="replace").encode())

    told = {int(one.place.split(",")[0].removeprefix("dòng ")) for one in problems if one.place}
    assert {one.row for one in found}.isdisjoint(told)
    assert found or problems


FAULTY_CELLS = (
    ("Mã", "khong-co"),
    ("Mã", "snv-2020"),
    ("Tên", ""),
    ("Tên", "=A1"),
    ("Tên", "\u00d0ông"),
    ("Vai trò", "đồng kính gửi"),
    ("Số bản", "0"),
    ("Kênh", "x" * 201),
    ("Địa chỉ", "a\u200bb"),
)
PLANTED = {1_003 + 4_001 * number: FAULTY_CELLS[number % len(FAULTY_CELLS)] for number in range(24)}
LISTED_TWICE = 99_999


def many_rows():
    """The heading and 100,000 rows; the row with the number ``n`` is the n-th of the file."""
    yield HEADING
    for number in range(2, MOST_RECIPIENTS + 2):
        row = ["", f"Doanh nghiệp tư nhân số {number}", "kính gửi", "VBĐT", "1", f"số {number} đường Trần Phú"]
        if number in PLANTED:
            title, value = PLANTED[number]
            row[HEADING.index(title)] = value
        if number == LISTED_TWICE:
            row[1] = "doanh nghiệp tư nhân  số 5"
        yield row


def write_csv(path):
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(many_rows())


def write_xlsx(path):
    """A workbook as Excel writes it, its strings in a table of their own (openpyxl would write them in the cells)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in EXCEL_PARTS.items():
            archive.writestr(name, content)
        strings = {}
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet {SHEET_NAMES}><sheetData>".encode())
            for number, row in enumerate(many_rows(), start=1):
                places = (
                    (f"{'ABCDEF'[column]}{number}", strings.setdefault(value, len(strings)))
                    for column, value in enumerate(row)
                    if value
                )
                cells = "".join(f'<c r="{place}" t="s"><v>{index}</v></c>' for place, index in places)
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        table = "".join(f"<si><t>{value}</t></si>" for value in strings)
        archive.writestr("xl/sharedStrings.xml", f"<sst {SHEET_NAMES}>{table}</sst>")


SHEET_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EXCEL_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {SHEET_NAMES} xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Nơi nhận" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


READING = """
import json, sys
from pathlib import Path
from vanban.domain.errors import VanbanError
from vanban.intake.reading import Problems
from vanban.intake.sheets.recipient_sheet import read_recipient_sheet

def known(organ_id, name):
    if organ_id:
        raise VanbanError("không có mã này")
    return ""

def peak_kilobytes():
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1])

path, problems, before = Path(sys.argv[1]), Problems(), peak_kilobytes()
sound = sum(1 for _ in read_recipient_sheet(path, path.name, problems=problems, known=known))
print(json.dumps([sound, [problem.place for problem in problems], peak_kilobytes() - before]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from the /proc of Linux")
@pytest.mark.parametrize(("name", "write", "most_megabytes"), [("ds.csv", write_csv, 30), ("ds.xlsx", write_xlsx, 80)])
def test_25_faults_among_100_000_rows_are_all_told_in_bounded_memory(tmp_path, name, write, most_megabytes):
    """The peak is that of a whole process, above what it held before it read."""
    write(tmp_path / name)
    run = subprocess.run(
        [sys.executable, "-c", READING, str(tmp_path / name)], capture_output=True, check=True, encoding="utf-8"
    )
    sound, places, peak_kilobytes = json.loads(run.stdout)

    expected = [f"dòng {row}, cột {title}" for row, (title, _) in PLANTED.items()]
    assert sorted(places) == sorted([*expected, f"dòng {LISTED_TWICE}, cột Tên"])
    assert (len(places), sound) == (25, MOST_RECIPIENTS - 25)
    assert peak_kilobytes < most_megabytes * 1024


@pytest.mark.slow
def test_the_row_after_100_000_ends_the_reading(tmp_path):
    with (tmp_path / "ds.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["Tên"], *([f"A{number}"] for number in range(MOST_RECIPIENTS + 2))])

    found, (problem,) = read(tmp_path / "ds.csv")

    assert len(found) == MOST_RECIPIENTS
    assert problem.place == f"dòng {MOST_RECIPIENTS + 2}"
    assert "hơn 100.000" in problem.message
