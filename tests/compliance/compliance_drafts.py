"""Drafts made of the parts that a legal case gives."""

from datetime import date

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.letter import (
    Align,
    Appendix,
    Image,
    Letter,
    Letterhead,
    Paragraph,
    Role,
    Run,
    SignatureBlock,
    Table,
)
from vanban.domain.letters.recipient import FileCopy, Recipient, RecipientRole
from vanban.domain.letters.signing import Signatory
from vanban.regulations.law import law_on

LAW = law_on(date(2025, 5, 12))
CLOSING = "body| Đề nghị các cơ quan phối hợp thực hiện./."


def block(line):
    """``role marker| text``; ``table| a; b / c; d`` and ``picture|`` are the other blocks."""
    kind, _, text = line.partition("|")
    role, _, marker = kind.partition(" ")
    text = text.strip()
    if role == "picture":
        return Image(content=b"\x89PNG", media_type="image/png", alt="ảnh", width_mm=60, height_mm=40)
    if role == "table":
        head, *rows = [tuple((Run(cell.strip()),) for cell in row.split(";")) for row in text.split(" / ")]
        return Table(aligns=(Align.LEFT,) * len(head), head=head, rows=tuple(rows))
    return Paragraph(Role(role), (Run(text),), marker)


def blocks(lines):
    return tuple(block(line) for line in lines)


def letter_of(parts):
    """A letter without a fault, changed in the parts that a case gives."""
    day = parts.get("month")
    planned = PlannedDay(year=day.year, month=day.month) if day else PlannedDay(year=2025, month=5, day=12)
    if "day" in parts:
        planned = PlannedDay.of(parts["day"])
    return Letter(
        document_type=DocumentType(parts.get("type", "cong_van")),
        letterhead=Letterhead(superior_lines=("UBND TỈNH KHÁNH HÒA",), issuer_lines=("SỞ NỘI VỤ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=parts.get("number"), code_notation=parts.get("notation", "SNV-CCHC")),
        place=parts.get("place", "Khánh Hòa"),
        issued_on=planned,
        subject=parts.get("subject", "khảo sát mức độ hài lòng năm 2025"),
        addressees=tuple(parts.get("addressees", ("Các sở, ban, ngành thuộc tỉnh",))),
        blocks=blocks(parts.get("body", [*parts.get("text", []), CLOSING])),
        distribution_list=tuple(parts.get("distribution", ("- Như trên;", "- Lưu: VT, CCHC."))),
        signature=SignatureBlock(
            lines=tuple(parts.get("signature", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))),
            full_name=parts.get("full_name", "Nguyễn Văn A"),
        ),
        appendices=tuple(
            Appendix(label=one["label"], title=one.get("title", "MẪU PHIẾU"), blocks=blocks(one["body"]))
            for one in parts.get("appendices", ())
        ),
    )


def draft_of(parts):
    letter = letter_of(parts)
    labels = parts.get("recipients", letter.addressees)
    return Draft(
        key=LetterKey(campaign_id="khao-sat", letter_id="thu-1", organ_id="snv-2020"),
        series="chung",
        letter=letter,
        recipients=tuple(Recipient(label=label, role=RecipientRole.ADDRESSEE) for label in labels),
        signatory=Signatory(
            id="pgd", organ_id="snv-2020", full_name=letter.signature.full_name, position="Phó Giám đốc"
        ),
        file_copy=FileCopy(unit="CCHC"),
    )
