from dataclasses import replace
from datetime import date

import pytest

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType, RegisterKey
from vanban.domain.letters.draft import Draft, IssuedDocument, LetterKey
from vanban.domain.letters.letter import Letter, Letterhead, SignatureBlock
from vanban.domain.letters.recipient import FileCopy
from vanban.domain.letters.signing import Signatory


@pytest.fixture
def draft():
    letter = Letter(
        document_type=DocumentType.THONG_BAO,
        letterhead=Letterhead(superior_lines=(), issuer_lines=("SỞ NỘI VỤ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=None, code_notation="TB-SNV"),
        place="Khánh Hòa",
        issued_on=PlannedDay(year=2025, month=12),
        subject="kết quả khảo sát",
        addressees=(),
        blocks=(),
        distribution_list=("- Lưu: VT, CCHC.",),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name="Nguyễn Văn A"),
    )
    return Draft(
        key=LetterKey(campaign_id="khao-sat-2025", letter_id="thong-bao", organ_id="snv-202507"),
        series="chung",
        letter=letter,
        recipients=(),
        signatory=Signatory(id="a", organ_id="snv-202507", full_name="Nguyễn Văn A", position="Giám đốc"),
        file_copy=FileCopy(unit="CCHC"),
    )


def test_an_issued_document_has_one_number_in_every_place(draft):
    issued = draft.issue(161, date(2025, 12, 31))
    assert issued.code_number == 161
    assert issued.code == issued.letter.code
    assert issued.issued_date == issued.letter.issued_on.as_date == date(2025, 12, 31)
    assert issued.draft is draft
    assert draft.letter.code.code_number is None


def test_issuing_twice_under_one_number_gives_equal_documents(draft):
    assert draft.issue(3, date(2025, 12, 1)) == draft.issue(3, date(2025, 12, 1))


def test_the_series_starts_anew_with_the_year_of_the_day_of_issue(draft):
    assert draft.register_key(date(2025, 12, 31)) == RegisterKey(organ_id="snv-202507", series="chung", year=2025)
    assert draft.register_key(date(2026, 1, 1)).year == 2026


def test_a_document_without_a_number_was_never_issued(draft):
    blank = IssuedDocument(
        draft=draft, letter=draft.letter, code=replace(draft.letter.code), issued_date=date(2025, 12, 31)
    )
    with pytest.raises(ValueError, match="has a number"):
        _ = blank.code_number
