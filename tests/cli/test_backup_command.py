"""An office in one archive: whole and of one moment, or none; what is missing or unsound is told."""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
import stat
import subprocess
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest
from command_line import command, vanban
from kept_office import AT, CAMPAIGN, TO, backed_up, done, files, issued, on, rows, undrawn
from killed_command import KEEPING, killed


@pytest.mark.slow
def test_a_missing_and_a_changed_file_are_both_told_and_told_again_at_the_restoration(full_office):
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


def test_a_letter_numbered_but_not_drawn_is_told_and_no_fault(small_office):
    with closing(sqlite3.connect("so.db")) as raw:
        raw.execute("DROP TRIGGER rendition_stays")
        raw.execute("DELETE FROM rendition WHERE entry_id = 1")
        raw.execute("DROP TRIGGER audit_stays")
        raw.commit()

    ran = vanban("backup", "kho.zip", *AT)

    assert "Có 1 văn bản đã cấp số mà chưa vẽ tệp" in ran.out


def test_an_unsound_register_is_backed_up_all_the_same_and_said_to_be_unsound(small_office):
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


def test_an_archive_is_never_written_over_and_a_folder_gets_one_named_for_its_time(small_office):
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


def test_two_backups_at_once_into_one_folder_do_not_mix(small_office):
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


@pytest.mark.slow
def test_backups_made_while_letters_are_issued_are_each_of_one_moment(folder):
    with undrawn():
        done("2024-10-01", "launch", folder, "--yes", *AT)
        enough = threading.Event()
        issuing = threading.Thread(target=issue_until, args=(enough, folder))
        issuing.start()
        counts = []
        try:
            while issuing.is_alive() and (len(counts) < 3 or len(set(counts)) < 2):
                ran = backup_process(f"kho-{len(counts) + 1}.zip")
                assert ran.returncode == 0, ran.stderr
                counts.append(json.loads(ran.stdout)["tables"]["register_entry"])
        finally:
            enough.set()
            issuing.join()

    assert counts == sorted(counts)
    assert len(set(counts)) > 1, "no letter was issued between two backups"
    for one in range(1, len(counts) + 1):
        where = ("--database", f"moi-{one}/so.db", "--out", f"moi-{one}/ra")
        assert vanban("restore", f"kho-{one}.zip", *where).code == 0


def backup_process(name):
    words = command("backup", name, *AT, "--json")
    return subprocess.run(words, capture_output=True, check=False, text=True, timeout=120)


def issue_until(enough: threading.Event, folder: Path) -> None:
    text = (folder / "campaign.toml").read_text("utf-8")
    for number in itertools.takewhile(lambda _: not enough.is_set(), itertools.count()):
        (folder / "campaign.toml").write_text(
            text.replace(CAMPAIGN, f"dot-{number}").replace("2024-09-27", "2024-09-30"), "utf-8"
        )
        done("2024-10-01", "launch", folder, "--yes", *AT)


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
def test_a_backup_killed_at_any_moment_leaves_no_archive_and_the_next_is_whole(small_office, place, calls):
    assert killed(place, calls, "backup", "kho.zip", *AT)

    assert not Path("kho.zip").exists()
    assert Path(".sao-luu-chua-xong").exists()
    assert vanban("restore", ".sao-luu-chua-xong", "--check").code in {0, 2}
    assert backed_up()[0].code == 0
    assert not Path(".sao-luu-chua-xong").exists()
    assert vanban("restore", "kho.zip", *TO).code == 0


def test_a_full_disk_leaves_no_archive(small_office, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"{KEEPING}.sealed_file.os.fsync", full)
    ran = vanban("backup", "kho.zip", *AT)
    monkeypatch.undo()

    assert (ran.code, "hết chỗ trống" in ran.err) == (2, True)
    assert not Path("kho.zip").exists()
    assert not Path(".sao-luu-chua-xong").exists()


def test_a_link_under_the_unfinished_name_is_not_followed(small_office):
    Path("quy.txt").write_text("quý")
    with suppress(FileExistsError):
        Path(".sao-luu-chua-xong").symlink_to("quy.txt")

    ran = vanban("backup", "kho.zip", *AT)

    assert (ran.code, Path("quy.txt").read_text()) == (2, "quý")


def test_no_register_is_nothing_to_back_up(tmp_path):
    ran = vanban("backup", "kho.zip", *AT)

    assert (ran.code, "Chưa có sổ" in ran.err) == (2, True)
    assert files(tmp_path) == {}
