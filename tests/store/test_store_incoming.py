"""The incoming register: số đến run on through the year, and every document has one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY
from store_engines import contents, in_dialect

from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.incoming import IncomingDocument
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.store.register.incoming import add_incoming, find_incoming, incoming_entries, open_incoming

OFFICE = "sct-202503"


def particulars(number=1923, **changes):
    """What a clerk types for the ``number``-th document of Sở Nội vụ."""
    return {
        "organ_id": OFFICE,
        "arrival_date": DAY,
        "author": "Sở Nội vụ",
        "code": f"{number}/SNV-CCHC",
        "issued_date": date(2026, 1, 2),
        "type_name": "Công văn",
        "subject": "khảo sát sự hài lòng",
    } | changes


def add(database, number=1923, **changes):
    return add_incoming(database, **particulars(number, **changes), **BY)


def test_an_incoming_document_gets_the_next_number_of_its_office_and_year(database):
    first = add(database, 1, receiver="Văn phòng Sở", note="bản giấy")
    assert first == IncomingDocument(**particulars(1), arrival_number=1, receiver="Văn phòng Sở", note="bản giấy")
    assert (first.handed_over_on, first.receipt) == (None, "")
    assert add(database, 2).arrival_number == 2
    assert add(database, 3, organ_id="khác").arrival_number == 1
    assert add(database, 4, arrival_date=date(2027, 1, 4)).arrival_number == 1
    assert [entry.arrival_number for entry in incoming_entries(database)] == [1, 1, 2, 1]
    assert list(incoming_entries(database, organ_id=OFFICE, year=2026)) == [first, find(database, 2)]
    assert [entry.code for entry in incoming_entries(database, year=2027)] == ["4/SNV-CCHC"]


def find(database, number):
    return find_incoming(database, organ_id=OFFICE, code=f"{number}/SNV-CCHC")


def test_a_document_is_found_by_its_symbol_and_the_last_one_where_two_authors_share_it(database):
    assert find(database, 1) is None
    first = add(database, 1)
    assert find(database, 1) == first
    assert find_incoming(database, organ_id="khác", code=first.code) is None
    assert find_incoming(database, organ_id=OFFICE, code=" 1/SNV-CCHC ") == first
    second = add(database, 1, author="Sở Y tế", arrival_date=DAY + timedelta(days=1))
    assert find(database, 1) == second


def test_the_same_document_again_keeps_its_first_number_and_writes_nothing(database, address):
    first = add(database, 1)
    add(database, 2, arrival_date=DAY + timedelta(days=1))
    before = contents(address)
    assert add(database, 1) == first
    assert add(database, 1, author="  Sở  Nội vụ ", subject="kha\u0309o sát sự hài lòng") == first
    assert contents(address) == before


@pytest.mark.parametrize(
    "change",
    [{"subject": "khác"}, {"arrival_date": DAY + timedelta(days=1)}, {"note": "bản sao"}, {"type_name": "Thông báo"}],
)
def test_a_document_that_comes_twice_is_refused_naming_its_number(database, address, change):
    add(database, 1)
    add(database, 2)
    before = contents(address)
    with pytest.raises(NumberConflict, match=r"2/SNV-CCHC ngày 02/01/2026 của Sở Nội vụ.*số đến 2.*05/01/2026"):
        add(database, 2, **change)
    assert contents(address) == before


@pytest.mark.parametrize("change", [{"author": "Sở Y tế"}, {"issued_date": date(2025, 1, 2)}, {"code": "1/SNV-VP"}])
def test_another_author_day_or_symbol_is_another_document(database, change):
    add(database, 1)
    assert add(database, 1, **change).arrival_number == 2


def test_documents_without_a_symbol_are_the_same_only_in_all_particulars(database):
    assert add(database, code="", subject="đơn thứ nhất").arrival_number == 1
    assert add(database, code="", subject="đơn thứ hai").arrival_number == 2
    assert add(database, code="", subject="đơn thứ nhất").arrival_number == 1


def test_arrival_dates_do_not_run_backwards_within_a_year(database, address):
    add(database, 1)
    before = contents(address)
    with pytest.raises(NumberConflict, match=r"số đến 1 có ngày 05/01/2026.*04/01/2026"):
        add(database, 2, arrival_date=DAY - timedelta(days=1))
    assert contents(address) == before
    assert add(database, 2, arrival_date=date(2027, 1, 4)).arrival_number == 1
    assert add(database, 3).arrival_number == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"author": " "}, "cơ quan ban hành"),
        ({"type_name": "", "subject": ""}, "tên loại, trích yếu"),
        ({"issued_date": DAY + timedelta(days=1)}, r"05/01/2026 trước ngày văn bản 06/01/2026"),
    ],
)
def test_an_incomplete_or_impossible_entry_is_refused(database, change, said):
    with pytest.raises(IllegalTransition, match=said):
        add(database, 1, **change)
    assert list(incoming_entries(database)) == []


def test_an_office_goes_on_from_its_paper_register(database, address):
    open_incoming(database, OFFICE, 2026, last_used=411, reason="sổ giấy", **BY)
    open_incoming(database, OFFICE, 2026, last_used=412, reason="gõ nhầm", **BY)
    assert add(database, 1).arrival_number == 413
    before = contents(address)
    open_incoming(database, OFFICE, 2026, last_used=412, reason="chạy lại", **BY)
    assert contents(address) == before
    with pytest.raises(IllegalTransition, match=r"năm 2026 của sct-202503 từ số 500.*đã cấp 1"):
        open_incoming(database, OFFICE, 2026, last_used=500, reason="sổ giấy", **BY)
    with pytest.raises(IllegalTransition, match="từ 1"):
        open_incoming(database, OFFICE, 2027, last_used=0, reason="sổ giấy", **BY)
    with pytest.raises(IllegalTransition, match="lý do"):
        open_incoming(database, OFFICE, 2027, last_used=3, reason=" ", **BY)
    assert verify(database).entries == 3
    assert audit_register(database) == ()


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paper=st.none() | st.integers(1, 50),
    steps=st.lists(st.tuples(st.integers(1, 8), st.integers(0, 2)), max_size=15),
)
def test_numbers_run_on_without_gap_each_document_once(tmp_path_factory, paper, steps):
    database = open_database(str(tmp_path_factory.mktemp("so") / "so.db"))
    if paper:
        open_incoming(database, OFFICE, 2026, last_used=paper, reason="sổ giấy", **BY)
    day, given_numbers = DAY, {}
    for number, days in steps:
        day += timedelta(days=days)
        arrived, expected = given_numbers.setdefault(number, (day, (paper or 0) + len(given_numbers) + 1))
        assert add(database, number, arrival_date=arrived).arrival_number == expected
    found = [entry.arrival_number for entry in incoming_entries(database)]
    assert found == list(range((paper or 0) + 1, (paper or 0) + len(given_numbers) + 1))
    assert audit_register(database) == ()


ANOTHER = "INSERT INTO incoming_entry SELECT 9, organ_id, year, {}, {}, author, {}, issued_date, type_name, subject, '', NULL, '', '' FROM incoming_entry WHERE arrival_number = 12"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incoming_entry SET subject = 'khác'",
        "UPDATE incoming_entry SET receipt = 'khác'",
        "DELETE FROM incoming_entry WHERE arrival_number = 12",
        "INSERT OR REPLACE INTO incoming_entry SELECT * FROM incoming_entry WHERE arrival_number = 12",
        ANOTHER.format("14", "arrival_date", "'khác'"),
        ANOTHER.format("12", "arrival_date", "'khác'"),
        ANOTHER.format("13", "'2026-01-04'", "'khác'"),
        ANOTHER.format("13", "arrival_date", "code"),
        "UPDATE incoming_series SET paper_last_number = 9",
        "DELETE FROM incoming_series",
        "INSERT OR REPLACE INTO incoming_series SELECT * FROM incoming_series",
    ],
)
def test_the_database_itself_refuses_to_touch_the_incoming_register(database, address, statement):
    open_incoming(database, OFFICE, 2026, last_used=10, reason="sổ giấy", **BY)
    add(database, 1)
    add(database, 2)
    before = contents(address)
    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.exec_driver_sql(in_dialect(statement, connection.dialect.name))
    assert contents(address) == before
    with database.transaction() as connection:
        connection.exec_driver_sql(ANOTHER.format("13", "arrival_date", "'khác'"))
