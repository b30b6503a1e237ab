"""An office in one archive and back: nothing lost, nothing changed, nothing overwritten, nothing left out unsaid."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import threading
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from command_line import command, vanban
from kept_office import AT, BOOK, CAMPAIGN, done, files, issued, on, rows, undrawn, work_for_months

from vanban.storage.places import storage_at

TO = ("--database", "moi/so.db", "--out", "moi/ra")


@pytest.fixture(scope="module")
def months_of_work(tmp_path_factory):
    """The office, kept apart: every test gets a copy."""
    place = tmp_path_factory.mktemp("co-quan")
    folder = shutil.copytree(Path(__file__).parent / "data" / "dot-mau", place / "dot-mau")
    before = Path.cwd()
    os.chdir(place)
    try:
        with undrawn():
            work_for_months(folder)
    finally:
        os.chdir(before)
    return place


@pytest.fixture
def office(months_of_work, tmp_path):
    """``so.db`` and ``ra`` in the current folder, with something in every table."""
    shutil.copytree(months_of_work, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def small(folder):
    """Two letters of one campaign, hardly drawn."""
    with undrawn():
        done("2024-10-01", "launch", folder, "--yes", *AT)


def backed_up(name="kho.zip", *more):
    ran = vanban("backup", name, *AT, "--json", *more)
    return ran, json.loads(ran.out)


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


def test_everything_is_deleted_and_restored_and_is_as_it_was(office):
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


def test_a_restored_office_goes_on_with_the_number_that_the_lost_one_would_have_given(office):
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


def test_through_postgresql_and_back_every_row_and_file_is_the_same(office, empty_postgres_url):
    assert backed_up("mot.zip")[0].code == 0

    assert vanban("restore", "mot.zip", "--database", empty_postgres_url, "--out", "pg").code == 0
    assert vanban("audit", "verify", "--database", empty_postgres_url).code == 0
    assert vanban("register", "audit", "--database", empty_postgres_url).code == 0
    assert vanban("backup", "hai.zip", "--database", empty_postgres_url, "--out", "pg").code == 0
    assert vanban("restore", "hai.zip", *TO).code == 0

    assert rows("moi/so.db") == rows("so.db")
    assert issued("ra") == files("pg") == files("moi/ra")
    assert members("mot.zip") == members("hai.zip")


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


def members(name: str) -> dict[str, bytes]:
    """What an archive holds beside what it says of its own making."""
    with zipfile.ZipFile(name) as archive:
        return {one: archive.read(one) for one in archive.namelist() if one.startswith(("tables/", "files/"))}


def test_a_missing_and_a_changed_file_are_both_told_and_told_again_at_the_restoration(office):
    letters = sorted(name for name in issued("ra") if name.endswith(".pdf"))
    gone, changed = letters[0], letters[-1]
    (Path("ra") / gone).unlink()
    (Path("ra") / changed).write_bytes(b"%PDF-1.7 another")

    ran, told = backed_up()
    said = vanban("backup", "hai.zip", *AT)

    assert ran.code == said.code == 1
    assert {one["file"]: one["fault"] for one in told["absent"]} == {
        gone: "không còn tệp này, hoặc không đọc được",
        changed: "tệp khác với bản đã ghi trong sổ",
    }
    assert f"  {gone}: không còn tệp này" in said.err
    assert f"  {changed}: tệp khác" in said.err
    restored = vanban("restore", "kho.zip", *TO)
    assert (restored.code, gone in restored.err, changed in restored.err) == (1, True, True)
    assert sorted(files("moi/ra")) == sorted(set(issued("ra")) - {changed})
    assert rows("moi/so.db") == rows("so.db")


def test_a_letter_numbered_but_not_drawn_is_told_and_no_fault(small):
    with closing(sqlite3.connect("so.db")) as raw:
        raw.execute("DROP TRIGGER rendition_stays")
        raw.execute("DELETE FROM rendition WHERE entry_id = 1")
        raw.execute("DROP TRIGGER audit_stays")
        raw.commit()

    ran = vanban("backup", "kho.zip", *AT)

    assert "Có 1 văn bản đã cấp số mà chưa vẽ tệp" in ran.out


def test_an_unsound_register_is_backed_up_all_the_same_and_said_to_be_unsound(small):
    with closing(sqlite3.connect("so.db")) as raw:
        raw.execute("DROP TRIGGER entry_changes_state_once")
        raw.execute("DROP TRIGGER entry_stands_below_when_reservation_is_used")
        raw.execute("UPDATE register_entry SET issued_date = '2024-09-28' WHERE id = 1")
        raw.commit()

    ran, told = backed_up()
    restored = vanban("restore", "kho.zip", *TO)

    assert (ran.code, restored.code, told["complete"]) == (1, 1, False)
    (fault,) = told["faults"]
    assert "khác với nhật ký ở issued_date" in fault
    assert "issued_date" in restored.out
    checked = vanban("restore", "kho.zip", "--check")
    assert (checked.code, fault in checked.err) == (1, True)


def test_an_archive_is_never_written_over_and_a_folder_gets_one_named_for_its_time(small):
    Path("kho").mkdir()
    first = on("2024-10-02", "backup", "kho", *AT)
    assert first.code == 0, first.err
    (path,) = Path("kho").iterdir()
    assert path.name == "vanban-20241002-093000.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()

    again = vanban("backup", path, *AT)

    assert (again.code, "bản sao lưu cũ không bị ghi đè" in again.err) == (2, True)
    assert path.read_bytes() == before
    assert [one.name for one in Path("kho").iterdir()] == [path.name]


def test_two_backups_at_once_into_one_folder_do_not_mix(small):
    leftover = Path(".sao-luu-chua-xong")
    holder = subprocess.Popen(
        ["flock", leftover, "sh", "-c", "echo held; sleep 60"], stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        refused = vanban("backup", "kho.zip", *AT)
    finally:
        os.killpg(holder.pid, 9)
        holder.communicate()

    assert (refused.code, "Đang có lệnh khác sao lưu" in refused.err, Path("kho.zip").exists()) == (2, True, False)
    assert vanban("backup", "kho.zip", *AT).code == 0
    assert not leftover.exists()


def test_what_is_there_is_never_restored_over(office):
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


def test_an_empty_database_that_has_its_tables_already_is_empty(small):
    assert backed_up()[0].code == 0
    Path("moi").mkdir()
    vanban("obligations", "show", "--database", "moi/so.db")
    from vanban.store.database import open_database  # noqa: PLC0415

    open_database("moi/so.db")

    assert vanban("restore", "kho.zip", *TO).code == 0
    assert rows("moi/so.db") == rows("so.db")


def test_a_head_that_is_not_in_the_archive_is_refused_and_an_earlier_one_is_in_it(office):
    assert backed_up()[0].code == 0
    with closing(sqlite3.connect("so.db")) as raw:
        (earlier,) = raw.execute("SELECT entry_hash FROM audit_entry WHERE seq = 100").fetchone()

    assert vanban("restore", "kho.zip", "--check", "--head", earlier).code == 0
    for words in (("--check",), TO):
        refused = vanban("restore", "kho.zip", *words, "--head", "ab" * 32)
        assert (refused.code, "không có mục mang mã băm" in refused.err) == (2, True)
    assert vanban("restore", "kho.zip", "--check", "--head", "abc").code == 2
    assert not Path("moi").exists()


def test_a_check_writes_nothing(small, tmp_path):
    assert backed_up()[0].code == 0
    before = files(tmp_path)

    ran = vanban("restore", "kho.zip", "--check", *TO)

    assert (ran.code, "Bản sao lưu nguyên vẹn: kho.zip" in ran.out) == (0, True)
    assert files(tmp_path) == before


def test_a_disk_too_small_is_told_before_the_first_byte(small, monkeypatch):
    assert backed_up()[0].code == 0
    usage = type(shutil.disk_usage("."))
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(10**9, 10**9 - 1000, 1000))

    ran = vanban("restore", "kho.zip", *TO)

    assert (ran.code, "Ổ đĩa của moi" in ran.err) == (2, True)
    assert not Path("moi/ra").exists()
    monkeypatch.undo()


def test_backups_made_while_letters_are_issued_are_each_of_one_moment(folder):
    with undrawn():
        done("2024-10-01", "launch", folder, "--yes", *AT)
        issuing = threading.Thread(target=issue_many, args=(folder,))
        issuing.start()
        counts = []
        number = 0
        while issuing.is_alive() or number < 2:
            number += 1
            ran = backup_process(f"kho-{number}.zip")
            assert ran.returncode == 0, ran.stderr
            counts.append(json.loads(ran.stdout)["tables"]["register_entry"])
        issuing.join()

    assert counts == sorted(counts)
    assert len(set(counts)) > 1, "no backup was made while letters were issued"
    for one in range(1, number + 1):
        where = ("--database", f"moi-{one}/so.db", "--out", f"moi-{one}/ra")
        assert vanban("restore", f"kho-{one}.zip", *where).code == 0


def backup_process(name):
    words = command("backup", name, *AT, "--json")
    return subprocess.run(words, capture_output=True, check=False, text=True, timeout=120)


def issue_many(folder: Path) -> None:
    text = (folder / "campaign.toml").read_text("utf-8")
    for number in range(12):
        (folder / "campaign.toml").write_text(
            text.replace(CAMPAIGN, f"dot-{number}").replace("2024-09-27", "2024-09-30"), "utf-8"
        )
        done("2024-10-01", "launch", folder, "--yes", *AT)


KILLED = """
import os, signal, sys
from importlib import import_module
place, calls, *words = sys.argv[1:]
owner, name = place.rsplit(".", 1)
module, _, kind = owner.partition(":")
holder = getattr(import_module(module), kind) if kind else import_module(module)
real, left = getattr(holder, name), [int(calls)]
def dying(*given, **named):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(holder, name, dying)
sys.argv = ["vanban", *words]
from vanban.cli.main import main
main()
"""
"""``vanban`` that is killed at the n-th call of one of its own functions."""


def killed(place: str, calls: int, *words: object) -> bool:
    """Whether the command died there; it may have ended before."""
    import sys  # noqa: PLC0415

    run = subprocess.run(
        [sys.executable, "-c", KILLED, place, str(calls), *map(str, words)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert run.returncode in {0, -9}, run.stderr.decode()
    return run.returncode == -9


KEEPING = "vanban.usecases.keeping"
MOMENTS_OF_A_BACKUP = [
    (f"{KEEPING}.archive_writing:ArchiveWriter.add_table", 0),
    (f"{KEEPING}.archive_writing:ArchiveWriter.add_table", 12),
    (f"{KEEPING}.archive_writing:ArchiveWriter.add_file", 0),
    (f"{KEEPING}.archive_writing:ArchiveWriter.add_file", 3),
    (f"{KEEPING}.archive_writing:ArchiveWriter.finish", 0),
    (f"{KEEPING}.backup_office.archive_in", 0),
    ("os.fsync", 0),
    (f"{KEEPING}.sealed_file.refuse_existing", 1),
]


@pytest.mark.parametrize(("place", "calls"), MOMENTS_OF_A_BACKUP)
def test_a_backup_killed_at_any_moment_leaves_no_archive_and_the_next_is_whole(small, place, calls):
    assert killed(place, calls, "backup", "kho.zip", *AT)

    assert not Path("kho.zip").exists()
    assert Path(".sao-luu-chua-xong").exists()
    assert vanban("restore", ".sao-luu-chua-xong", "--check").code in {0, 2}
    assert backed_up()[0].code == 0
    assert not Path(".sao-luu-chua-xong").exists()
    assert vanban("restore", "kho.zip", *TO).code == 0


MOMENTS_OF_A_RESTORATION = [
    (f"{KEEPING}.restore_office.loaded_tables", 0),
    ("vanban.store.portable.table_loading._load", 0),
    ("vanban.store.portable.table_loading._load", 8),
    ("vanban.store.portable.table_loading._count_on", 0),
    ("vanban.storage.folder:FolderStorage.write_whole", 0),
    ("vanban.storage.folder:FolderStorage.write_whole", 1),
    ("vanban.storage.folder:FolderStorage.write_whole", 4),
    (f"{KEEPING}.restore_office.audit_register", 0),
    ("vanban.storage.folder:FolderStorage.remove", 0),
]


@pytest.mark.parametrize(("place", "calls"), MOMENTS_OF_A_RESTORATION)
def test_a_restoration_killed_at_any_moment_says_so_and_is_begun_again(small, place, calls):
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


def test_a_strange_file_beside_an_unfinished_restoration_stops_it(small):
    assert backed_up()[0].code == 0
    assert killed("vanban.storage.folder:FolderStorage.write_whole", 2, "restore", "kho.zip", *TO)
    Path("moi/ra/cua-toi.docx").write_bytes(b"mine")

    refused = vanban("restore", "kho.zip", *TO)

    assert (refused.code, "cua-toi.docx" in refused.err) == (2, True)
    assert Path("moi/ra/cua-toi.docx").read_bytes() == b"mine"


def test_a_full_disk_leaves_no_archive(small, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"{KEEPING}.sealed_file.os.fsync", full)
    ran = vanban("backup", "kho.zip", *AT)
    monkeypatch.undo()

    assert (ran.code, "hết chỗ trống" in ran.err) == (2, True)
    assert not Path("kho.zip").exists()
    assert not Path(".sao-luu-chua-xong").exists()


def test_a_link_under_the_unfinished_name_is_not_followed(small):
    Path("quy.txt").write_text("quý")
    with suppress(FileExistsError):
        Path(".sao-luu-chua-xong").symlink_to("quy.txt")

    ran = vanban("backup", "kho.zip", *AT)

    assert (ran.code, Path("quy.txt").read_text()) == (2, "quý")


def test_no_register_is_nothing_to_back_up(tmp_path):
    ran = vanban("backup", "kho.zip", *AT)

    assert (ran.code, "Chưa có sổ" in ran.err) == (2, True)
    assert files(tmp_path) == {}
