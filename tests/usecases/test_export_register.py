"""From rows of the register to its printed lines and files."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vanban.domain.letters.document import DocumentCode, DocumentType, RegisterKey
from vanban.regulations.law import law_on
from vanban.store.database import open_database
from vanban.store.register.register_rows import EntryState, RegisterRow, entries
from vanban.store.register.series import open_series, reserve, void
from vanban.usecases.registers.export_register import export_register, paper_last, register_lines

KEY = RegisterKey(organ_id="snv-202503", series="chung", year=2026)
BY = {"now": datetime(2026, 1, 5, 2, 30, tzinfo=UTC), "actor": "Nguyễn Văn A"}
ROW = RegisterRow(
    register_key=KEY,
    code=DocumentCode(code_number=7, code_notation="SNV-CCHC"),
    state=EntryState.ISSUED,
    reason="",
    issued_date=date(2026, 1, 5),
    document_type=DocumentType.CONG_VAN,
    subject="khảo sát sự hài lòng",
    signer="Nguyễn Văn A",
    recipients="UBND các xã, phường; Ông Nguyễn Văn B",
    file_copy_holder="VT, CCHC",
    copies=3,
    dispatched_on=date(2026, 1, 6),
    receipt="Đã nhận",
    note="Thay thế 05/SNV-CCHC",
    letter_key=None,
    draft_sha256="",
)


@pytest.fixture
def database(address):
    return open_database(address)


def export(rows, kind="csv", **changed):
    about = {
        "organisation_name": "Sở Nội vụ",
        "superior_name": "Ủy ban nhân dân tỉnh Khánh Hòa",
        "series": "chung",
        "year": 2026,
        "law": law_on(date(2026, 1, 5)),
    }
    return export_register(rows, kind=kind, **{**about, **changed})


def test_an_issued_number_fills_the_ten_columns():
    (line,) = register_lines([ROW])
    assert line.cells == (
        "07/SNV-CCHC",
        "05/01/2026",
        "Công văn V/v khảo sát sự hài lòng",
        "Nguyễn Văn A",
        "UBND các xã, phường; Ông Nguyễn Văn B",
        "VT, CCHC",
        "3",
        "06/01/2026",
        "Đã nhận",
        "Thay thế 05/SNV-CCHC",
    )


def test_a_named_type_stands_before_its_subject_without_v_v():
    row = replace(ROW, document_type=DocumentType.BAO_CAO, subject="kết quả cải cách hành chính quý I")
    assert register_lines([row])[0].title == "Báo cáo kết quả cải cách hành chính quý I"


@pytest.mark.parametrize(
    ("state", "note"), [(EntryState.RESERVED, "Số dự phòng: chờ ký"), (EntryState.VOID, "Số bỏ: chờ ký")]
)
def test_a_number_without_a_document_says_why(state, note):
    blank = {"subject": "", "signer": "", "recipients": "", "file_copy_holder": "", "receipt": "", "note": ""}
    nothing = {"issued_date": None, "document_type": None, "copies": None, "dispatched_on": None}
    (line,) = register_lines([replace(ROW, state=state, reason="chờ ký", **blank, **nothing)])
    assert line.cells == ("07/SNV-CCHC", *[""] * 8, note)


def test_numbers_below_the_paper_are_one_explained_line():
    lines = register_lines([ROW], paper_last=1922)
    assert lines[0].cells == ("1–1922", *[""] * 8, "Số 1–1922: sổ giấy")
    assert register_lines([], paper_last=1)[0].note == "Số 1: sổ giấy"
    assert [line.code for line in register_lines([ROW])] == ["07/SNV-CCHC"]


def test_the_store_tells_what_stands_on_paper_and_every_number_given_is_shown(database):
    assert paper_last(database, KEY) == 0
    open_series(database, KEY, last_used=4, reason="chuyển từ sổ giấy", **BY)
    for reason in ("họp báo", "hỏng"):
        reserve(database, KEY, code_notation="SNV-CCHC", reason=reason, **BY)
    void(database, KEY, 6, reason="văn bản không ban hành", **BY)
    lines = register_lines(entries(database), paper_last=paper_last(database, KEY))
    assert [(line.code, line.note) for line in lines] == [
        ("1–4", "Số 1–4: sổ giấy"),
        ("05/SNV-CCHC", "Số dự phòng: họp báo"),
        ("06/SNV-CCHC", "Số bỏ: văn bản không ban hành"),
    ]


def test_line_breaks_and_characters_that_no_file_can_hold_become_spaces():
    (line,) = register_lines([replace(ROW, note="một\nhai\x0b\x00 ba\ufffe")])
    assert line.note == "một hai ba"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf"])
def test_rows_from_a_generator_become_a_file_of_each_kind(kind):
    first_bytes = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}
    content = export((row for row in [ROW]), kind)
    assert content.startswith(first_bytes[kind])
    assert content == export([ROW], kind)


def test_the_year_and_the_days_of_the_book_come_from_its_rows():
    later = replace(ROW, code=DocumentCode(code_number=8, code_notation="SNV-CCHC"), issued_date=date(2026, 3, 9))
    assert export([ROW, later], "docx") != export([ROW], "docx")
    assert "Công văn V/v khảo sát" in export([ROW]).decode()


def test_an_empty_register_is_a_file_with_the_columns():
    text = export([]).decode("utf-8-sig")
    assert text.startswith('"Số, ký hiệu văn bản",')
    assert text.count("\r\n") == 1
