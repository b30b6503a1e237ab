"""A disk that is full or only to be read: the launch says so, and once that is mended the next one ends all of it."""

from __future__ import annotations

import os

import pytest
from faulty_office import Office, assert_clear

from vanban.store.database import close_connections, open_database

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOMY = "size=64m"
BLOCK = 4096


def leave(disk, free):
    """Fills a disk but for so many bytes; the ballast is to be removed."""
    ballast = disk / "day-tai"
    ballast.unlink(missing_ok=True)
    state = os.statvfs(disk)
    ballast.write_bytes(b"\0" * max(0, state.f_bavail * state.f_frsize - free))
    return ballast


@pytest.mark.parametrize("kilobytes", [0, 40, 200])
def test_letters_that_find_no_room_are_written_when_there_is_some(
    kilobytes, few, undisturbed_few, tmp_path, small_disk, tally
):
    tally.begin("hết chỗ nơi ghi văn bản")
    disk = small_disk("size=1m")
    office = Office.at(tmp_path, few, out=disk / "ra")
    ballast = leave(disk, kilobytes * 1024)
    with tally.one():
        stopped = office.launch()
        assert_clear(stopped.code, stopped.err, "chỗ trống trên đĩa")
        ballast.unlink()
        small_disk(ROOMY)
        office.assert_mended(undisturbed_few)
        assert not [path.name for path in disk.rglob(".*")], "what was half written is gone"


@pytest.mark.parametrize("kilobytes", [0, 32, 80])
def test_a_register_that_finds_no_room_is_whole_when_there_is_some(
    kilobytes, few, undisturbed_few, tmp_path, small_disk, tally
):
    tally.begin("hết chỗ nơi giữ sổ SQLite")
    disk = small_disk("size=4m")
    database = str(disk / "so.db")
    open_database(database)
    close_connections(database)
    office = Office.at(tmp_path, few, database=database)
    ballast = leave(disk, kilobytes * 1024)
    with tally.one():
        stopped = office.launch()
        assert_clear(stopped.code, stopped.err, "dung lượng đĩa")
        ballast.unlink()
        office.assert_mended(undisturbed_few)


def test_a_register_that_finds_no_room_for_its_tables_is_made_when_there_is_some(
    few, undisturbed_few, tmp_path, small_disk, tally
):
    tally.begin("hết chỗ khi lập sổ SQLite mới")
    disk = small_disk("size=4m")
    office = Office.at(tmp_path, few, database=str(disk / "so.db"))
    for kilobytes in (0, 48, 120):
        ballast = leave(disk, kilobytes * 1024)
        with tally.one():
            stopped = office.launch()
            assert_clear(stopped.code, stopped.err, "dung lượng đĩa")
        ballast.unlink()
    office.assert_mended(undisturbed_few)


def test_a_folder_only_to_be_read_is_told_of_and_the_letters_keep_their_numbers(
    few, undisturbed_few, tmp_path, small_disk, tally
):
    tally.begin("nơi ghi văn bản chỉ cho đọc")
    disk = small_disk(ROOMY)
    office = Office.at(tmp_path, few, out=disk / "ra")
    small_disk(f"ro,{ROOMY}")
    with tally.one():
        stopped = office.launch()
        assert_clear(stopped.code, stopped.err, "quyền ghi")
        small_disk(f"rw,{ROOMY}")
        office.assert_mended(undisturbed_few)


def test_a_register_only_to_be_read_is_told_of_and_loses_nothing(few, undisturbed_few, tmp_path, small_disk, tally):
    tally.begin("nơi giữ sổ SQLite chỉ cho đọc")
    disk = small_disk(ROOMY)
    database = str(disk / "so.db")
    open_database(database)
    close_connections(database)
    office = Office.at(tmp_path, few, database=database)
    small_disk(f"ro,{ROOMY}")
    with tally.one():
        stopped = office.launch()
        assert_clear(stopped.code, stopped.err, "quyền ghi")
        small_disk(f"rw,{ROOMY}")
        office.assert_mended(undisturbed_few)
