"""Documents that come in: registered once, printed in ten columns, and asked for by a campaign that relays one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vanban.directory.errors import UnknownOrganisation
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.judging.finding import Severity
from vanban.domain.letters.citation import Citation
from vanban.regulations.law import law_on
from vanban.store.database import open_database
from vanban.store.register.incoming import incoming_entries, open_incoming, paper_last_arrival
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.registers.check_incoming import check_incoming
from vanban.usecases.registers.export_incoming import export_incoming, incoming_lines
from vanban.usecases.registers.register_incoming import Arrival, register_incoming

LAW = law_on(date(2025, 5, 9))
AT = Occasion(now=datetime(2025, 5, 9, 2, tzinfo=UTC), actor="Nguyễn Văn A")
DIRECTIVE = Arrival(
    organ="Sở Công Thương",
    author="SNV",
    code="1923/SNV-CCHC",
    issued_date=date(2025, 5, 8),
    type_name="công văn",
    subject="V/v phối hợp triển khai khảo sát",
    arrival_date=date(2025, 5, 9),
    receiver="Văn phòng Sở",
)
CITED = Citation(
    key="cv1923",
    type_name="Công văn",
    code="1923/SNV-CCHC",
    issued_date=date(2025, 5, 8),
    issuer="Sở Nội vụ",
    subject="việc phối hợp triển khai khảo sát",
)


@pytest.fixture
def database(address):
    return open_database(address)


def arrive(database, **changed):
    return register_incoming(replace(DIRECTIVE, **changed), office_directory(None), database, AT)


def relaying(**changed):
    return Campaign(id="dot", title="Đợt", letters=(), incoming="cv1923", citations=(replace(CITED, **changed),))


def check(database, **changed):
    receiver = office_directory(None).on(AT.today).find("Sở Công Thương")
    return check_incoming(relaying(**changed), {receiver.id: receiver.name}, database)


def test_a_document_gets_the_next_number_with_author_and_type_in_full(database):
    first, second = arrive(database), arrive(database, code="1924/SNV-CCHC")

    assert (first.arrival_number, second.arrival_number) == (1, 2)
    assert (first.author, first.type_name) == ("Sở Nội vụ", "Công văn")


def test_the_same_document_typed_otherwise_keeps_its_number(database):
    first = arrive(database)

    assert arrive(database, author="Sở Nội vụ", subject="về việc phối hợp triển  khai khảo sát") == first
    with pytest.raises(NumberConflict, match="số đến 1"):
        arrive(database, subject="việc khác")
    assert len(list(incoming_entries(database))) == 1


@pytest.mark.parametrize("typed", ["V/v phối hợp", "v/v phối hợp", "Về việc phối hợp", "việc phối hợp", "phối hợp"])
def test_the_subject_of_a_letter_is_printed_alike_however_it_was_typed(database, typed):
    document = arrive(database, subject=typed)

    assert incoming_lines([document], LAW)[0].title == "Công văn V/v phối hợp"


def test_other_types_and_authors_outside_the_directory_stay_as_typed(database):
    document = arrive(
        database, author="Hội Khuyến học", code="", type_name="Thư ngỏ", subject="Về việc ủng hộ quỹ", organ="SCT"
    )

    assert (document.author, document.type_name, document.subject) == (
        "Hội Khuyến học",
        "Thư ngỏ",
        "Về việc ủng hộ quỹ",
    )
    assert incoming_lines([document], LAW)[0].title == "Thư ngỏ Về việc ủng hộ quỹ"


def test_a_day_to_come_and_an_unknown_office_are_refused(database):
    with pytest.raises(IllegalTransition, match="10/5/2025 chưa tới"):
        arrive(database, arrival_date=date(2025, 5, 10))
    with pytest.raises(UnknownOrganisation):
        arrive(database, organ="Sở Không có")
    assert list(incoming_entries(database)) == []


def test_the_ten_columns_are_those_of_the_decree(database):
    (line,) = incoming_lines([arrive(database, note="kèm 02 phụ lục")], LAW)

    assert dict(zip(LAW.incoming_register_columns, line.cells, strict=True)) == {
        "Ngày đến": "09/5/2025",
        "Số đến": "1",
        "Tác giả": "Sở Nội vụ",
        "Số, ký hiệu văn bản": "1923/SNV-CCHC",
        "Ngày tháng văn bản": "08/5/2025",
        "Tên loại và trích yếu nội dung văn bản": "Công văn V/v phối hợp triển khai khảo sát",
        "Đơn vị hoặc người nhận": "Văn phòng Sở",
        "Ngày chuyển": "",
        "Ký nhận": "",
        "Ghi chú": "kèm 02 phụ lục",
    }


def test_numbers_on_paper_are_one_explained_line(database):
    open_incoming(database, "sct-2025", 2025, last_used=311, reason="chuyển từ sổ giấy", now=AT.now, actor=AT.actor)
    document = replace(arrive(database), arrival_number=312)
    paper = paper_last_arrival(database, "sct-2025", 2025)

    lines = incoming_lines([document], LAW, paper_last=paper)

    assert [(line.arrival_number, line.note) for line in lines] == [("1–311", "Số 1–311: sổ giấy"), ("312", "")]
    assert incoming_lines([], LAW, paper_last=1)[0].note == "Số 1: sổ giấy"
    assert paper_last_arrival(database, "sct-2025", 2026) == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf"])
def test_the_register_is_a_file_of_each_kind_with_the_same_bytes_every_time(database, kind):
    arrive(database)
    about = {"organisation_name": "Sở Công Thương", "superior_name": "UBND tỉnh", "year": 2025, "law": LAW}
    first_bytes = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}

    content = export_incoming(incoming_entries(database), kind=kind, **about)

    assert content.startswith(first_bytes[kind])
    assert content == export_incoming(incoming_entries(database), kind=kind, **about)
    assert export_incoming([], kind=kind, **about).startswith(first_bytes[kind])


def test_a_directive_that_is_not_registered_is_a_warning_naming_the_office(database):
    (finding,) = check(database)

    assert finding.severity is Severity.WARNING
    assert finding.found == "Công văn số 1923/SNV-CCHC chưa vào sổ văn bản đến của Sở Công Thương"
    assert "vanban incoming add" in finding.allowed


def test_a_directive_registered_as_it_is_cited_is_no_finding(database):
    arrive(database)

    assert check(database) == ()
    assert check(database, issuer="") == ()
    assert check(database, issued_date=PlannedDay(year=2025, month=5)) == ()


def test_nothing_is_said_without_a_register_or_without_a_directive(database):
    assert check(None) == ()
    assert check_incoming(replace(relaying(), incoming=""), {"sct": "Sở"}, database) == ()


def test_a_directive_cited_with_another_day_or_author_is_an_error(database):
    arrive(database)

    (day,) = check(database, issued_date=date(2025, 5, 7))
    (author,) = check(database, issuer="Sở Tài chính")

    assert {day.severity, author.severity} == {Severity.ERROR}
    assert "ghi ngày 07/5/2025, số đến 1" in day.found
    assert day.found.endswith("ghi ngày 08/5/2025")
    assert "ghi của Sở Tài chính" in author.found


def test_of_two_offices_that_share_a_code_the_author_cited_counts(database):
    arrive(database)
    arrive(database, author="Sở Nội vụ tỉnh Lâm Đồng", issued_date=date(2025, 5, 6))

    assert check(database) == ()
