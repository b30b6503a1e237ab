"""Rows taken out of one database and loaded into another: the same rows, the same rules, the same numbers afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from store_drafts import BY, DAY, DUE, KEY, ORGAN, directive, draft, drafts, numbers, relay

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.errors import StoreUnavailable
from vanban.domain.letters.rendition import Rendition
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import connect, open_database
from vanban.store.portable.table_loading import loaded_tables, tables_with_rows
from vanban.store.portable.table_reading import table_rows, table_shapes
from vanban.store.portable.table_shape import Column, TableShape, ValueKind
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import extend
from vanban.store.register.renditions import record_rendition
from vanban.store.register.series import open_series, reserve, void
from vanban.store.schema import CURRENT_VERSION

FIRST_RELEASE = Path(__file__).parent / "data" / "v0001.sql"


@pytest.fixture
def target(request, tmp_path):
    """Where an empty database is, as ``indirect`` parameters name its engine."""
    return str(tmp_path / "moi.db") if request.param == "sqlite" else request.getfixturevalue("empty_postgres_url")


either = pytest.mark.parametrize("target", ["sqlite", "postgresql"], indirect=True)


def used(database):
    """A register with a paper part, reserved and void numbers, a relay below a letter, an extension and a file."""
    open_series(database, KEY, last_used=7, reason="nối sổ giấy", now=BY["now"], actor=BY["actor"])
    kept = [
        reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ cho công văn mật", **BY),
        reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ cho công văn của lãnh đạo", **BY),
    ]
    top = directive(1, owing=(ORGAN, "xa-a"))
    issue(database, [top], day=DAY, **BY)
    below = relay(top, issuer=ORGAN, owing=("thôn Đông",), due=DUE - timedelta(days=7), number=2)
    issue(database, [below, *drafts(3, 5)], day=DAY, **BY)
    void(database, KEY, kept[0], reason="không dùng nữa", **BY)
    owed = ObligationKey(letter=top.key, assignment="ra-soat", organ_id="xa-a")
    extend(database, owed, due=DUE + timedelta(days=9), reason="mưa lũ", **BY)
    file = Rendition(key=top.key, kind="pdf", file_name="snv/08.pdf", sha256="ab" * 32)
    record_rendition(database, [file], **BY)
    return database


def contents(database):
    """Every table with its rows, in the order in which they are read."""
    with database.reading() as connection:
        return {shape: list(table_rows(connection, shape)) for shape in table_shapes(connection)}


def load(address, tables, version=CURRENT_VERSION):
    with loaded_tables(connect(address), version, tuple(tables), tables.__getitem__):
        pass
    return open_database(address)


def rules(database):
    """Every trigger with what it does and whether it is on."""
    queries = {
        "sqlite": "SELECT name, sql, 'O' FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    }
    with database.reading() as connection:
        return {tuple(row) for row in connection.execute(text(queries[connection.dialect.name]))}


@either
def test_the_rows_loaded_are_those_read_in_the_same_order_on_either_database(database, target):
    tables = contents(used(database))

    loaded = load(target, tables)

    again = contents(loaded)
    assert list(again) == list(tables)
    assert again == tables
    assert sum(map(bool, tables.values())) == 7
    assert audit_register(loaded) == ()
    assert verify(loaded).head == verify(database).head


@either
def test_numbers_and_ids_go_on_where_they_were(database, target):
    loaded = load(target, contents(used(database)))

    more = [draft(number) for number in (6, 7)]
    assert numbers(issue(loaded, more, day=DAY, **BY)) == numbers(issue(database, more, day=DAY, **BY)) == [15, 16]
    owing = directive(8, owing=("xa-c",))
    issue(loaded, [owing], day=DAY, **BY)
    assert audit_register(loaded) == ()


@either
def test_the_rules_are_on_again_after_loading(target, file_database):
    tables = contents(used(file_database))
    fresh = open_database(target)
    before = rules(fresh)

    loaded = load(target, tables)

    assert rules(loaded) == before
    assert len(before) > 40
    assert {enabled for _, _, enabled in before} == {"O"}
    for statement in (
        "UPDATE register_entry SET subject = 'khác' WHERE state = 'issued'",
        "DELETE FROM audit_entry",
        "UPDATE obligation SET due_on = '2030-01-01'",
    ):
        with pytest.raises(DBAPIError), loaded.transaction() as connection:
            connection.execute(text(statement))
    assert audit_register(loaded) == ()


def test_a_relay_under_a_lower_id_than_the_letter_above_is_read_after_it(file_database):
    kept = reserve(file_database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    top = directive(1, owing=(ORGAN,))
    issue(file_database, [top], day=DAY, **BY)
    below = relay(top, issuer=ORGAN, owing=("thôn Đông",), due=DUE - timedelta(days=7), number=2)
    issue(file_database, [below], day=DAY, **BY)
    # As if the number that was reserved first had been used for the relay.
    with closing(sqlite3.connect(file_database.engine.url.database)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for was, now in ((kept, 99), (3, kept), (99, 3)):
            raw.execute("UPDATE register_entry SET id = ? WHERE id = ?", (now, was))
        raw.commit()

    with file_database.reading() as connection:
        shape = next(one for one in table_shapes(connection) if one.name == "register_entry")
        rows = [
            dict(zip([one.name for one in shape.columns], row, strict=True)) for row in table_rows(connection, shape)
        ]

    assert [(row["id"], row["above_id"], row["level"]) for row in rows] == [(2, None, 1), (3, None, None), (1, 2, 2)]


@either
def test_a_database_with_rows_is_left_as_it_is(target, file_database):
    tables = contents(used(file_database))
    occupied = open_database(target)
    issue(occupied, [draft(1)], day=DAY, **BY)
    before = contents(occupied)

    with pytest.raises(StoreUnavailable, match="đã có dữ liệu"):
        load(target, tables)

    assert contents(occupied) == before


@either
def test_a_failure_before_the_end_leaves_a_database_without_rows(target, file_database):
    tables = contents(used(file_database))

    with (
        pytest.raises(RuntimeError, match="power"),
        loaded_tables(connect(target), CURRENT_VERSION, tuple(tables), tables.__getitem__),
    ):
        raise RuntimeError("power")

    with connect(target).reading() as connection:
        assert tables_with_rows(connection) == ()
    assert contents(load(target, tables)) == tables


@either
def test_rows_of_the_first_release_are_loaded_and_brought_up_to_date(target, tmp_path):
    path = tmp_path / "cu.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
    tables = contents(connect(str(path)))
    assert {shape.name for shape in tables} == {
        *("register_series", "register_entry", "entry_recipient", "rendition", "audit_entry"),
    }

    loaded = load(target, tables, "0001")

    assert contents(loaded) == contents(open_database(str(path)))
    assert audit_register(loaded) == ()


@either
def test_rows_that_contradict_each_other_are_refused_and_none_is_kept(target, file_database):
    tables = contents(used(file_database))
    entries = next(shape for shape in tables if shape.name == "register_entry")
    for spoilt in (tables[entries][:-1], [*tables[entries], tables[entries][0]]):
        with pytest.raises(ValueError, match="contradict"):
            load(target, {**tables, entries: spoilt})
    with connect(target).reading() as connection:
        assert tables_with_rows(connection) == ()


def test_tables_of_another_shape_are_refused(file_database, tmp_path):
    tables = contents(used(file_database))
    shape = next(iter(tables))
    other = {replace(one, columns=one.columns[1:]) if one == shape else one: rows for one, rows in tables.items()}

    with pytest.raises(ValueError, match="not those of version"):
        load(str(tmp_path / "moi.db"), other)


@pytest.mark.parametrize(
    ("column", "value"),
    [("issued_date", "'2026-13-01'"), ("issued_date", "'5/1/2026'"), ("code_number", "'tám'"), ("subject", "x'ff00'")],
)
def test_a_value_that_no_software_of_ours_wrote_is_named_with_its_table_and_column(file_database, column, value):
    used(file_database)
    with closing(sqlite3.connect(file_database.engine.url.database)) as raw:
        raw.execute("DROP TRIGGER entry_changes_state_once")
        raw.execute("DROP TRIGGER entry_stands_below_when_reservation_is_used")
        raw.execute(f"UPDATE register_entry SET {column} = {value} WHERE id = 3")  # noqa: S608  # ours
        raw.commit()

    with pytest.raises(StoreUnavailable, match=f"Bảng register_entry, cột {column} có giá trị hỏng"):
        contents(file_database)


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        (ValueKind.INTEGER, 2**63 - 1, 2**63 - 1),
        (ValueKind.TEXT, "Số 5\n“Kính gửi”", "Số 5\n“Kính gửi”"),
        (ValueKind.DATE, "2026-02-28", date(2026, 2, 28)),
        (ValueKind.BOOLEAN, True, True),
        *((kind, None, None) for kind in ValueKind),
    ],
)
def test_a_value_comes_in_as_its_kind(kind, written, read):
    shape = TableShape(name="bang", columns=(Column(name="cot", kind=kind),))

    assert shape.row_in((written,)) == {"cot": read}


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *((ValueKind.INTEGER, value) for value in (True, 1.0, "1", 2**63, [1])),
        *((ValueKind.TEXT, value) for value in (1, b"x", "\ud800", ["x"])),
        *((ValueKind.DATE, value) for value in ("2026-2-8", "20260228", "2026-02-30", 20260228, "")),
        *((ValueKind.BOOLEAN, value) for value in (1, 0, "true")),
    ],
)
def test_a_value_of_another_kind_does_not_come_in(kind, written):
    shape = TableShape(name="bang", columns=(Column(name="cot", kind=kind),))

    with pytest.raises(ValueError, match=r"is no|can.t encode|Invalid isoformat|day is out"):
        shape.row_in((written,))
