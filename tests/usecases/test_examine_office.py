"""What the doctor sees: every thing it looks at, once as it should be and once as it should not."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from vanban.domain.dates.occasion import SUPPOSED, Occasion
from vanban.storage.folder import FolderStorage
from vanban.storage.storage import StorageFailed
from vanban.store.audit import AuditAction, append, last_written
from vanban.store.database import connect, open_database
from vanban.store.reporting.notices import record_sweep
from vanban.usecases.keeping import examine_office as office_room
from vanban.usecases.keeping import examine_software as software_room
from vanban.usecases.keeping.checkup import Health
from vanban.usecases.keeping.examine_database import check_disk, examine_database, issuing_offices
from vanban.usecases.keeping.examine_days import ROUNDS, check_clock, check_rounds, examine_days
from vanban.usecases.keeping.examine_office import check_calendar, check_directory, examine_storage
from vanban.usecases.keeping.examine_services import examine_services
from vanban.usecases.keeping.examine_software import check_packages, check_python, examine_software, lock_file
from vanban.usecases.keeping.leftover_files import leftover_files, sweep

FIRST_RELEASE = Path(__file__).parents[1] / "store" / "data" / "v0001.sql"
NOW = datetime(2026, 3, 16, 2, 30, tzinfo=UTC)
MOUNTS = """\
/dev/vda / ext4 rw 0 0
may-chu:/kho /mnt/kho nfs4 rw 0 0
//may-chu/chung /mnt/kho/chung\\040cu cifs rw 0 0
"""


of_a_file = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def health(checks):
    return {one.subject: one.health for one in checks}


# Software


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 10), Health.FAULT), ((3, 11), Health.GOOD), ((3, 13), Health.GOOD), ((3, 14), Health.FAULT)],
)
def test_python_is_one_that_the_project_names(version, state):
    assert check_python(version, "<3.14,>=3.11").health is state


LOCK = """\
# a comment
babel==2.18.0 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
psycopg-binary==3.3.9 ; implementation_name != 'pypy' \\
    --hash=sha256:00
"""


@pytest.mark.parametrize(
    ("installed", "said"),
    [
        ({"babel": "2.18.0"}, "1 thư viện đúng phiên bản"),
        ({"babel": "2.18.0", "psycopg-binary": "3.3.9"}, "2 thư viện đúng phiên bản"),
        ({"babel": "2.17.0"}, "babel 2.17.0 (cần 2.18.0)"),
        ({"babel": "2.18.0", "psycopg-binary": "3.3.8"}, "psycopg-binary 3.3.8 (cần 3.3.9)"),
        ({}, "thiếu babel 2.18.0"),
    ],
)
def test_packages_are_held_to_the_lock(tmp_path, installed, said):
    (tmp_path / "run.txt").write_text(LOCK, "utf-8")

    found = check_packages(tmp_path / "run.txt", installed.get)

    assert said in found.found
    assert (found.health is Health.GOOD) == (not found.remedy) == ("đúng phiên bản" in said)


def test_software_without_a_lock_beside_it_is_not_compared(tmp_path):
    assert lock_file(tmp_path) is None
    assert check_packages(None, {}.get).health is Health.GOOD


def test_this_machine_draws_vietnamese_and_has_every_package_of_its_lock():
    checks = {one.subject: one for one in examine_software()}

    assert {name: one.found for name, one in checks.items() if one.health is Health.FAULT} == {}
    assert list(checks) == ["Python", "Thư viện", "Phông chữ", "HarfBuzz-subset"]


def test_a_font_without_vietnamese_is_told_with_its_package(monkeypatch):
    # On a machine without the font, WeasyPrint falls back to another: as if ours had another name.
    monkeypatch.setattr("vanban.rendering.pdf.press.FONT_FAMILY", "Không Có Serif")
    monkeypatch.setattr("vanban.rendering.pdf.machine.FONT_FAMILY", "Không Có Serif")

    font = next(one for one in examine_software() if one.subject == "Phông chữ")

    assert (font.health, "fonts-liberation" in font.remedy) == (Health.FAULT, True)


def test_a_missing_subsetter_is_a_warning(monkeypatch):
    monkeypatch.setattr(software_room, "has_subsetter", lambda: False)

    found = next(one for one in examine_software() if one.subject == "HarfBuzz-subset")

    assert (found.health, "libharfbuzz-subset0" in found.remedy) == (Health.WARNING, True)


# Calendar and directory


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 6, 1), Health.GOOD),
        (date(2026, 6, 1), Health.WARNING),
        (date(2027, 1, 1), Health.FAULT),
    ],
)
def test_the_calendar_of_this_and_of_the_coming_year(today, state):
    found = check_calendar(today)

    assert found.health is state
    assert ("2027" in found.found) == (state is not Health.GOOD)


def test_the_directory_knows_whoever_has_a_register():
    assert check_directory(None, date(2026, 3, 16), frozenset({"snv-2020"})).health is Health.GOOD
    unknown = check_directory(None, date(2026, 3, 16), frozenset({"snv-2020", "so-la"}))
    assert (unknown.health, "so-la" in unknown.found, "--directory" in unknown.remedy) == (Health.WARNING, True, True)


def test_a_directory_that_cannot_be_read_is_a_fault(tmp_path):
    (tmp_path / "organisations.csv").write_text("sai\n1\n", "utf-8")

    assert check_directory(tmp_path, date(2026, 3, 16), frozenset()).health is Health.FAULT


# Database


def test_a_database_that_is_not_there_yet_is_not_made(tmp_path):
    (found,) = examine_database(str(tmp_path / "so.db"), MOUNTS)

    assert (found.health, list(tmp_path.iterdir())) == (Health.GOOD, [])
    assert issuing_offices(str(tmp_path / "so.db")) == frozenset()


@of_a_file
def test_a_sound_database(office):
    open_database(office.address)

    checks = tuple(examine_database(office.address, MOUNTS))

    assert health(checks) == dict.fromkeys(("Cơ sở dữ liệu", "Nhật ký", "Ổ đĩa của cơ sở dữ liệu"), Health.GOOD)


def test_an_older_database_is_told_and_left_as_it_is(tmp_path):
    path = tmp_path / "cu.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(FIRST_RELEASE.read_text("utf-8"))

    first, log, _ = examine_database(str(path), "")

    assert (first.health, "phiên bản 0001" in first.found) == (Health.WARNING, True)
    assert log.health is Health.GOOD
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


@of_a_file
def test_a_newer_database_is_a_fault(office):
    open_database(office.address)
    with closing(sqlite3.connect(office.address)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()

    first, *_ = examine_database(office.address, "")

    assert (first.health, "cập nhật phần mềm" in first.remedy) == (Health.FAULT, True)


@of_a_file
def test_a_changed_log_is_a_fault(office):
    office.launch()
    with closing(sqlite3.connect(office.address)) as raw:
        raw.execute("DROP TRIGGER audit_stays_as_written")
        raw.execute("UPDATE audit_entry SET actor = 'Người khác' WHERE seq = 2")
        raw.commit()

    found = health(examine_database(office.address, ""))

    assert found["Nhật ký"] is Health.FAULT
    assert issuing_offices(office.address) == frozenset({"snv-2020"})


@pytest.mark.parametrize(
    "content", [b"no database at all, and long enough to be looked at" * 20, b"SQLite format 3\0rest"]
)
def test_a_file_that_is_no_database_is_a_fault(tmp_path, content):
    (tmp_path / "so.db").write_bytes(content)

    (found,) = examine_database(str(tmp_path / "so.db"), "")

    assert (found.health, bool(found.found)) == (Health.FAULT, True)
    assert issuing_offices(str(tmp_path / "so.db")) == frozenset()


def test_a_server_that_does_not_answer_is_a_fault_that_shows_no_password():
    (found,) = examine_database("postgresql://van:mat-khau@127.0.0.1:1/vanban", "")

    assert (found.health, "mat-khau" in found.found + found.remedy) == (Health.FAULT, False)


def test_postgresql_is_looked_at_too(postgres_url, empty_postgres_url):
    assert health(examine_database(postgres_url, "")) == dict.fromkeys(("Cơ sở dữ liệu", "Nhật ký"), Health.GOOD)
    (found,) = examine_database(empty_postgres_url, "")
    assert (found.health, "chưa có bảng nào" in found.found) == (Health.GOOD, True)
    with connect(empty_postgres_url).reading() as connection:
        assert connection.dialect.name == "postgresql"


# Clock and daily rounds


@pytest.mark.parametrize(
    ("behind", "state"),
    [(timedelta(days=-1), Health.GOOD), (timedelta(minutes=5), Health.GOOD), (timedelta(days=1), Health.FAULT)],
)
def test_a_clock_behind_what_is_written_is_a_fault(behind, state):
    found = check_clock(NOW, NOW - behind)

    assert found.health is state
    assert "09:30 ngày 16/3/2026" in found.found


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 12), Health.GOOD),
        (date(2026, 3, 13), Health.GOOD),
        (date(2026, 3, 15), Health.GOOD),
        (date(2026, 3, 17), Health.WARNING),
    ],
)
def test_rounds_that_stopped_are_noticed_after_a_working_day_was_missed(today, state):
    found = check_rounds(date(2026, 3, 12), today)

    assert found.health is state
    assert "12/3/2026" in found.found


def test_the_register_tells_of_clock_and_rounds(office):
    office.launch()
    database = open_database(office.address)
    record_sweep(database, date(2020, 1, 2), now=NOW, actor="Nguyễn Văn A")
    written = last_written(database, but_by=SUPPOSED)

    early = Occasion(now=written - timedelta(days=2), actor="Nguyễn Văn A")
    late = Occasion(now=written + timedelta(days=2), actor="Nguyễn Văn A")
    rounds = Health.WARNING

    assert health(examine_days(office.address, early)) == {"Đồng hồ của máy": Health.FAULT, ROUNDS: rounds}
    assert health(examine_days(office.address, late)) == {"Đồng hồ của máy": Health.GOOD, ROUNDS: rounds}


def test_what_was_written_on_a_supposed_day_says_nothing_of_the_clock(office):
    database = open_database(office.address)
    for day, actor in ((16, "Nguyễn Văn A"), (20, f"Nguyễn Văn A{SUPPOSED}")):
        with database.transaction() as connection:
            now = NOW.replace(day=day)
            append(connection, action=AuditAction.RESERVE, subject={}, now=now, actor=actor)

    assert last_written(database, but_by=SUPPOSED) == NOW
    assert last_written(database, but_by="không ai") == NOW.replace(day=20)


@of_a_file
@pytest.mark.parametrize("spoilt", ["hôm qua", "2026-03-16", "2026-03-16T02:30:00"])
def test_a_log_whose_instants_were_changed_says_nothing_of_the_clock(office, spoilt):
    office.launch()
    with closing(sqlite3.connect(office.address)) as raw:
        raw.execute("DROP TRIGGER audit_stays_as_written")
        raw.execute("UPDATE audit_entry SET at = ?", (spoilt,))
        raw.commit()

    assert list(examine_days(office.address, Occasion(now=NOW, actor="Nguyễn Văn A"))) == []
    assert health(examine_database(office.address, ""))["Nhật ký"] is Health.FAULT


def test_a_register_that_is_not_there_or_older_is_asked_nothing(tmp_path):
    path = tmp_path / "cu.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(FIRST_RELEASE.read_text("utf-8"))
    at = Occasion(now=NOW, actor="Nguyễn Văn A")

    assert [*examine_days(str(path), at), *examine_days(str(tmp_path / "so.db"), at)] == []
    assert not (tmp_path / "so.db").exists()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/data/so.db", Health.GOOD),
        ("/mnt/kho/so.db", Health.FAULT),
        ("/mnt/kho2/so.db", Health.GOOD),
        ("/mnt/kho/chung cu/so.db", Health.FAULT),
    ],
)
def test_sqlite_on_a_disk_of_another_machine_is_a_fault(path, state):
    assert check_disk(Path(path), MOUNTS).health is state
    assert check_disk(Path(path), "").health is Health.GOOD


# Storage


def test_a_folder_that_can_be_written_to_need_not_be_there_yet(tmp_path):
    checks = tuple(examine_storage(FolderStorage(tmp_path / "moi" / "ra"), NOW))

    assert set(health(checks).values()) == {Health.GOOD}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_a_fault(tmp_path, monkeypatch):
    def refused(**_given):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(office_room.tempfile, "TemporaryFile", refused)

    assert health(examine_storage(FolderStorage(tmp_path), NOW))["Nơi lưu văn bản"] is Health.FAULT


@pytest.mark.parametrize(("free_mb", "state"), [(5000, Health.GOOD), (500, Health.WARNING), (50, Health.FAULT)])
def test_little_room_is_a_warning_and_none_a_fault(tmp_path, monkeypatch, free_mb, state):
    usage = type(office_room.shutil.disk_usage("/"))
    monkeypatch.setattr(office_room.shutil, "disk_usage", lambda _path: usage(2**40, 0, free_mb * 2**20))

    assert health(examine_storage(FolderStorage(tmp_path), NOW))["Chỗ trống trên đĩa"] is state


class Bucket:
    """A storage that is no folder, and that may be away."""

    def __init__(self, error=None):
        self.error, self.kept = error, {}

    def __str__(self):
        return "s3://kho/van-ban"

    def write_whole(self, name, content):
        if self.error:
            raise self.error
        self.kept[name] = content

    def remove(self, name):
        self.kept.pop(name)

    def read(self, name):
        return self.kept.get(name)


def test_a_bucket_is_written_to_and_left_as_it_was():
    bucket = Bucket()
    assert set(health(examine_storage(bucket, NOW)).values()) == {Health.GOOD}
    assert bucket.kept == {}

    (away,) = examine_storage(Bucket(StorageFailed("Không ghi được s3://kho: không trả lời → Kiểm tra mạng.")), NOW)
    assert (away.health, away.remedy) == (Health.FAULT, "Kiểm tra mạng.")


def test_an_unfinished_restoration_is_a_fault(tmp_path):
    (tmp_path / "KHOI-PHUC-CHUA-XONG.txt").write_text("chưa xong", "utf-8")

    assert health(examine_storage(FolderStorage(tmp_path), NOW))["Khôi phục"] is Health.FAULT


KILLED_WRITING = """
import os, signal, sys
from pathlib import Path
from vanban.storage.files import write_whole
os.fsync = lambda _descriptor: os.kill(os.getpid(), signal.SIGKILL)
write_whole(Path(sys.argv[1]), b"half a letter")
"""


def left_by_a_crash(folder: Path, age: timedelta) -> Path:
    """What a writer leaves that is killed before the file has its name."""
    path = folder / "dot" / "snv-2020" / "0001-SNV-CCHC-trien-khai.docx"
    before = set(folder.rglob(".*"))
    run = subprocess.run([sys.executable, "-c", KILLED_WRITING, str(path)], check=False, timeout=60)
    assert run.returncode == -signal.SIGKILL
    (left,) = set(folder.rglob(".*")) - before
    written = (NOW - age).timestamp()
    os.utime(left, (written, written))
    return left


def test_what_a_crash_left_is_named_and_swept_once_it_is_a_day_old(tmp_path):
    storage = FolderStorage(tmp_path)
    letter = tmp_path / "dot" / "snv-2020" / "0002-SNV-CCHC-trien-khai.docx"
    old, young = left_by_a_crash(tmp_path, timedelta(hours=25)), left_by_a_crash(tmp_path, timedelta(hours=23))
    others = [letter, letter.parent / ".gitignore", letter.parent / ".cau.hinh", tmp_path / ".bashrc"]
    for path in others:
        path.write_bytes(b"kept")
        os.utime(path, (0, 0))
    (tmp_path / ".lien-ket.docx.abcdefgh").symlink_to(letter)

    warned = next(one for one in examine_storage(storage, NOW) if one.subject == "Tệp tạm còn sót")
    swept = sweep(storage, NOW)

    assert (warned.health, str(old) in warned.found, str(young) in warned.found) == (Health.WARNING, True, False)
    assert [one.path for one in swept] == [old]
    assert (old.exists(), young.exists(), [path.exists() for path in others]) == (False, True, [True] * 4)
    assert [one.path for one in leftover_files(storage)] == [young]
    assert health(examine_storage(storage, NOW))["Tệp tạm còn sót"] is Health.GOOD
    assert sweep(storage, NOW) == ()


# Services


@contextmanager
def answering(content: object, status: int = 200):
    """A server that says one thing to everybody, and keeps what it was asked."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers.get("Authorization")))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content if isinstance(content, bytes) else json.dumps(content).encode())

        def log_message(self, *_given):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api", asked
        finally:
            server.shutdown()
            thread.join()


def prefect(environment, version="3.8.8"):
    (found,) = examine_services(environment, {"prefect": version}.get)
    return found


def test_prefect_is_asked_only_where_it_is_installed_and_has_an_address():
    assert prefect({}, None).health is Health.GOOD
    assert prefect({}).health is Health.GOOD
    assert prefect({"PREFECT_API_URL": "http://127.0.0.1:1/api"}, None).health is Health.WARNING


def test_a_server_of_the_same_version_is_good_and_of_another_a_warning():
    with answering("3.8.8") as (url, asked):
        assert prefect({"PREFECT_API_URL": url + "/"}).health is Health.GOOD
        assert asked == [("/api/admin/version", None)]
        assert prefect({"PREFECT_API_URL": url}, "3.9.0").health is Health.WARNING
        prefect({"PREFECT_API_URL": url, "PREFECT_API_AUTH_STRING": "van:thu"})
        prefect({"PREFECT_API_URL": url, "PREFECT_API_KEY": "chia-khoa"})
        assert [told for _, told in asked[2:]] == ["Basic dmFuOnRodQ==", "Bearer chia-khoa"]


@pytest.mark.parametrize(
    ("content", "status", "said"), [("no", 401, "HTTP 401"), (b"<html>", 200, "không trả lời"), (b"", 500, "HTTP 500")]
)
def test_an_answer_that_is_none_is_a_fault(content, status, said):
    with answering(content, status) as (url, _):
        found = prefect({"PREFECT_API_URL": url})

    assert (found.health, said in found.found) == (Health.FAULT, True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/api", "ftp://127.0.0.1/etc/passwd", "gopher://x", "http://[", "khong"]
)
def test_an_address_that_leads_nowhere_is_a_fault(url):
    assert prefect({"PREFECT_API_URL": url}).health is Health.FAULT


def test_a_password_in_an_address_is_not_shown():
    found = prefect({"PREFECT_API_URL": "http://van:mat-khau@127.0.0.1:1/api"})

    assert (found.health, "mat-khau" in found.found) == (Health.FAULT, False)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "tcp://127.0.0.1", "127.0.0.1:8786", "tcp://x:99999", "tcp://[", "khong"]
)
def test_a_scheduler_that_does_not_answer_is_a_fault(address):
    _, found = examine_services({"VANBAN_DASK_ADDRESS": address}, {}.get)

    assert (found.subject, found.health) == ("Dask", Health.FAULT)


def test_a_scheduler_that_takes_connections_is_good():
    with answering("") as (url, _):
        address = url.replace("http", "tcp").removesuffix("/api")
        _, found = examine_services({"VANBAN_DASK_ADDRESS": address}, {}.get)

    assert found.health is Health.GOOD
