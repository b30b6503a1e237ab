from datetime import date

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.letter import Letter, Letterhead, Paragraph, Role, Run, SignatureBlock

LETTER = Letter(
    document_type=DocumentType.CONG_VAN,
    letterhead=Letterhead(superior_lines=("UBND TỈNH KHÁNH HÒA",), issuer_lines=("SỞ NỘI VỤ",)),
    issuer_name="Sở Nội vụ",
    code=DocumentCode(code_number=None, code_notation="SNV-CCHC"),
    place="Khánh Hòa",
    issued_on=PlannedDay(year=2024, month=9),
    subject="triển khai khảo sát",
    addressees=("Sở Giáo dục và Đào tạo",),
    blocks=(Paragraph(role=Role.BODY, runs=(Run("Trân trọng./."),)),),
    distribution_list=("- Như trên;", "- Lưu: VT, CCHC."),
    signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name="Nguyễn Văn A"),
)


def test_numbering_a_letter_fills_the_number_and_the_day_and_leaves_the_draft_blank():
    numbered = LETTER.numbered(7, date(2024, 9, 27))
    assert str(numbered.code) == "07/SNV-CCHC"
    assert numbered.issued_on.as_date == date(2024, 9, 27)
    assert LETTER.code.code_number is None
    assert LETTER.issued_on.as_date is None


def test_numbering_a_letter_changes_nothing_else():
    numbered = LETTER.numbered(7, date(2024, 9, 27))
    changed = {name for name in Letter.__slots__ if getattr(numbered, name) != getattr(LETTER, name)}
    assert changed == {"code", "issued_on"}


def test_the_text_of_a_paragraph_has_its_marker_and_all_its_runs():
    runs = (Run("Tuyên truyền "), Run("trên cổng", bold=True, href="https://example.org"), Run(";"))
    assert Paragraph(role=Role.POINT, runs=runs, marker="a)").text == "a) Tuyên truyền trên cổng;"
    assert Paragraph(role=Role.BODY, runs=runs).text == "Tuyên truyền trên cổng;"
