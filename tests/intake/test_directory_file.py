"""An office's own directory from CSV and XLSX: what is accepted, what is refused, what is written back."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from vanban.directory.cells import escaped, unescaped
from vanban.directory.directory import Directory, shipped_directory
from vanban.domain.errors import InvalidDirectory
from vanban.domain.letters.signing import SigningCapacity
from vanban.intake.sheets.directory_file import read_directory, write_directory

SHIPPED = shipped_directory()
ORGANISATIONS = (
    "id,name,short_name,abbreviation,kind,level,parent_id,place_name,valid_from,valid_to,predecessor_ids,rank\n"
)
GROUPS = "id,label,selector,valid_from,valid_to,expected_count,replaced_by\n"
SIGNATORIES = "id,organ,full_name,position,capacities,on_behalf_of,authorisation,valid_from,valid_to\n"
ROOM = "p-tc,Phòng Tổ chức,,TC,phong,tinh,snv-202507,Khánh Hòa,2025-07-01,,,5\n"
ROOM_CELLS = next(csv.reader([ROOM]))


def folder_with(folder, **tables):
    for name, content in tables.items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def workbook_with(path, **sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def problems_of(path, base=SHIPPED):
    with pytest.raises(InvalidDirectory) as caught:
        read_directory(path, base)
    return caught.value.problems


def test_a_folder_gives_organisations_groups_and_signatories(tmp_path):
    folder_with(
        tmp_path,
        organisations=ORGANISATIONS + ROOM,
        groups=GROUPS + "noi-bo,Các phòng thuộc Sở,parent=snv-202507 kind=phong,2025-07-01,,2,\n",
        signatories=SIGNATORIES + "b,snv-202507,Nguyễn Văn B,Phó Giám đốc,kt.,Giám đốc,,01/7/2025,31/12/2026\n",
    )
    own = read_directory(tmp_path, SHIPPED)
    today = SHIPPED.merged_with(own).on(date(2026, 1, 5))
    assert [one.id for one in today.members("noi-bo")] == ["p-tc", "dv-p-cchc-202507"]
    assert today.find("TC").short_name == "Phòng Tổ chức"
    assert own.signatories[0].capacity is SigningCapacity.KT
    assert own.signatories[0].validity.valid_to == date(2026, 12, 31)


def test_any_one_table_is_enough(tmp_path):
    own = read_directory(folder_with(tmp_path, organisations=ORGANISATIONS + ROOM), SHIPPED)
    assert (len(own.organisations), own.groups, own.signatories) == (1, (), ())


def test_a_byte_order_mark_and_semicolons_of_excel_are_accepted(tmp_path):
    content = codecs.BOM_UTF8 + (ORGANISATIONS + ROOM).replace(",", ";").replace("\n", "\r\n").encode()
    assert read_directory(folder_with(tmp_path, organisations=content), SHIPPED).organisations[0].id == "p-tc"


def test_decomposed_text_is_stored_composed(tmp_path):
    content = unicodedata.normalize("NFD", ORGANISATIONS + ROOM)
    name = read_directory(folder_with(tmp_path, organisations=content), SHIPPED).organisations[0].name
    assert name == unicodedata.normalize("NFC", "Phòng Tổ chức")
    assert name not in content


def test_blank_lines_and_remark_columns_are_passed_over(tmp_path):
    content = ORGANISATIONS.replace("rank", "note") + "\n,,,,,,,,,,,\n" + ROOM.replace(",5", ",ghi chú")
    own = read_directory(folder_with(tmp_path, organisations=content), SHIPPED)
    assert [one.id for one in own.organisations] == ["p-tc"]


def test_a_workbook_with_date_and_number_cells_reads_like_the_csv(tmp_path):
    typed = list(ROOM_CELLS)
    typed[8], typed[11] = datetime(2025, 7, 1), 5.0  # noqa: DTZ001  a cell of a sheet has no zone
    path = workbook_with(
        tmp_path / "don-vi.xlsx", Organisations=[ORGANISATIONS.strip().split(","), typed], khac=[["x"]]
    )
    from_csv = read_directory(folder_with(tmp_path, organisations=ORGANISATIONS + ROOM), SHIPPED)
    assert read_directory(path, SHIPPED) == from_csv


BAD_ORGANISATIONS = {
    "missing name": ("a,,,,phong,tinh,,Khánh Hòa,,,,", "name", "để trống", "điền"),
    "id with a path": ("../a,A,,,phong,tinh,,Khánh Hòa,,,,", "id", "“../a” không hợp lệ", "a–z"),
    "id with accents": ("phòng,A,,,phong,tinh,,Khánh Hòa,,,,", "id", "không hợp lệ", "a–z"),
    "duplicate id": (ROOM + "p-tc,B,,,phong,tinh,,Khánh Hòa,,,,", "id", "đã dùng", "mã riêng"),
    "unknown level": ("a,A,,,phong,quận,,Khánh Hòa,,,,", "level", "“quận”", "tinh, huyen, xa"),
    "day that does not exist": ("a,A,,,phong,tinh,,Khánh Hòa,2025-02-29,,,", "valid_from", "2025-02-29", "2025-07-01"),
    "day in American order": ("a,A,,,phong,tinh,,Khánh Hòa,12/31/2025,,,", "valid_from", "12/31/2025", "01/7/2025"),
    "end before start": ("a,A,,,phong,tinh,,Khánh Hòa,2025-07-02,2025-07-01,,", "valid_to", "trước ngày đầu", "sửa"),
    "unknown parent": ("a,A,,,phong,tinh,khong-co,Khánh Hòa,,,,", "parent_id", "“khong-co”", "để trống"),
    "parent of another time": (
        "a,A,,,phong,tinh,snv-2020,Khánh Hòa,,,,",
        "parent_id",
        "snv-2020 không tồn tại",
        "tách",
    ),
    "own parent": ("a,A,,,phong,tinh,a,Khánh Hòa,,,,", "parent_id", "vòng khép kín", "parent_id"),
    "unknown predecessor": ("a,A,,,phong,tinh,,Khánh Hòa,,,snv-2020;cu,", "predecessor_ids", "“cu”", "bỏ mã"),
    "rank in words": ("a,A,,,phong,tinh,,Khánh Hòa,,,,một", "rank", "“một”", "số nguyên"),
    "Eth for Đ": ("a,Phòng Ðào tạo,,,phong,tinh,,Khánh Hòa,,,,", "name", "U+00D0", "gõ lại"),
    "formula": ("a,=1+1,,,phong,tinh,,Khánh Hòa,,,,", "name", "công thức", "thay công thức"),
    "invisible character": ("a,Phòng\u200bA,,,phong,tinh,,Khánh Hòa,,,,", "name", "không nhìn thấy", "gõ lại"),
    "surplus cell": ("a,A,,,phong,tinh,,Khánh Hòa,,,,,thừa", "", "“thừa”", "ngoặc kép"),
}
BAD_GROUPS = {
    "bad selector": ("g,Nhóm,kind in (so),,,,", "selector", "“kind”", "kind=so,ban"),
    "empty selector": ("g,Nhóm,,,,,", "selector", "để trống", "điền"),
    "selector of an unknown kind": ("g,Nhóm,kind=sooo,,,,", "selector", "kind=sooo", "chính tả"),
    "periods that overlap": (
        "g,Nhóm,kind=so,,2025-07-01,,\ng,Nhóm,kind=so,2025-07-01,,,",
        "valid_from",
        "cùng có hiệu lực",
        "nối tiếp",
    ),
    "unknown replacement": ("g,Nhóm,kind=so,,,,ubnd-xaa", "replaced_by", "“ubnd-xaa”", "để trống"),
    "negative count": ("g,Nhóm,kind=so,,,-1,", "expected_count", "“-1”", "số nguyên"),
}
BAD_SIGNATORIES = {
    "unknown organ": ("s,khong-co,Nguyễn Văn A,Giám đốc,,,,,", "organ", "“khong-co”", "mã (id)"),
    "unknown capacity": ("s,snv-2020,Nguyễn Văn A,Phó Giám đốc,KY,Giám đốc,,,", "capacities", "“KY”", "TUQ"),
    "step without a name": ("s,snv-2020,Nguyễn Văn A,Phó,TM|KT,Chủ tịch,,,", "on_behalf_of", "2 bậc", "TM|KT"),
    "authority without a paper": ("s,snv-2020,Nguyễn Văn A,Phó,TUQ,Giám đốc,,,", "authorisation", "TUQ.", "Điều 13"),
    "missing position": ("s,snv-2020,Nguyễn Văn A,,,,,,", "position", "để trống", "điền"),
}
BAD_ROWS = [
    pytest.param(table, header, case, id=name)
    for table, header, cases in (
        ("organisations", ORGANISATIONS, BAD_ORGANISATIONS),
        ("groups", GROUPS, BAD_GROUPS),
        ("signatories", SIGNATORIES, BAD_SIGNATORIES),
    )
    for name, case in cases.items()
]


@pytest.mark.parametrize(("table", "header", "case"), BAD_ROWS)
def test_a_bad_row_is_told_with_file_line_column_and_remedy(tmp_path, table, header, case):
    rows, column, message, remedy = case
    (problem,) = problems_of(folder_with(tmp_path, **{table: header + rows + "\n"}))
    last_line = 1 + len(rows.splitlines())
    assert problem.file == f"{table}.csv"
    assert problem.place == (f"dòng {last_line}, cột {column}" if column else f"dòng {last_line}")
    assert message in problem.message
    assert remedy in problem.remedy


def test_a_circle_of_parents_is_told_on_each_of_its_rows(tmp_path):
    rows = "a,A,,,phong,tinh,b,Khánh Hòa,,,,\nb,B,,,phong,tinh,a,Khánh Hòa,,,,\n"
    problems = problems_of(folder_with(tmp_path, organisations=ORGANISATIONS + rows))
    assert [(one.place, "vòng" in one.message) for one in problems] == [
        ("dòng 2, cột parent_id", True),
        ("dòng 3, cột parent_id", True),
    ]


def test_every_problem_of_every_table_comes_at_once(tmp_path):
    problems = problems_of(
        folder_with(
            tmp_path,
            organisations=ORGANISATIONS + "a,,,,phong,tinh,khong-co,Khánh Hòa,hôm nay,,,\n",
            groups=GROUPS + "g,,kind,,,,\n",
            signatories=SIGNATORIES + "s,khong-co,,Giám đốc,,,,,\n",
        )
    )
    told = {(one.file, one.place.rpartition(" ")[2]) for one in problems}
    assert told == {
        ("organisations.csv", "name"),
        ("organisations.csv", "valid_from"),
        ("organisations.csv", "parent_id"),
        ("groups.csv", "label"),
        ("groups.csv", "selector"),
        ("signatories.csv", "full_name"),
        ("signatories.csv", "organ"),
    }


@pytest.mark.parametrize(
    ("header", "column", "message", "remedy"),
    [
        ("id,kind,level,place_name\n", "name", "thiếu cột", "thêm cột name"),
        ("id,name,kind,level,place_name,parent\n", "parent", "không có cột", "parent_id"),
        ("id,name,kind,level,place_name,name\n", "name", "hai lần", "giữ lại"),
    ],
)
def test_a_bad_heading_is_told_by_column(tmp_path, header, column, message, remedy):
    (problem,) = problems_of(folder_with(tmp_path, organisations=header + "x\n"))
    assert problem.place == f"dòng 1, cột {column}"
    assert message in problem.message
    assert remedy in problem.remedy


def test_an_empty_table_lacks_its_columns(tmp_path):
    assert len(problems_of(folder_with(tmp_path, groups=""))) == 3


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16"])
def test_a_file_that_is_not_utf8_is_refused(tmp_path, encoding):
    folder_with(tmp_path, organisations=(ORGANISATIONS + "a,Đà,,,,,,,,,,\n").encode(encoding))
    (problem,) = problems_of(tmp_path)
    assert problem.file == "organisations.csv"
    assert "không phải UTF-8" in problem.message
    assert "CSV UTF-8" in problem.remedy


def test_a_byte_that_is_not_utf8_is_told_by_line(tmp_path):
    folder_with(tmp_path, organisations=(ORGANISATIONS + ROOM).encode() + b"a,\xd0\x20,,,,,,,,,,\n")
    assert problems_of(tmp_path)[0].place == "dòng 3"


def test_a_quote_that_never_closes_is_told_by_the_line_where_it_opens(tmp_path):
    (problem,) = problems_of(folder_with(tmp_path, organisations=ORGANISATIONS + ROOM + 'a,"A,,,\n,,\n'))
    assert problem.place == "dòng 3"
    assert "ngoặc kép" in problem.message


def test_a_folder_without_any_table_and_a_missing_file_are_refused(tmp_path):
    assert "không có bảng nào" in problems_of(tmp_path)[0].message
    assert "không có tệp" in problems_of(tmp_path / "khong-co.xlsx")[0].message
    (tmp_path / "danh-ba.ods").write_bytes(b"")
    assert "không phải thư mục hay tệp .xlsx" in problems_of(tmp_path / "danh-ba.ods")[0].message


def test_a_problem_in_a_workbook_names_the_sheet(tmp_path):
    row = ["a", "A", "", "", "phong", "tinh", "khong-co", "Khánh Hòa"]
    path = workbook_with(tmp_path / "don-vi.xlsx", organisations=[ORGANISATIONS.strip().split(","), row])
    (problem,) = problems_of(path)
    assert (problem.file, problem.place) == ("don-vi.xlsx", "trang organisations, dòng 2, cột parent_id")


def test_a_formula_in_a_workbook_is_refused(tmp_path):
    row = ["a", '=HYPERLINK("x")', "", "", "phong", "tinh", "", "Khánh Hòa"]
    path = workbook_with(tmp_path / "don-vi.xlsx", organisations=[ORGANISATIONS.strip().split(","), row])
    assert [one.message for one in problems_of(path)] == ["ô bắt đầu bằng dấu =, là công thức"]


@pytest.mark.parametrize("name", ["a.xlsm", "a.XLSM", "a.xltm", "a.xlsb"])
def test_a_macro_workbook_is_refused_by_its_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK")
    (problem,) = problems_of(tmp_path / name)
    assert "macro" in problem.message
    assert ".xlsx" in problem.remedy


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        ("xl/vbaProject.bin", b"x", "chứa macro"),
        ("xl/extra.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', "DTD"),
        ("xl/extra.xml", '<!DOCTYPE a SYSTEM "x"><a/>'.encode("utf-16"), "DTD"),
        ("xl/extra.xml", b" " * (1024 * 1024 - 5) + b"<!DOCTYPE a><a/>", "DTD"),
        ("xl/media/blank.bin", bytes(11 * 1024 * 1024), "bung ra quá lớn"),
    ],
)
def test_a_workbook_with_a_dangerous_part_is_refused(tmp_path, part, content, message):
    path = workbook_with(tmp_path / "don-vi.xlsx", organisations=[ORGANISATIONS.strip().split(","), ROOM_CELLS])
    assert read_directory(path, SHIPPED).organisations
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    assert message in problems_of(path)[0].message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html></html>"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert "hỏng" in problems_of(tmp_path / "a.xlsx")[0].message


def test_a_zip_that_holds_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "hỏng" in problems_of(tmp_path / "a.xlsx")[0].message


@pytest.mark.parametrize("name", ["organisations.csv", "a.xlsx"])
def test_a_file_over_twenty_megabytes_is_refused(tmp_path, name):
    with (tmp_path / name).open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    path = tmp_path if name.endswith(".csv") else tmp_path / name
    assert "20 MB" in problems_of(path)[0].message


@pytest.mark.parametrize("claimed", [b"A1:XFD1048576", b"A1:B1"])
def test_a_sheet_is_read_as_far_as_it_goes_whatever_size_it_claims(tmp_path, claimed):
    plain = workbook_with(tmp_path / "plain.xlsx", organisations=[ORGANISATIONS.strip().split(","), ROOM_CELLS])
    claiming = tmp_path / "claiming.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(claiming, "w") as target:
        for part in source.infolist():
            content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % claimed, source.read(part))
            target.writestr(part, content)
    with zipfile.ZipFile(claiming) as target:
        assert claimed in target.read("xl/worksheets/sheet1.xml")
    assert read_directory(claiming, SHIPPED) == read_directory(plain, SHIPPED)


def test_the_shipped_directory_written_out_reads_back_as_it_was(tmp_path):
    paths = write_directory(SHIPPED, tmp_path / "ra")
    assert [path.name for path in paths] == ["organisations.csv", "groups.csv", "signatories.csv"]
    back = read_directory(tmp_path / "ra")
    assert (back.organisations, back.groups, back.signatories) == (
        SHIPPED.organisations,
        SHIPPED.groups,
        SHIPPED.signatories,
    )


def test_writing_twice_gives_the_same_bytes(tmp_path):
    first, second = write_directory(SHIPPED, tmp_path / "a"), write_directory(SHIPPED, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", ["+84 258", "-A", "@SUM(A1)", "'A", "'@A", "''"])
def test_a_cell_that_a_spreadsheet_would_compute_is_written_as_text_and_read_back(tmp_path, name):
    content = ORGANISATIONS + f"a,A,{escaped(name)},,phong,tinh,,Khánh Hòa,,,,\n"
    own = read_directory(folder_with(tmp_path, organisations=content))
    assert own.organisations[0].short_name == name
    (written, *_) = write_directory(own, tmp_path / "ra")
    assert f",'{name}," in written.read_text(encoding="utf-8-sig")
    assert read_directory(tmp_path / "ra") == own


@given(st.text())
def test_no_escaped_cell_starts_a_formula_and_escaping_is_undone(value):
    assert escaped(value)[:1] not in {"=", "+", "-", "@"}
    assert unescaped(escaped(value)) == value


def test_an_organisation_without_a_rank_keeps_having_none(tmp_path):
    own = read_directory(folder_with(tmp_path, organisations=ORGANISATIONS + ROOM.replace(",5", ",")), SHIPPED)
    (written, *_) = write_directory(own, tmp_path / "ra")
    row = next(csv.DictReader(written.read_text(encoding="utf-8-sig").splitlines()))
    assert row["rank"] == ""
    assert [one.id for one in SHIPPED.merged_with(own).on(date(2026, 1, 5)).organisations][-1] == "p-tc"


def test_references_into_the_base_need_the_base(tmp_path):
    folder_with(tmp_path, organisations=ORGANISATIONS + ROOM)
    assert "snv-202507" in problems_of(tmp_path, Directory())[0].message
