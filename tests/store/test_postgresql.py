"""What only PostgreSQL has: its addresses and failures, its connections, its order of letters and its rules."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from datetime import timedelta

import psycopg
import pytest
from scripts.private_postgres import QUICK, cluster
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, KEY, directive, draft, drafts, numbers
from store_engines import contents

from vanban.domain.errors import StoreUnavailable
from vanban.store.database import close_connections, open_database, open_existing
from vanban.store.register.issuing import issue
from vanban.store.register.register_rows import entries
from vanban.store.register.series import reserve
from vanban.store.tables import metadata

# The alphabet has them in this order: a, ă, â, d, đ, e; by number of the letter ă, â and đ come after z.
ORGANS = ("z-1", "a-1", "đ-1", "ă-1", "Z-1", "d-1", "a 2", "a-10")


@pytest.fixture
def register(postgres_url):
    return open_database(postgres_url)


def address_with(url, **parts):
    """The address with something in it replaced."""
    start, rest = url.split("//", 1)
    user, rest = rest.split("@", 1)
    place, query = rest.split("?", 1)
    password = f":{parts['password']}" if "password" in parts else ""
    return f"{start}//{parts.get('user', user)}{password}@{place}?{parts.get('query', query)}"


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+psycopg2", "postgres"])
def test_every_spelling_of_an_address_is_opened_by_our_driver(postgres_url, scheme):
    database = open_database(postgres_url.replace("postgresql", scheme, 1))
    assert database.engine.url.drivername == "postgresql+psycopg"
    assert numbers(issue(database, [draft(1)], day=DAY, **BY)) == [1]


def test_opening_what_is_not_there_yet_makes_a_register_and_a_dry_run_does_not(empty_postgres_url):
    assert open_existing(empty_postgres_url) is None
    assert "register_entry" not in contents(empty_postgres_url)
    open_database(empty_postgres_url)
    assert open_existing(empty_postgres_url) is not None


def test_eight_threads_open_one_new_database_at_once(empty_postgres_url):
    failures = []

    def open_it():
        try:
            open_database(empty_postgres_url)
        except StoreUnavailable as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_register_whose_name_nobody_has_made_is_told_with_the_way_out(postgres_url):
    with pytest.raises(StoreUnavailable, match=r"chưa có trên máy chủ.*createdb"):
        open_database(postgres_url.replace("/so_", "/khong_co_"))


def test_a_server_that_is_away_is_told_by_its_address(tmp_path):
    with pytest.raises(StoreUnavailable, match=r"postgresql://nv@/so.*không trả lời.*có đang chạy"):
        open_database(f"postgresql://nv@/so?host={tmp_path}")
    with pytest.raises(StoreUnavailable, match="không trả lời"):
        open_database("postgresql://nv@127.0.0.1:1/so")


@pytest.mark.parametrize("password", ["bi-mat-9", "b%C3%AD%40m%3Aat", "%25%2F%3F%23"])
def test_a_wrong_password_is_told_and_never_shown(postgresql, postgres_url, password):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "DO $$ BEGIN CREATE ROLE co_mat_khau LOGIN PASSWORD 'khac'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
    wrong = address_with(postgres_url, user="co_mat_khau", password=password)
    with pytest.raises(StoreUnavailable, match="từ chối đăng nhập") as caught:
        open_database(wrong)
    told = [str(caught.value), repr(caught.value), str(caught.value.__cause__)]
    assert not any(part in text for text in told for part in (password, "bi-mat-9"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://nv:bi-mat-9@may:cổng/so",
        "postgresql://nv:bi-mat-9@may:99x/so",
        "postgresql://nv:bi-m@t-9-bi-mat-9@127.0.0.1:1/so",
        "postgresql://nv@127.0.0.1:1/so?password=bi-mat-9",
        "postgresql://nv:bi-mat-9@127.0.0.1:1/so",
        "mysql://nv:bi-mat-9@may/so",
    ],
)
def test_no_message_holds_a_password(address):
    with pytest.raises(StoreUnavailable) as caught:
        open_database(address)
    assert "bi-mat-9" not in f"{caught.value} {caught.value!r}"


def test_a_right_password_opens_and_a_role_without_rights_is_told_so(postgresql, postgres_url, register):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "DO $$ BEGIN CREATE ROLE chi_xem LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
            " GRANT SELECT ON ALL TABLES IN SCHEMA public TO chi_xem"
        )
    viewer = address_with(postgres_url, user="chi_xem")
    try:
        database = open_database(viewer)
        assert list(entries(database)) == []
        with pytest.raises(StoreUnavailable, match="không cho người dùng này"):
            issue(database, [draft(1)], day=DAY, **BY)
    finally:
        close_connections(viewer)
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP OWNED BY chi_xem")


def test_a_writer_that_waits_too_long_for_another_is_told_so(register, postgres_url, monkeypatch):
    monkeypatch.setattr("vanban.store.postgresql.BUSY_SECONDS", 0.2)
    close_connections(postgres_url)
    short = open_database(postgres_url)
    with psycopg.connect(postgres_url) as holder:
        holder.execute(f"SELECT pg_advisory_lock({0x76616E62616E})")
        with pytest.raises(StoreUnavailable, match="đang bị một chương trình khác giữ"):
            issue(short, [draft(1)], day=DAY, **BY)


def test_a_reader_sees_one_state_throughout_and_cannot_write(register):
    with register.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM register_entry")).scalar()
        issue(register, drafts(1, 2), day=DAY, **BY)
        assert connection.execute(text("SELECT count(*) FROM register_entry")).scalar() == before == 0
    with pytest.raises(StoreUnavailable, match="chỉ cho đọc"), register.reading() as connection:
        connection.execute(text("DELETE FROM sweep"))


@pytest.mark.parametrize("letters", [1, 40])
def test_what_issue_has_told_outlives_a_crash_although_the_commit_itself_waits_for_nothing(letters):
    """PostgreSQL's own writer is made to come by every ten seconds only, as seen by what it alone would have saved."""
    with cluster({**QUICK, "wal_writer_delay": "10s"}) as server:
        database = open_database(server.url())
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE unsaved (number int)")
        for start in range(0, 3 * letters, letters):
            issue(database, drafts(start + 1, start + letters), day=DAY, **BY)
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("SET synchronous_commit = off")
            connection.execute("INSERT INTO unsaved VALUES (1)")
            server.stop(signal.SIGQUIT)
        server.start()
        assert [row.code.code_number for row in entries(database)] == list(range(1, 3 * letters + 1))
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT count(*) FROM unsaved").fetchone() == (0,)
        close_connections(server.url())


@pytest.mark.parametrize("letters", [1, 40])
@pytest.mark.parametrize("table", ["register_entry", "entry_recipient", "obligation", "audit_entry"])
def test_a_failure_at_any_table_leaves_nothing(register, postgres_url, table, letters):
    """Few rows go along with the commit, many by COPY: either way all of the chunk is undone and the error told."""
    issue(register, [directive(100)], day=DAY, **BY)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            f"CREATE TRIGGER stop AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse('dừng lại')"
        )
    before = contents(postgres_url)
    batch = [directive(number) for number in range(1, letters + 1)]
    with pytest.raises(IntegrityError, match="dừng lại"):
        issue(register, batch, day=DAY, **BY)
    assert contents(postgres_url) == before
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"DROP TRIGGER stop ON {table}")
    assert numbers(issue(register, batch, day=DAY, **BY)) == list(range(2, letters + 2))


def test_a_broken_line_at_the_commit_is_told_and_the_next_use_connects_anew(register, postgres_url):
    issue(register, [draft(1)], day=DAY, **BY)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;"
            " CREATE TRIGGER cut AFTER INSERT ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION cut()"
        )
        for letters in (1, 40):
            with pytest.raises(StoreUnavailable, match="không trả lời"):
                issue(register, drafts(2, letters + 1), day=DAY, **BY)
        connection.execute("DROP TRIGGER cut ON audit_entry")
    assert numbers(issue(register, drafts(1, 41), day=DAY, **BY)) == list(range(1, 42))


def test_a_restart_of_the_server_between_two_transactions_is_not_noticed():
    with cluster() as server:
        database = open_database(server.url())
        issue(database, [draft(1)], day=DAY, **BY)
        server.stop()
        with pytest.raises(StoreUnavailable, match="không trả lời"):
            issue(database, [draft(2)], day=DAY, **BY)
        server.start()
        assert numbers(issue(database, drafts(1, 2), day=DAY, **BY)) == [1, 2]
        server.stop()
        server.start()
        assert [row.code.code_number for row in entries(database)] == [1, 2]
        close_connections(server.url())


def _issue_in_child(database, number, told):
    told.put(numbers(issue(database, [draft(number)], day=DAY, **BY)))


def test_a_fork_leaves_the_connections_to_its_parent(register):
    issue(register, [draft(1)], day=DAY, **BY)
    forking = multiprocessing.get_context("fork")
    told = forking.Queue()
    with register.transaction() as connection:
        connection.execute(text("SELECT 1"))
        child = forking.Process(target=_issue_in_child, args=(register, 2, told))
        child.start()
        child.join(0.3)
        assert child.is_alive(), "the child has to wait for the transaction of its parent"
    assert told.get(timeout=30) == [2]
    child.join(30)
    assert child.exitcode == 0
    assert numbers(issue(register, drafts(1, 3), day=DAY, **BY)) == [1, 2, 3]


def test_a_process_keeps_few_connections_however_many_threads_it_has_had(register, postgres_url):
    threads = [
        threading.Thread(target=issue, args=(register, [draft(number)]), kwargs={"day": DAY, **BY})
        for number in range(1, 21)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(postgres_url) as connection:
        query = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'vanban'"
        )
        assert connection.execute(query).fetchone()[0] <= 4
    assert [row.code.code_number for row in entries(register)] == list(range(1, 21))


def test_rows_are_ordered_by_letter_number_as_on_sqlite_whatever_the_locale_of_the_server(register, tmp_path):
    file = open_database(str(tmp_path / "so.db"))
    with register.reading() as connection:
        locale = connection.execute(text("SELECT daticulocale FROM pg_database WHERE datname = current_database()"))
        assert locale.scalar() == "vi"
    orders = []
    for database in (register, file):
        for organ in ORGANS:
            key = KEY.__class__(organ_id=organ, series="chung", year=2026)
            reserve(database, key, code_notation="A", reason="giữ", **BY)
        orders.append([row.register_key.organ_id for row in entries(database)])
    assert orders[0] == orders[1] == sorted(ORGANS)


def test_every_column_of_text_is_compared_letter_by_letter(register):
    query = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
    )
    with register.reading() as connection:
        assert connection.execute(text(query)).all() == [("alembic_version", "version_num")]


def test_no_table_whose_rows_stay_can_be_emptied_at_once(register, postgres_url):
    tables = set(metadata.tables) - {"register_series", "incoming_series"}
    assert len(tables) == 19
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for table in tables:
            with pytest.raises(psycopg.IntegrityError, match="never"):
                connection.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO register_entry SELECT * FROM register_entry WHERE code_number = 1"
            " ON CONFLICT (id) DO UPDATE SET subject = 'khác'"
        ),
        (
            "INSERT INTO entry_recipient SELECT * FROM entry_recipient WHERE position = 1"
            " ON CONFLICT (entry_id, position) DO UPDATE SET label = 'khác'"
        ),
        "UPDATE audit_entry SET actor = 'khác'",
        "INSERT INTO audit_entry VALUES (2, '', '', '', '', '', '')",
        "INSERT INTO audit_entry VALUES (3, '', '', '', '', '', '')",
        "INSERT INTO audit_entry VALUES (0, '', '', '', '', '', '')",
    ],
)
def test_an_upsert_is_an_update_and_is_refused_too(register, statement):
    issue(register, [draft(1)], day=DAY, **BY)
    with pytest.raises(IntegrityError), register.transaction() as connection:
        connection.exec_driver_sql(statement)


def test_dates_and_instants_come_back_as_they_went_whatever_the_zone_of_the_server(register, postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET timezone TO 'America/Los_Angeles'")
        connection.execute(f"ALTER DATABASE {name} SET datestyle TO 'SQL, DMY'")
    close_connections(postgres_url)
    database = open_database(postgres_url)
    issue(database, [draft(1)], day=DAY, **BY)
    issue(database, [draft(2)], day=DAY + timedelta(days=30), **BY)
    assert [row.issued_date for row in entries(database)] == [DAY, DAY + timedelta(days=30)]
    with database.reading() as connection:
        told = connection.execute(text("SELECT DISTINCT at FROM audit_entry")).scalars().all()
    assert told == ["2026-01-05T02:30:00+00:00"]
