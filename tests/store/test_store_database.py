"""Opening a database: where, by whom at once, and what is said when it cannot be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from vanban.domain.errors import StoreUnavailable
from vanban.store import schema
from vanban.store.database import open_database, open_existing
from vanban.store.tables import metadata

pytestmark = pytest.mark.usefixtures("migrations")

WORKER = Path(__file__).with_name("store_worker.py")


def test_opening_creates_the_folders_and_the_tables(database_file):
    database = open_database(str(database_file))
    assert set(inspect(database.engine).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_url_and_a_path_open_the_same_file(database_file):
    open_database(f"sqlite:///{database_file}")
    assert open_existing(str(database_file)) is not None


def test_a_file_name_with_vietnamese_letters_spaces_and_a_percent_sign_is_a_file_name(tmp_path):
    path = tmp_path / "Sổ đăng ký 100% năm 2026?.db"
    open_database(str(path))
    assert path.stat().st_size > 0


def test_the_migrations_make_the_tables_that_the_queries_use(database):
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_current_version_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", "vanban.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.CURRENT_VERSION


def test_every_connection_waits_syncs_fully_and_keeps_foreign_keys(file_database):
    with file_database.transaction() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    assert values == ["wal", 2, 1, 60_000]


def test_a_writing_transaction_keeps_other_writers_out_from_its_start(file_database, database_file):
    with file_database.transaction():
        other = sqlite3.connect(database_file, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_an_error_inside_a_transaction_undoes_it(database):
    def write_and_fail():
        with database.transaction() as connection:
            connection.execute(text("INSERT INTO register_series VALUES ('a', 'chung', 2026, 3, 3)"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM register_series")).scalar() == 0


def test_opening_a_current_database_does_not_load_alembic(database, address):
    code = (
        "import sys; from vanban.store.database import open_database;"
        f"open_database({address!r}); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_package_alone_does_not_load_sqlalchemy():
    code = "import sys, vanban.store; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.slow
def test_eight_processes_open_a_new_database_at_once(database_file):
    command = [sys.executable, str(WORKER), str(database_file), "--open-only"]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    ended = []
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        _, errors = worker.communicate(timeout=60)
        ended.append((worker.returncode, errors))
    assert ended == [(0, "")] * 8
    assert open_existing(str(database_file)) is not None


def test_opening_waits_for_a_reader_of_the_file_although_the_switch_to_wal_itself_does_not(tmp_path, monkeypatch):
    """The driver's own waiting is turned off, as SQLite turns it off where two processes switch one file."""
    monkeypatch.setattr("vanban.store.dialects.BUSY_SECONDS", 0)
    path = tmp_path / "so.db"
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    reader.executescript("CREATE TABLE t (a); BEGIN; SELECT * FROM t")
    done = threading.Timer(0.3, reader.close)
    done.start()
    database = open_database(str(path))
    done.join()
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_eight_threads_open_new_databases_at_once(tmp_path):
    failures = []

    def open_one(number):
        try:
            open_database(str(tmp_path / f"{number % 2}.db"))
        except StoreUnavailable as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for number in range(2):
        assert open_existing(str(tmp_path / f"{number}.db")) is not None


def test_open_existing_makes_no_file(database_file):
    assert open_existing(str(database_file)) is None
    assert not database_file.parent.exists()


def test_open_existing_takes_an_empty_file_for_none(tmp_path):
    empty = tmp_path / "rong.db"
    empty.touch()
    assert open_existing(str(empty)) is None
    assert empty.stat().st_size == 0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://may/so", "mysql"),
        ("không phải địa chỉ://", "không đọc được"),
        ("sqlite://", "phải nằm trong một tệp"),
        (":memory:", "phải nằm trong một tệp"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_vietnamese(address, said):
    with pytest.raises(StoreUnavailable, match=said):
        open_database(address)


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path):
    path = tmp_path / "thu.docx"
    path.write_text("đây không phải là cơ sở dữ liệu" * 50)
    with pytest.raises(StoreUnavailable, match=r"thu\.docx.*sổ đăng ký"):
        open_database(str(path))


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(StoreUnavailable, match="Không mở được"):
        open_database(str(tmp_path))


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "so").touch()
    with pytest.raises(StoreUnavailable, match="Không tạo được thư mục"):
        open_database(str(tmp_path / "so" / "dang-ky.db"))


def test_a_database_of_a_newer_version_is_refused_and_left_alone(database, address):
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="mới hơn"):
        open_database(address)
    with database.reading() as connection:
        assert schema.version_of(connection) == "9999"


def test_a_database_held_by_another_program_is_told_so(file_database, database_file, monkeypatch):
    monkeypatch.setattr("vanban.store.dialects.BUSY_SECONDS", 0)
    holder = sqlite3.connect(database_file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreUnavailable, match="đang bị một chương trình khác giữ"), file_database.transaction():
            pass
    finally:
        holder.close()
