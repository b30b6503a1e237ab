"""The register and the audit log from the command line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from command_line import vanban


def test_a_register_is_shown_with_ten_columns(launched):
    shown = vanban("register", "show", "--database", "so.db", "--json")
    table = vanban("register", "show", "--database", "so.db", "--organ", "snv-2020", "--year", "2024")

    (book,) = json.loads(shown.out)["registers"]
    assert (book["organ"], book["series"], book["year"]) == ("snv-2020", "chung", 2024)
    assert [len(entry) for entry in book["entries"]] == [10, 10]
    assert book["entries"][0]["Số, ký hiệu văn bản"] == "01/SNV-CCHC"
    assert "Sổ đăng ký văn bản đi năm 2024: Sở Nội vụ (snv-2020), dãy chung" in table.out


def test_a_register_continues_the_paper_and_says_so(folder):
    opened = vanban(
        "register", "open", "--organ", "snv-2020", "--year", "2024", "--last-used", "11", "--reason", "sổ giấy"
    )
    numbers = [one["expected_number"] for one in json.loads(vanban("plan", folder, "--json").out)["letters"]]
    vanban("launch", folder, "--yes")
    (book,) = json.loads(vanban("register", "show", "--json").out)["registers"]

    assert (opened.code, opened.out) == (0, "Đã mở sổ năm 2024 của snv-2020, dãy chung: số tiếp theo là 12.\n")
    assert numbers == [12, 13]
    assert [entry["Số, ký hiệu văn bản"] for entry in book["entries"]] == ["1–11", "12/SNV-CCHC", "13/TB-SNV"]


def test_a_number_is_reserved_and_given_up_with_a_reason(launched):
    at = ("--organ", "snv-2020", "--year", "2024", "--database", "so.db")
    reserved = vanban("register", "reserve", *at, "--notation", "SNV-VP", "--reason", "chờ họp")
    voided = vanban("register", "void", *at, "--number", "3", "--reason", "không ban hành")
    again = vanban("register", "void", *at, "--number", "3", "--reason", "không ban hành")
    (book,) = json.loads(vanban("register", "show", "--database", "so.db", "--json").out)["registers"]

    assert reserved.out == "Đã giữ số 03/SNV-VP trong sổ năm 2024: chờ họp\n"
    assert (voided.code, again.code) == (0, 2)
    assert again.err.strip()
    assert book["entries"][2]["Ghi chú"] == "Số bỏ: không ban hành"
    assert vanban("register", "audit", "--database", "so.db").code == 0
    assert vanban("audit", "verify", "--database", "so.db").code == 0


def test_a_reserved_number_is_used_by_the_letter_that_states_it(folder):
    at = ("--organ", "snv-2020", "--year", "2024")
    vanban("register", "reserve", *at, "--notation", "TB-SNV", "--reason", "chờ họp")
    file = Path(folder) / "campaign.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('id = "thong-bao"', 'id = "thong-bao"\nreserved_number = 1'),
        encoding="utf-8",
    )
    early = vanban("plan", folder)
    file.write_text(file.read_text(encoding="utf-8").replace("2024-09-27", "2024-09-30"), encoding="utf-8")
    vanban("launch", folder, "--yes")
    (book,) = json.loads(vanban("register", "show", "--json").out)["registers"]

    assert "Số 1 đã giữ" in " ".join(early.out.split())
    assert [entry["Số, ký hiệu văn bản"] for entry in book["entries"]] == ["01/TB-SNV", "02/SNV-CCHC"]
    assert vanban("register", "audit").code == 0


def test_giving_up_a_number_begins_no_register():
    ran = vanban("register", "void", "--organ", "snv-202507", "--number", "3", "--reason", "x")

    assert ran.code == 2
    assert "Chưa có sổ ở 'vanban.db' → Kiểm tra --database" in ran.err
    assert not Path("vanban.db").exists()


@pytest.mark.parametrize(
    "words", [("register", "show"), ("register", "export"), ("register", "audit"), ("audit", "verify")]
)
def test_a_register_that_is_not_there_is_told(words):
    ran = vanban(*words, "--database", "khong-co.db")

    assert (ran.code, ran.out) == (2, "")
    assert "Chưa có sổ ở 'khong-co.db'" in ran.err
    assert not Path("khong-co.db").exists()


def test_a_file_that_is_no_register_is_told(folder):
    Path("la.db").write_text("not a database, but long enough to look at " * 100)

    ran = vanban("launch", folder, "--yes", "--database", "la.db")

    assert ran.code == 2
    assert "Không mở được cơ sở dữ liệu la.db" in ran.err


def test_a_register_is_exported_in_four_forms(launched):
    ran = vanban("register", "export", "--database", "so.db", "--out", "so")
    one = vanban("register", "export", "--database", "so.db", "--out", "csv", "--format", "csv")

    stem = "so-van-ban-di-snv-2020-chung-2024"
    assert sorted(path.name for path in Path("so").iterdir()) == [
        f"{stem}.{kind}" for kind in ("csv", "docx", "pdf", "xlsx")
    ]
    assert (ran.code, one.code) == (0, 0)
    assert [path.name for path in Path("csv").iterdir()] == [f"{stem}.csv"]
    assert "01/SNV-CCHC" in (Path("csv") / f"{stem}.csv").read_text("utf-8-sig")


def test_with_several_offices_each_gets_a_folder_and_one_office_can_be_asked_for(launched):
    vanban(
        *("register", "reserve", "--organ", "Sở Y tế", "--year", "2024", "--database", "so.db"),
        *("--notation", "SYT-VP", "--reason", "chờ họp"),
    )

    ran = vanban("register", "export", "--database", "so.db", "--out", "so", "--format", "csv")
    one = vanban(
        "register", "export", "--database", "so.db", "--out", "rieng", "--format", "csv", "--organ", "Sở Nội vụ"
    )

    files = sorted(str(path.relative_to("so")) for path in Path("so").rglob("*.csv"))
    assert files == [
        f"so-van-ban-di/{organ}/so-van-ban-di-{organ}-chung-2024.csv" for organ in ("snv-2020", "syt-2020")
    ]
    assert "Sổ của 2 cơ quan, mỗi cơ quan một thư mục trong so/so-van-ban-di" in ran.out
    assert "thêm --organ" in ran.out
    assert [path.name for path in Path("rieng").iterdir()] == ["so-van-ban-di-snv-2020-chung-2024.csv"]
    assert (ran.code, one.code) == (0, 0)


def test_an_office_without_a_book_is_answered_with_those_that_have_one(launched):
    ran = vanban("register", "show", "--database", "so.db", "--organ", "Sở Y tế")

    assert ran.code == 2
    assert "Không có cơ quan “Sở Y tế” ở đây → chọn trong: Sở Nội vụ (snv-2020)" in ran.err


def test_an_empty_book_says_what_was_looked_for(launched):
    ran = vanban("register", "show", "--database", "so.db", "--organ", "Sở Nội vụ", "--year", "2023")

    assert ran.out == "Sổ chưa có văn bản nào (Sở Nội vụ, năm 2023).\n"


def test_one_changed_byte_of_the_log_is_found_and_named(launched):
    assert "nguyên vẹn" in vanban("audit", "verify", "--database", "so.db").out
    head = json.loads(vanban("audit", "verify", "--database", "so.db", "--json").out)["head"]
    with closing(sqlite3.connect("so.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (subject,) = connection.execute("SELECT subject FROM audit_entry WHERE seq = 2").fetchone()
    content = Path("so.db").read_bytes()
    damaged = subject.replace("2024-09-27", "2024-09-26")
    assert damaged != subject
    Path("so.db").write_bytes(content.replace(subject.encode(), damaged.encode()))

    ran = vanban("audit", "verify", "--database", "so.db")
    facts = json.loads(vanban("audit", "verify", "--database", "so.db", "--head", head, "--json").out)

    assert ran.code == 1
    assert "mục số 2:" in ran.out
    assert (facts["sound"], facts["broken_at"]) == (False, 2)


def test_a_head_that_the_log_does_not_hold_is_found(launched):
    assert vanban("audit", "verify", "--database", "so.db", "--head", "0" * 64).code == 1


def test_a_row_that_differs_from_a_sound_log_is_named(launched):
    with closing(sqlite3.connect("so.db")) as connection, connection:
        connection.execute("DROP TRIGGER reporting_plan_stays_as_written")
        connection.execute("UPDATE reporting_plan SET title = 'Đợt khác'")

    ran = vanban("audit", "verify", "--database", "so.db")
    facts = json.loads(vanban("audit", "verify", "--database", "so.db", "--json").out)

    assert ran.code == 1
    assert "nguyên vẹn" in ran.out
    (finding,) = facts["findings"]
    assert finding["element"] == "đợt “dot-mau-2024”, yêu cầu báo cáo lần 1"
    assert finding["found"] == "khác với nhật ký ở tên đợt"


def test_a_head_that_is_no_hash_is_not_taken_for_a_broken_log(launched):
    ran = vanban("audit", "verify", "--database", "so.db", "--head", "abc")

    assert (ran.code, ran.out) == (2, "")
    assert "--head 'abc' không phải mã băm" in ran.err


def test_a_sound_log_tells_how_to_check_it_the_next_time(launched):
    said = vanban("audit", "verify", "--database", "so.db").out
    command = said.rpartition("vanban ")[2].split()

    assert command[:3] == ["audit", "verify", "--head"]
    assert vanban(*command, "--database", "so.db").code == 0
