"""A place that is only to be read: one error says so, nothing is numbered, and once it is mended all is as it was."""

from __future__ import annotations

import subprocess
import time

import pytest
from faulty_office import Office, assert_all_end, assert_clear, numbers_in, wait_until_drawn, with_tables
from own_postgres import new_database, reader_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOMY = "size=64m"


def refused(office, *words):
    """The launch is refused in one sentence, and no letter has a number."""
    stopped = office.launch()
    assert_clear(stopped.code, stopped.err, *words)
    assert len(stopped.err.splitlines()) == 1, stopped.err


def test_a_folder_only_to_be_read_is_told_of_before_the_first_number(
    few, undisturbed_few, tmp_path, only_to_read, tally
):
    tally.begin("thư mục ghi văn bản chỉ cho đọc")
    office = Office.at(tmp_path, few)
    office.out.mkdir()
    with tally.one():
        with only_to_read(office.out):
            refused(office, "quyền ghi", str(office.out))
        assert numbers_in(office.database) == []
        office.assert_mended(undisturbed_few)


def test_a_file_system_only_to_be_read_is_told_of_before_the_first_number(
    few, undisturbed_few, tmp_path, small_disk, tally
):
    tally.begin("ổ đĩa ghi văn bản chỉ cho đọc")
    disk = small_disk(ROOMY)
    office = Office.at(tmp_path, few, out=disk / "ra")
    small_disk(f"ro,{ROOMY}")
    with tally.one():
        refused(office, "quyền ghi", str(disk))
        assert numbers_in(office.database) == []
        small_disk(f"rw,{ROOMY}")
        office.assert_mended(undisturbed_few)


def test_a_file_system_that_turns_read_only_in_a_launch_is_told_of_and_the_letters_keep_their_numbers(
    many, undisturbed_many, tmp_path, small_disk, tally
):
    tally.begin("ổ đĩa ghi văn bản thành chỉ cho đọc giữa chừng")
    disk = small_disk("size=512m")
    office = Office.at(tmp_path, many, out=disk / "ra")
    running = office.start()
    wait_until_drawn(office, running, len(undisturbed_many.numbers) // 2)
    with tally.one():
        turn_read_only(disk, running)
        assert_clear(running.wait(60), office.said(), "quyền ghi", str(disk))
        assert len(office.said().splitlines()) == 1, office.said()
        assert_all_end(running.pid)
        assert numbers_in(office.database), "numbers that were given stay"
        small_disk("rw,size=512m")
        office.assert_mended(undisturbed_many)
    assert not [path.name for path in disk.rglob(".*")], "what was half written is gone"


def turn_read_only(disk, running):
    """As a kernel does after a fault of the disk; it waits for the moment when no file is being written."""
    while running.poll() is None:
        if not subprocess.run(["mount", "-o", "remount,ro", disk], capture_output=True, check=False).returncode:
            return
        time.sleep(0.002)
    pytest.fail("the launch ended before its disk could be made read-only")


def test_a_register_file_only_to_be_read_is_told_of_and_loses_nothing(
    few, undisturbed_few, tmp_path, only_to_read, tally
):
    tally.begin("tệp sổ SQLite chỉ cho đọc")
    office = Office.at(tmp_path, few, database=with_tables(str(tmp_path / "so.db")))
    with tally.one():
        with only_to_read(tmp_path / "so.db"):
            refused(office, "quyền ghi", "so.db")
        assert numbers_in(office.database) == []
        office.assert_mended(undisturbed_few)


def test_a_register_on_a_file_system_only_to_be_read_is_told_of_and_loses_nothing(
    few, undisturbed_few, tmp_path, small_disk, tally
):
    tally.begin("ổ đĩa giữ sổ SQLite chỉ cho đọc")
    disk = small_disk(ROOMY)
    office = Office.at(tmp_path, few, database=with_tables(str(disk / "so.db")))
    small_disk(f"ro,{ROOMY}")
    with tally.one():
        refused(office, "quyền ghi", "so.db")
        small_disk(f"rw,{ROOMY}")
        assert numbers_in(office.database) == []
        office.assert_mended(undisturbed_few)


def test_a_user_who_may_only_read_the_server_is_told_so(few, undisturbed_few, tmp_path, own_server, tally):
    tally.begin("người dùng PostgreSQL chỉ được đọc")
    database = with_tables(new_database(own_server))
    office = Office.at(tmp_path, few, database=database)
    with tally.one():
        refused(
            Office.at(tmp_path, few, database=reader_of(own_server, database)), "không cho người dùng này", "cấp quyền"
        )
        assert numbers_in(database) == []
        office.assert_mended(undisturbed_few)


def test_a_standby_server_is_told_of_and_nothing_is_lost_when_it_is_the_main_one_again(
    few, undisturbed_few, tmp_path, own_server, tally
):
    tally.begin("máy chủ PostgreSQL chỉ cho đọc (máy dự phòng)")
    office = Office.at(tmp_path, few, database=with_tables(new_database(own_server)))
    standby = own_server.folder / "data" / "standby.signal"
    with tally.one():
        own_server.stop()
        standby.touch()
        own_server.start()
        try:
            refused(office, "chỉ cho đọc", "máy chủ chính")
        finally:
            own_server.stop()
            standby.unlink()
            own_server.start()
        assert numbers_in(office.database) == []
        office.assert_mended(undisturbed_few)
