"""Issuing, by examples: numbers, register facts, idempotence, refusals, dry runs; laws are in the state machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from store_drafts import BY, DAY, KEY, draft, drafts, numbers
from store_engines import contents, heard, in_dialect, raw

from vanban.domain.errors import NumberConflict
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.store.audit import verify
from vanban.store.database import open_existing
from vanban.store.register.draft_hash import draft_sha256
from vanban.store.register.issuing import expected_numbers, issue
from vanban.store.register.register_rows import EntryState, entries
from vanban.store.register.series import open_series, reserve, void

NEXT_DAY = DAY + timedelta(days=1)
DAY_BEFORE = DAY - timedelta(days=1)
SAME_NUMBER_AGAIN = (
    "INSERT INTO register_entry (organ_id, series, year, code_number, code_notation, state, reason)"
    " VALUES ('snv-202503', 'chung', 2026, 2, 'X', 'reserved', 'x')"
)


def test_letters_are_numbered_in_the_order_given(database):
    issued = issue(database, drafts(1, 3)[::-1], day=DAY, **BY)
    assert [(document.draft.key.letter_id, document.code_number) for document in issued] == [
        ("thu-0003", 1),
        ("thu-0002", 2),
        ("thu-0001", 3),
    ]
    assert str(issued[0].code) == "01/SNV-CCHC"
    assert issued[0].issued_date == DAY
    assert numbers(issue(database, drafts(4, 5), day=DAY, **BY)) == [4, 5]


def test_every_organisation_series_and_year_counts_for_itself(database):
    other = replace(draft(1), key=replace(draft(1).key, organ_id="ubnd-phuong-a"))
    batch = [*drafts(1, 2), other, draft(3, series="thong-bao"), draft(4)]
    assert numbers(issue(database, batch, day=DAY, **BY)) == [1, 2, 1, 1, 3]
    assert numbers(issue(database, drafts(5, 5), day=date(2027, 1, 4), **BY)) == [1]


def test_the_register_holds_the_facts_of_the_ten_columns(database):
    issue(database, [draft(1)], day=DAY, **BY)
    (row,) = entries(database)
    assert row.register_key == KEY
    assert row.code == DocumentCode(code_number=1, code_notation="SNV-CCHC")
    assert (row.issued_date, row.document_type, row.subject) == (
        DAY,
        DocumentType.CONG_VAN,
        "khảo sát sự hài lòng lần 1",
    )
    assert (row.signer, row.recipients) == ("Nguyễn Văn A", "UBND các xã, phường; Ông Nguyễn Văn B")
    # One copy for each of two communes, two for the person outside the directory.
    assert (row.file_copy_holder, row.copies) == ("VT, CCHC", 4)
    assert (row.dispatched_on, row.receipt, row.note) == (None, "", "")
    assert (row.state, row.letter_key, row.draft_sha256) == (EntryState.ISSUED, draft(1).key, draft_sha256(draft(1)))


def test_recipients_are_kept_one_row_for_each_organisation(database, address):
    issue(database, [draft(1)], day=DAY, **BY)
    with raw(address) as connection:
        rows = connection.execute("SELECT * FROM entry_recipient ORDER BY position").fetchall()
    assert rows == [
        (1, 1, "UBND các xã, phường", "addressee", "xa-a", ""),
        (1, 2, "UBND các xã, phường", "addressee", "xa-b", ""),
        (1, 3, "Ông Nguyễn Văn B", "copy", None, "giấy"),
    ]


def test_entries_are_filtered_by_organisation_series_and_year(database):
    issue(database, [draft(1), draft(2, series="rieng")], day=DAY, **BY)
    issue(database, [draft(3)], day=date(2027, 1, 4), **BY)
    assert len(list(entries(database))) == 3
    assert [row.letter_key.letter_id for row in entries(database, series="rieng")] == ["thu-0002"]
    assert [row.letter_key.letter_id for row in entries(database, year=2027)] == ["thu-0003"]
    assert list(entries(database, organ_id="khac")) == []


def test_issuing_again_gives_the_first_number_and_day_and_writes_nothing(database, address):
    first = issue(database, drafts(1, 3), day=DAY, **BY)
    before = contents(address)
    assert issue(database, drafts(1, 3), day=NEXT_DAY, **BY) == first
    assert issue(database, drafts(1, 3), day=DAY_BEFORE, **BY) == first
    assert contents(address) == before


def test_letters_of_earlier_and_of_new_date_mix_in_one_chunk(database):
    issue(database, drafts(1, 2), day=DAY, **BY)
    again = issue(database, drafts(1, 3), day=NEXT_DAY, **BY)
    assert [(document.code_number, document.issued_date) for document in again] == [
        (1, DAY),
        (2, DAY),
        (3, NEXT_DAY),
    ]


def test_a_letter_given_twice_in_a_chunk_gets_one_number(database):
    assert numbers(issue(database, [draft(1), draft(2), draft(1)], day=DAY, **BY)) == [1, 2, 1]
    with pytest.raises(NumberConflict, match=r"thu-0003.*khao-sat-2026"):
        issue(database, [draft(3), draft(3, text="khác")], day=DAY, **BY)


def test_changed_letters_are_all_named_with_number_and_day_and_the_way_out(database, address):
    issue(database, drafts(1, 3), day=DAY, **BY)
    before = contents(address)
    with pytest.raises(NumberConflict) as caught:
        issue(database, [draft(1, text="khác"), draft(2), draft(3, text="khác"), draft(4)], day=DAY, **BY)
    message = caught.value.message
    assert "“thu-0001” của snv-202503 (đợt khao-sat-2026): đã có số 01/SNV-CCHC ngày 05/01/2026" in message
    assert "“thu-0003”" in message
    assert "03/SNV-CCHC" in message
    assert "thu-0002" not in message
    assert "đính chính" in message
    assert "thay thế" in message
    assert contents(address) == before


def test_a_day_before_the_last_one_of_the_series_is_refused_naming_both(database, address):
    issue(database, [draft(1)], day=DAY, **BY)
    before = contents(address)
    with pytest.raises(NumberConflict, match=r"ngày 05/01/2026.*ngày 04/01/2026"):
        issue(database, [draft(2)], day=DAY_BEFORE, **BY)
    assert contents(address) == before
    assert numbers(issue(database, [draft(2, series="rieng")], day=DAY_BEFORE, **BY)) == [1]


def test_an_error_at_any_statement_leaves_nothing(database, address):
    """Each statement of the transaction in turn fails; the run ends at the first that does not come."""
    before = contents(address)
    fail_at = tried = 0

    def fail():
        nonlocal tried
        tried += 1
        if tried == fail_at:
            raise RuntimeError

    while fail_at < 50:
        fail_at, tried = fail_at + 1, 0
        try:
            with heard(database, fail):
                issue(database, drafts(1, 3), day=DAY, **BY)
        except RuntimeError:
            assert contents(address) == before
        else:
            break
    # Few letters are written to PostgreSQL by one statement, which goes along with COMMIT.
    assert 7 <= fail_at < 50
    assert [row.code.code_number for row in entries(database)] == [1, 2, 3]


def test_an_interrupt_between_writing_and_commit_leaves_nothing(database, address, monkeypatch):
    before = contents(address)

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("vanban.store.audit.append_all", interrupt)
    with pytest.raises(KeyboardInterrupt):
        issue(database, drafts(1, 3), day=DAY, **BY)
    assert contents(address) == before


def test_a_dry_run_tells_the_numbers_and_writes_nothing(database, address):
    issue(database, drafts(1, 2), day=DAY, **BY)
    before = contents(address)
    assert expected_numbers(database, [draft(3), draft(1), draft(4)], day=DAY) == (3, 1, 4)
    assert contents(address) == before
    assert numbers(issue(database, [draft(3), draft(1), draft(4)], day=DAY, **BY)) == [3, 1, 4]


def test_a_dry_run_without_a_database_makes_none(database_file):
    assert open_existing(str(database_file)) is None
    assert expected_numbers(None, [draft(1), draft(2, series="rieng"), draft(3)], day=DAY) == (1, 1, 2)
    assert not database_file.parent.exists()


def test_a_dry_run_refuses_what_issuing_would_refuse(database):
    issue(database, [draft(1)], day=DAY, **BY)
    with pytest.raises(NumberConflict, match="01/SNV-CCHC"):
        expected_numbers(database, [draft(1, text="khác")], day=DAY)
    with pytest.raises(NumberConflict, match="05/01/2026"):
        expected_numbers(database, [draft(2)], day=DAY_BEFORE)


def test_every_change_is_one_audit_entry(database, address):
    open_series(database, replace(KEY, series="rieng"), last_used=3, reason="sổ giấy", **BY)
    issue(database, drafts(1, 2), day=DAY, **BY)
    void(database, KEY, reserve(database, KEY, code_notation="A", reason="giữ", **BY), reason="thôi", **BY)
    with raw(address) as connection:
        actions = connection.execute("SELECT action FROM audit_entry ORDER BY seq").fetchall()
    assert [action for (action,) in actions] == ["open_series", "issue", "issue", "reserve", "void"]
    assert verify(database).sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_entry SET subject = 'khác' WHERE code_number = 1",
        "UPDATE register_entry SET note = 'khác' WHERE code_number = 1",
        "UPDATE register_entry SET state = 'void', reason = 'x' WHERE code_number = 1",
        "UPDATE register_entry SET code_number = 9, state = 'void' WHERE code_number = 2",
        "UPDATE register_entry SET state = 'void', reason = '' WHERE code_number = 2",
        "UPDATE register_entry SET state = 'issued' WHERE code_number = 2",
        "UPDATE register_entry SET reason = 'khác' WHERE code_number = 2",
        "DELETE FROM register_entry WHERE code_number = 1",
        "DELETE FROM register_entry WHERE code_number = 2",
        "INSERT OR REPLACE INTO register_entry SELECT * FROM register_entry WHERE code_number = 1",
        "INSERT INTO register_entry SELECT * FROM register_entry WHERE code_number = 2",
        SAME_NUMBER_AGAIN,
        "UPDATE register_series SET last_number = 0",
        "UPDATE register_series SET paper_last_number = 1",
        "DELETE FROM register_series",
        "UPDATE entry_recipient SET label = 'khác'",
        "DELETE FROM entry_recipient",
        "INSERT OR REPLACE INTO entry_recipient SELECT * FROM entry_recipient",
    ],
)
def test_the_database_itself_refuses(database, address, statement):
    issue(database, [draft(1)], day=DAY, **BY)
    reserve(database, KEY, code_notation="SNV-CCHC", reason="giữ", **BY)
    before = contents(address)
    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.exec_driver_sql(in_dialect(statement, connection.dialect.name))
    assert contents(address) == before
