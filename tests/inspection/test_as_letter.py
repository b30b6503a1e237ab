"""The letter that a measured file holds: ours as it was written, a typed one as far as it can be told."""

from datetime import date

import foreign_letters as made
import pytest
from rendering_letters import LETTERS, DocumentType, full, named, simple

from vanban.compliance.check import check_draft
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, Urgency
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.letter import Paragraph, Role, Table
from vanban.domain.letters.recipient import FileCopy
from vanban.domain.letters.signing import Signatory
from vanban.inspection.as_letter import as_letter, document_type_of, issued_on
from vanban.inspection.docx.inspect import inspect_docx
from vanban.regulations.law import law_on
from vanban.rendering.docx.press import letter_docx

TODAY = date(2026, 1, 20)


@pytest.fixture
def read(tmp_path):
    def inspect(content):
        path = tmp_path / "thu.docx"
        path.write_bytes(content)
        return inspect_docx(path)

    return inspect


def test_our_own_letter_comes_back_as_it_was_written(read):
    written = full()
    letter = as_letter(read(letter_docx(written)), undated=TODAY)
    for name in (
        "document_type", "issuer_name", "code", "place", "issued_on", "subject", "addressees", "distribution_list",
        "signature", "urgency", "contact_line",
    ):  # fmt: skip
        if name != "issuer_name":
            assert getattr(letter, name) == getattr(written, name), name
    assert " ".join(letter.letterhead.issuer_lines) == written.letterhead.issuer_lines[0].upper()
    assert letter.circulation_mark == "LƯU HÀNH NỘI BỘ"
    assert [(one.label, one.title) for one in letter.appendices] == [
        (one.label, one.title.upper()) for one in written.appendices
    ]


def test_the_paragraphs_of_our_own_letter_keep_their_roles(read):
    letter = as_letter(read(letter_docx(full())), undated=TODAY)
    roles = [(block.role, block.marker) for block in letter.blocks if isinstance(block, Paragraph)]
    assert roles == [
        (Role.BASIS, ""), (Role.BODY, ""), (Role.PART, ""), (Role.PART_TITLE, ""), (Role.SECTION, "I."),
        (Role.ARTICLE, "Điều 1."), (Role.CLAUSE_TITLE, "1."), (Role.CLAUSE, "2."), (Role.POINT, "a)"),
        (Role.DASH, "-"), (Role.CENTRED, ""), (Role.BODY, ""),
    ]  # fmt: skip
    (table,) = [block for block in letter.blocks if isinstance(block, Table)]
    assert [cell[0].text for cell in (table.head[0], *(row[0] for row in table.rows)) for cell in [cell]][:3] == [
        "TT", "Tên đơn vị", "Số phiếu",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_every_letter_of_ours_is_read_with_its_own_number_day_and_people(read, name):
    written = LETTERS[name]
    letter = as_letter(read(letter_docx(written)), undated=TODAY)
    assert (letter.code, letter.issued_on, letter.place) == (written.code, written.issued_on, written.place)
    assert letter.signature == written.signature
    assert letter.distribution_list == written.distribution_list
    assert letter.addressees == written.addressees


@pytest.mark.parametrize("way", made.WAYS, ids=lambda way: way.__name__)
def test_a_typed_letter_is_read_in_every_way_it_is_built(read, way):
    letter = as_letter(read(way()), undated=TODAY)
    assert letter.document_type is DocumentType.CONG_VAN
    assert letter.code == DocumentCode(code_number=123, code_notation="SNV-CCHC")
    assert letter.issued_on == PlannedDay(year=2024, month=9, day=27)
    assert letter.place == "Khánh Hòa"
    assert letter.subject == "triển khai khảo sát mức độ hài lòng năm 2024"
    assert letter.issuer_name == "Sở Nội vụ"
    assert letter.addressees == ("Sở Giáo dục và Đào tạo", "Ủy ban nhân dân các xã, phường")
    assert [block.role for block in letter.blocks] == [Role.BODY, Role.CLAUSE, Role.CLAUSE, Role.BODY]


def typed(*body, place=made.PLACE, code=made.CODE):
    head = "".join(made.p(text, made.CENTRE) for text in (made.COUNTRY, made.MOTTO, made.ISSUER, code, place))
    return made.package(made.document(head + "".join(made.p(text) for text in body) + made.foot_table()))


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("Khánh Hòa, ngày      tháng 9 năm 2020", PlannedDay(year=2020, month=9)),
        ("Khánh Hòa, ngày 5/1/2026", PlannedDay(year=2026, month=1, day=5)),
        ("Khánh Hòa, ngày 31 tháng 02 năm 2026", None),
        ("Khánh Hòa, ngày … tháng … năm 2026", None),
    ],
)
def test_the_day_is_read_as_far_as_it_is_told(read, place, day):
    inspection = read(typed("Trân trọng./.", place=place))
    assert issued_on(inspection) == day
    assert as_letter(inspection, undated=TODAY).issued_on == (day or PlannedDay.of(TODAY))


@pytest.mark.parametrize(
    ("code", "number", "notation"),
    [
        ("Số:        /SNV-CCHC", None, "SNV-CCHC"),
        ("Số: 05/SNV-CCHC", 5, "SNV-CCHC"),
        ("Số : 12 / SNV-VP", 12, "SNV-VP"),
        ("Số: 0/SNV-VP", None, "SNV-VP"),
    ],
)
def test_the_code_is_read_as_far_as_it_is_told(read, code, number, notation):
    letter = as_letter(read(typed("Trân trọng./.", code=code)), undated=TODAY)
    assert letter.code == DocumentCode(code_number=number, code_notation=notation)


def test_the_type_is_told_by_its_name_or_by_its_addressees(read):
    assert document_type_of(read(letter_docx(named(DocumentType.KE_HOACH)))) is DocumentType.KE_HOACH
    assert document_type_of(read(letter_docx(simple()))) is DocumentType.CONG_VAN
    assert document_type_of(read(made.package(made.document(made.p("chữ"))))) is None


def test_urgency_is_read(read):
    assert as_letter(read(letter_docx(simple(urgency=Urgency.HOA_TOC))), undated=TODAY).urgency is Urgency.HOA_TOC


def test_a_file_without_a_text_is_no_letter(read):
    assert as_letter(read(made.package(made.document(made.p("chữ")))), undated=TODAY) is None


def findings(letter):
    draft = Draft(
        key=LetterKey(campaign_id="", letter_id="", organ_id=""),
        series="",
        letter=letter,
        recipients=(),
        signatory=Signatory(id="", organ_id="", full_name="", position=""),
        file_copy=FileCopy(),
    )
    return {finding.rule_id for finding in check_draft(draft, law_on(TODAY))}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (("a) Một;", "c) Ba.", "Trân trọng./."), "NĐ30-R76"),
        (("Gửi báo cáo trước ngày 31/02/2026.", "Trân trọng./."), "HOUSE.DATE"),
        (("Hội nghị vào thứ Ba, ngày 05/01/2026.", "Trân trọng./."), "HOUSE.WEEKDAY"),
        (("Đề nghị các cơ quan thực hiện.",), "NĐ30-R63"),
        (("Trân trọng./.", "(Đính kèm mẫu phiếu)"), "NĐ30-R64"),
        (("Giai đoạn 2021 - 2025 và 2021–2025.", "Trân trọng./."), "NĐ30-R78"),
    ],
)
def test_the_rules_of_the_text_run_on_a_typed_letter(read, body, rule):
    assert rule in findings(as_letter(read(typed(*body)), undated=TODAY))
    assert rule not in findings(as_letter(read(typed("Trân trọng./.")), undated=TODAY))
