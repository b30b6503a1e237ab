"""What is drawn and numbered: the letters of the three example campaigns, and short ones that all differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.letter import Letter, Letterhead, Paragraph, QrCode, Role, Run, SignatureBlock
from vanban.domain.letters.recipient import FileCopy, Recipient, RecipientRole
from vanban.domain.letters.signing import Authority, Signatory, SigningCapacity
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign

ROOT = Path(__file__).resolve().parents[1]
CAMPAIGNS = ("2020-truyen-thong-dieu-tra", "2024-khao-sat-hai-long", "2025-khao-sat-cchc")
SHORT_LETTER_DAY = date(2026, 1, 5)
ORGAN = "snv-202503"
SERIES = "chung"
_SPREAD = 7919
"""A prime, so that links differ in many digits and their QR codes in many modules."""
_WORDS = (
    "tiếp công dân",
    "đăng ký đất đai",
    "cấp phép xây dựng",
    "khám chữa bệnh",
    "tuyển sinh",
    "hộ tịch",
    "giao thông",
    "môi trường",
    "bảo hiểm",
    "cấp nước",
    "thuế",
    "lao động",
)


def issued_letters(campaign: str, copies: int) -> tuple[Letter, ...]:
    """The letters of an example that are no relays, as once issued: ``copies`` of each, no two with one number."""
    reading = read_campaign(ROOT / "examples" / campaign)
    # The day only stands in where a campaign names none; every example names its month.
    plan = plan_campaign(
        reading, directory=office_directory(reading.directory_folder), day=None, today=SHORT_LETTER_DAY
    )
    drafts = [one.draft for one in plan.letters if one.draft.above is None]
    return tuple(
        draft.letter.numbered(number, draft.letter.issued_on.last_possible)
        for number in range(1, copies + 1)
        for draft in drafts
    )


def short_letter(number: int) -> Letter:
    """A numbered letter of one page that shares its subject, text and link with no other."""
    return _blank_letter(number).numbered(number, SHORT_LETTER_DAY)


def short_draft(number: int, campaign: str) -> Draft:
    """The same letter before it has a number, to two recipients; campaign and ``number`` make it one of its own."""
    letter = _blank_letter(number)
    return Draft(
        key=LetterKey(campaign_id=campaign, letter_id=f"phieu-{number:05d}", organ_id=ORGAN),
        series=SERIES,
        letter=letter,
        recipients=(
            Recipient(label=letter.addressees[0], role=RecipientRole.ADDRESSEE, channel="VBĐT"),
            Recipient(label="Ông Nguyễn Văn B", role=RecipientRole.COPY, channel="giấy"),
        ),
        signatory=Signatory(
            id="pgd",
            organ_id=ORGAN,
            full_name="Nguyễn Văn A",
            position="Phó Giám đốc",
            authorities=(Authority(capacity=SigningCapacity.KT, on_behalf_of="Giám đốc"),),
        ),
        file_copy=FileCopy(unit="CCHC"),
    )


def _blank_letter(number: int) -> Letter:
    link = f"https://khaosat.example.vn/phieu/{number * _SPREAD:010d}"
    words = tuple(_WORDS[number // step % len(_WORDS)] for step in (1, 12, 144))
    return Letter(
        document_type=DocumentType.CONG_VAN,
        letterhead=Letterhead(superior_lines=("UBND tỉnh Khánh Hòa",), issuer_lines=("Sở Nội vụ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=None, code_notation="SNV-CCHC"),
        place="Khánh Hòa",
        issued_on=PlannedDay(year=SHORT_LETTER_DAY.year, month=SHORT_LETTER_DAY.month),
        subject=f"mời trả lời phiếu số {number} về {words[0]}",
        addressees=(f"Ủy ban nhân dân xã số {number}",),
        blocks=(
            Paragraph(
                role=Role.BODY,
                runs=(Run(f"Sở Nội vụ đề nghị quý cơ quan trả lời phiếu số {number} về {words[1]}:"),),
            ),
            Paragraph(
                role=Role.CLAUSE,
                marker="1.",
                runs=(Run("Phiếu ở địa chỉ "), Run(link, href=link), Run(f", mục {words[2]}.", bold=True)),
            ),
            QrCode(link=link, alt=f"Mã QR của phiếu số {number}", width_mm=30),
            Paragraph(role=Role.BODY, runs=(Run("Trân trọng cảm ơn./.", italic=True),)),
        ),
        distribution_list=("- Như trên;", "- Ông Nguyễn Văn B;", "- Lưu: VT, CCHC."),
        signature=SignatureBlock(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), full_name="Nguyễn Văn A"),
    )
