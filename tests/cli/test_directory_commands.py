"""The directory from the command line, the shipped one and an office's own."""

import json
from pathlib import Path

from command_line import vanban
from mistakes import change


def test_the_directory_answers_for_a_day():
    before = json.loads(vanban("directory", "show", "--date", "2025-06-30", "--group", "ubnd-huyen", "--json").out)
    after = vanban("directory", "show", "--date", "2025-07-01", "--group", "ubnd-huyen")
    groups = vanban("directory", "groups", "--date", "2025-07-01")
    found = vanban("directory", "find", "Sở Nội vụ", "--date", "2024-09-27")
    lost = vanban("directory", "find", "Sở Nội vự", "--date", "2024-09-27")

    assert len(before["organisations"]) == 9
    assert after.code == 2
    assert "thay bằng nhóm ubnd-xa" in after.err
    assert "ubnd-xa" in groups.out
    assert "65" in groups.out
    assert "Sở Nội vụ (snv-2020), viết tắt SNV" in found.out
    assert "Bùi Thế An" in found.out
    assert (lost.code, lost.out) == (2, "")


def test_an_own_directory_is_checked_imported_and_exported(own_directory):
    checked = vanban("directory", "check", own_directory)
    imported = vanban("directory", "import", own_directory, "--out", "chuan")
    again = vanban("directory", "check", "chuan")
    exported = vanban("directory", "export", "--directory", own_directory, "--out", "ca-hai")
    (own_directory / "signatories.csv").write_text("id,organ\na,b\n", encoding="utf-8")
    broken = vanban("directory", "check", own_directory)

    assert (checked.code, checked.out) == (0, "Danh bạ đúng: 1 cơ quan, 0 nhóm nhận, 1 người ký.\n")
    assert (imported.code, again.out) == (0, checked.out)
    assert exported.code == 0
    assert "Trường Cao đẳng Thử nghiệm" in Path("ca-hai/organisations.csv").read_text("utf-8-sig")
    assert broken.code == 2
    assert "signatories.csv, dòng 1, cột full_name: thiếu cột này → thêm cột full_name" in broken.err


def test_an_office_that_only_its_own_directory_knows_plans_launches_and_keeps_a_register(folder, own_directory):
    change('issuer = "Sở Nội vụ"\ndrafting', 'issuer = "Trường Cao đẳng Thử nghiệm"\ndrafting')(folder)
    change('signatory = { capacity = "KT" }', 'signatory = { id = "hieu-truong" }')(folder)
    own = ("--directory", own_directory)

    without = vanban("launch", folder, "--yes")
    planned = vanban("plan", folder, *own, "--json")
    drafted = vanban("draft", folder, *own)
    done = vanban("launch", folder, *own, "--yes", "--json")
    found = vanban("directory", "find", "CĐTN", "--date", "2024-09-27", *own)
    reserved = vanban(
        "register", "reserve", "--organ", "CĐTN", "--year", "2024", "--notation", "CĐTN-VP", "--reason", "thử", *own
    )
    shown = vanban("register", "show", "--organ", "CĐTN", "--year", "2024", *own)
    nameless = vanban("register", "export", "--out", "khong-ten", "--format", "csv")

    assert without.code == 2
    assert "không có cơ quan “Trường Cao đẳng Thử nghiệm”" in without.err
    assert (planned.code, drafted.code, done.code) == (0, 0, 0), planned.err + done.err
    assert json.loads(done.out)["letters"][0]["code"] == "01/CĐTN-CCHC"
    assert "HIỆU TRƯỞNG" in found.out
    assert reserved.out.startswith("Đã giữ số 02/CĐTN-VP")
    assert shown.code == 0
    assert nameless.code == 0
    assert "Danh bạ không có cơ quan 'truong-thu' → Thêm --directory" in nameless.err


def test_the_directory_on_the_command_line_stands_over_that_of_the_campaign(folder, own_directory):
    change('title = "Đợt mẫu', 'directory = "danh-ba"\ntitle = "Đợt mẫu')(folder)
    (folder / "danh-ba").mkdir()
    (folder / "danh-ba" / "signatories.csv").write_text("id,organ\na,b\n", encoding="utf-8")

    assert vanban("plan", folder).code == 2
    assert vanban("plan", folder, "--directory", own_directory).code == 0


def test_a_sheet_of_signatories_lacks_only_the_names_and_is_not_overwritten():
    at = ("directory", "signatories", "--group", "ubnd-xa", "--date", "2026-03-16", "--out", "danh-ba")
    written, again = vanban(*at), vanban(*at)
    sheet = Path("danh-ba/signatories.csv")
    empty = vanban("directory", "check", "danh-ba")
    lines = sheet.read_text("utf-8-sig").splitlines()
    # The name stands right before the position, which is the same for all.
    sheet.write_text("\n".join(line.replace(",,Phó Chủ tịch", ",Nguyễn Văn A,Phó Chủ tịch") for line in lines), "utf-8")
    filled = vanban("directory", "check", "danh-ba")
    found = vanban("directory", "find", "UBND xã Vạn Ninh", "--date", "2026-03-16", "--directory", "danh-ba")

    assert (written.code, len(lines)) == (0, 66)
    assert "65 cơ quan chưa có người ký" in written.out
    assert again.code == 2
    assert "đã có bảng người ký này" in again.err
    assert "dòng 2–66, cột full_name: để trống" in empty.err
    assert filled.out == "Danh bạ đúng: 0 cơ quan, 0 nhóm nhận, 65 người ký.\n"
    assert "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" in found.out


def test_a_group_whose_members_all_have_signatories_needs_no_sheet(tmp_path):
    own = tmp_path / "danh-ba"
    own.mkdir()
    (own / "groups.csv").write_text("id,label,selector\nsnv,Sở Nội vụ,id=snv-202507\n", encoding="utf-8")

    ran = vanban("directory", "signatories", "--group", "snv", "--date", "2026-03-16", "--directory", own, "--out", "x")

    assert ran.out == "Mọi cơ quan của nhóm đều đã có người ký.\n"
    assert not Path("x").exists()


def test_an_office_without_a_signatory_is_told_where_to_add_one():
    said = vanban("directory", "find", "UBND xã Vạn Ninh", "--date", "2026-03-16").out

    assert "Chưa có người ký ngày 16/03/2026: thêm vào signatories.csv của danh bạ riêng." in said
