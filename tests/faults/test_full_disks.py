"""A disk that is full: the launch says so, and once there is room the next one ends all of it."""

from __future__ import annotations

import os

import pytest
from faulty_office import Office, assert_clear, with_tables

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOMY = "size=64m"


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
    office = Office.at(tmp_path, few, database=with_tables(str(disk / "so.db")))
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
