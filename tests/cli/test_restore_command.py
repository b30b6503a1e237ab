"""An office out of its archive: nothing lost, nothing changed, nothing written over, nothing left half done unsaid."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from command_line import vanban
from kept_office import AT, BOOK, CAMPAIGN, TO, backed_up, done, files, issued, rows, undrawn
from killed_command import KEEPING, killed

from vanban.storage.places import storage_at


def delete_everything():
    for path in Path().glob("so.db*"):
        path.unlink()
    shutil.rmtree("ra")


def exported(place: str) -> dict[str, bytes]:
    """The registers as CSV and XLSX, byte by byte, and everything that JSON tells."""
    told = {}
    for book in ("register", "incoming"):
        done("2026-09-20", book, "export", "--format", "csv", *BOOK, "--out", place)
        kinds = ("--format", "xlsx", "--format", "docx", "--organ", "snv-2020")
        done("2026-09-20", book, "export", *kinds, *BOOK, "--out", place)
    for words in (("obligations", "show"), ("plans",), ("board",), ("board", CAMPAIGN), ("report", "show", CAMPAIGN)):
        told[" ".join(words)] = done("2026-09-20", *words, "--json", *BOOK).out.encode()
    return files(place) | told


@pytest.mark.slow
def test_everything_is_deleted_and_restored_and_is_as_it_was(full_office):
    before, letters, told_before = rows("so.db"), issued("ra"), exported("xuat-truoc")
    head = json.loads(vanban("audit", "verify", *BOOK, "--json").out)["head"]
    ran, told = backed_up()
    assert (ran.code, told["complete"], told["absent"], told["audit"]["head"]) == (0, True, [], head)

    delete_everything()
    restored = vanban("restore", "kho.zip", *AT, "--head", head)

    assert restored.code == 0, restored.err
    assert rows("so.db") == before
    assert files("ra") == letters
    assert exported("xuat-sau") == told_before
    assert [name for name, found in before.items() if not found] == [], "an empty table proves nothing"
    verified = json.loads(vanban("audit", "verify", *BOOK, "--head", head, "--json").out)
    assert (verified["sound"], verified["findings"], verified["head"]) == (True, [], head)
    assert vanban("register", "audit", *BOOK).code == 0


@pytest.mark.slow
def test_a_restored_office_goes_on_with_the_number_that_the_lost_one_would_have_given(full_office):
    assert backed_up()[0].code == 0
    assert vanban("restore", "kho.zip", *TO).code == 0
    folder = Path("dot-mau")
    text = (folder / "campaign.toml").read_text("utf-8").replace(CAMPAIGN, "dot-moi-2024")
    for old, new in (("2024-09-27", "2024-12-20"), ("2024-09-30", "2024-12-20"), ("2024-12-05", "2025-01-20")):
        text = text.replace(old, new)
    (folder / "campaign.toml").write_text(text, "utf-8")

    with undrawn():
        launched = [
            json.loads(done("2024-12-31", "launch", folder, "--yes", "--json", *where).out)["letters"]
            for where in (AT, TO)
        ]

    codes = [[letter["code"] for letter in letters] for letters in launched]
    assert codes[0] == codes[1] == ["08/SNV-CCHC", "09/TB-SNV"]
    assert [one["files"]["pdf"]["sha256"] for one in launched[0]] == [
        one["files"]["pdf"]["sha256"] for one in launched[1]
    ]
    # And its old letters are known again: nothing is numbered twice.
    with undrawn():
        again = json.loads(done("2024-12-31", "launch", folder, "--yes", "--json", *TO).out)["letters"]
    assert [one["code"] for one in again] == codes[0]
    assert vanban("audit", "verify", "--database", "moi/so.db").code == 0


@pytest.mark.slow
def test_through_postgresql_and_back_every_row_and_file_is_the_same(full_office, empty_postgres_url):
    assert backed_up("mot.zip")[0].code == 0

    assert vanban("restore", "mot.zip", "--database", empty_postgres_url, "--out", "pg").code == 0
    assert vanban("audit", "verify", "--database", empty_postgres_url).code == 0
    assert vanban("register", "audit", "--database", empty_postgres_url).code == 0
    assert vanban("backup", "hai.zip", "--database", empty_postgres_url, "--out", "pg").code == 0
    assert vanban("restore", "hai.zip", *TO).code == 0

    assert rows("moi/so.db") == rows("so.db")
    assert issued("ra") == files("pg") == files("moi/ra")
    assert members("mot.zip") == members("hai.zip")


def members(name: str) -> dict[str, bytes]:
    """What an archive holds beside what it says of its own making."""
    with zipfile.ZipFile(name) as archive:
        return {one: archive.read(one) for one in archive.namelist() if one.startswith(("tables/", "files/"))}


def test_letters_in_a_bucket_are_backed_up_and_restored_into_another_place_of_it(folder, s3):
    there, elsewhere = f"s3://{s3}/cu", f"s3://{s3}/moi"
    with undrawn():
        done("2024-10-01", "launch", folder, "--yes", *BOOK, "--out", there)
    storage_at(there).remove("dot-mau-2024/snv-2020/0002-TB-SNV-thong-bao.pdf")

    made = vanban("backup", "kho.zip", *BOOK, "--out", there, "--json")
    again = vanban("restore", "kho.zip", "--database", "moi.db", "--out", elsewhere)
    refused = vanban("restore", "kho.zip", "--database", "khac.db", "--out", elsewhere)

    assert (made.code, again.code, refused.code) == (1, 1, 2)
    assert [one["file"] for one in json.loads(made.out)["absent"]] == [
        "dot-mau-2024/snv-2020/0002-TB-SNV-thong-bao.pdf"
    ]
    kept = storage_at(there)
    assert list(storage_at(elsewhere).names()) == list(kept.names())
    assert [storage_at(elsewhere).read(name) for name in kept.names()] == [kept.read(name) for name in kept.names()]
    assert rows("moi.db") == rows("so.db")
    assert vanban("doctor", *BOOK, "--out", there).code == 0


@pytest.mark.slow
def test_what_is_there_is_never_restored_over(full_office):
    assert backed_up()[0].code == 0
    before = rows("so.db"), files("ra")

    for where, said in (
        (AT, "đã có 443 tệp"),
        (("--database", "so.db", "--out", "moi/ra"), "Cơ sở dữ liệu đã có dữ liệu"),
        (("--database", "moi/so.db", "--out", "ra"), "đã có 443 tệp"),
    ):
        refused = vanban("restore", "kho.zip", *where)
        assert (refused.code, said in refused.err) == (2, True), refused.err
        assert not Path("moi/so.db").exists()
        assert not Path("moi/ra").exists()

    assert (rows("so.db"), files("ra")) == before


def test_an_empty_database_that_has_its_tables_already_is_empty(small_office):
    assert backed_up()[0].code == 0
    Path("moi").mkdir()
    vanban("obligations", "show", "--database", "moi/so.db")
    from vanban.store.database import open_database  # noqa: PLC0415

    open_database("moi/so.db")

    assert vanban("restore", "kho.zip", *TO).code == 0
    assert rows("moi/so.db") == rows("so.db")


@pytest.mark.slow
def test_a_head_that_is_not_in_the_archive_is_refused_and_an_earlier_one_is_in_it(full_office):
    assert backed_up()[0].code == 0
    with closing(sqlite3.connect("so.db")) as raw:
        (earlier,) = raw.execute("SELECT entry_hash FROM audit_entry WHERE seq = 100").fetchone()

    assert vanban("restore", "kho.zip", "--check", "--head", earlier).code == 0
    for words in (("--check",), TO):
        refused = vanban("restore", "kho.zip", *words, "--head", "ab" * 32)
        assert (refused.code, "không có mục mang mã băm" in refused.err) == (2, True)
    assert vanban("restore", "kho.zip", "--check", "--head", "abc").code == 2
    assert not Path("moi").exists()


def test_a_check_writes_nothing(small_office, tmp_path):
    assert backed_up()[0].code == 0
    before = files(tmp_path)

    ran = vanban("restore", "kho.zip", "--check", *TO)

    assert (ran.code, "Bản sao lưu nguyên vẹn: kho.zip" in ran.out) == (0, True)
    assert files(tmp_path) == before


def test_a_disk_too_small_is_told_before_the_first_byte(small_office, monkeypatch):
    assert backed_up()[0].code == 0
    usage = type(shutil.disk_usage("."))
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(10**9, 10**9 - 1000, 1000))

    ran = vanban("restore", "kho.zip", *TO)

    assert (ran.code, "Ổ đĩa của moi" in ran.err) == (2, True)
    assert not Path("moi/ra").exists()
    monkeypatch.undo()


MOMENTS_OF_A_RESTORATION = [
    (f"{KEEPING}.restore_office.loaded_tables", 0),
    ("vanban.store.portable.table_loading._load", 0),
    ("vanban.store.portable.table_loading._load", 8),
    ("vanban.store.portable.table_loading._count_on", 0),
    ("vanban.storage.folder:FolderStorage.write_whole", 0),
    ("vanban.storage.folder:FolderStorage.write_all", 0),
    ("vanban.storage.files:_Part.take_name", 1),
    ("vanban.storage.files:_Part.take_name", 4),
    (f"{KEEPING}.restore_office.audit_register", 0),
    ("vanban.storage.folder:FolderStorage.remove", 0),
]


@pytest.mark.parametrize(("place", "calls"), MOMENTS_OF_A_RESTORATION)
def test_a_restoration_killed_at_any_moment_says_so_and_is_begun_again(small_office, place, calls):
    assert backed_up()[0].code == 0
    mark = Path("moi/ra/KHOI-PHUC-CHUA-XONG.txt")
    assert killed(place, calls, "restore", "kho.zip", *TO)

    begun = mark.exists()
    assert begun or files("moi/ra") == {}
    found = rows("moi/so.db")
    held = {name: len(values) for name, values in found.items() if name != "alembic_version" and values}
    assert held == {} or (begun and found == rows("so.db"))
    if begun:
        assert "chưa xong" in mark.read_text("utf-8")
        assert vanban("doctor", *TO).code == 1
        done("2024-12-01", "backup", "khac.zip", *AT)
        refused = vanban("restore", "khac.zip", *TO)
        assert (refused.code, "chưa xong từ bản sao lưu khác" in refused.err) == (2, True)

    again = vanban("restore", "kho.zip", *TO)

    assert again.code == 0, again.err
    assert not mark.exists()
    assert issued("moi/ra") == files("ra")
    assert rows("moi/so.db") == rows("so.db")


def test_a_strange_file_beside_an_unfinished_restoration_stops_it(small_office):
    assert backed_up()[0].code == 0
    assert killed("vanban.storage.files:_Part.take_name", 3, "restore", "kho.zip", *TO)
    Path("moi/ra/cua-toi.docx").write_bytes(b"mine")

    refused = vanban("restore", "kho.zip", *TO)

    assert (refused.code, "cua-toi.docx" in refused.err) == (2, True)
    assert Path("moi/ra/cua-toi.docx").read_bytes() == b"mine"
