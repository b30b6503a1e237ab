"""Drafts and looks into the database for the tests of the store, and for the worker script that runs outside pytest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType, RegisterKey
from vanban.domain.letters.draft import Draft, Duty, IssuedDocument, LetterKey
from vanban.domain.letters.letter import Image, Letter, Letterhead, Paragraph, Role, Run, SignatureBlock
from vanban.domain.letters.recipient import FileCopy, Recipient, RecipientRole
from vanban.domain.letters.signing import Authority, Signatory, SigningCapacity

ORGAN = "snv-202503"
DAY = date(2026, 1, 5)
DUE = date(2026, 3, 31)
NOW = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
KEY = RegisterKey(organ_id=ORGAN, series="chung", year=2026)
BY = {"now": NOW, "actor": "Nguyễn Văn A"}


def draft(
    number: int = 1,
    *,
    campaign: str = "khao-sat-2026",
    series: str = "chung",
    text: str = "Đề nghị các cơ quan báo cáo.",
    notation: str = "SNV-CCHC",
    planned: PlannedDay | None = None,
) -> Draft:
    """The ``number``-th letter of a campaign; the same arguments give equal drafts."""
    return Draft(
        key=LetterKey(campaign_id=campaign, letter_id=f"thu-{number:04d}", organ_id=ORGAN),
        series=series,
        letter=letter(number, text=text, notation=notation, planned=planned),
        recipients=(
            Recipient(label="UBND các xã, phường", role=RecipientRole.ADDRESSEE, organ_ids=("xa-a", "xa-b")),
            Recipient(label="Ông Nguyễn Văn B", role=RecipientRole.COPY, channel="giấy", copies=2),
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


def letter(number: int, *, text: str, notation: str, planned: PlannedDay | None) -> Letter:
    return Letter(
        document_type=DocumentType.CONG_VAN,
        letterhead=Letterhead(superior_lines=("UBND TỈNH KHÁNH HÒA",), issuer_lines=("SỞ NỘI VỤ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=None, code_notation=notation),
        place="Khánh Hòa",
        issued_on=planned or PlannedDay(year=2026, month=1),
        subject=f"khảo sát sự hài lòng lần {number}",
        addressees=("UBND các xã, phường",),
        blocks=(
            Paragraph(role=Role.BODY, runs=(Run(text), Run(f"Văn bản {number}.", bold=True))),
            Image(content=b"\x89PNG", media_type="image/png", alt="ảnh", width_mm=60, height_mm=40.5),
        ),
        distribution_list=("- Như trên;", "- Ông Nguyễn Văn B;", "- Lưu: VT, CCHC."),
        signature=SignatureBlock(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), full_name="Nguyễn Văn A"),
    )


def duty(organ: str, due: date, *, assignment: str = "ra-soat", projected: bool = False) -> Duty:
    """A report on the re-check that an organisation owes; the same arguments give equal duties."""
    return Duty(
        assignment=assignment,
        title=f"Báo cáo {assignment}",
        organ_id=organ,
        label=f"UBND {organ}",
        due=ComputedDay(day=due, projected=projected),
    )


def directive(number: int = 1, *, owing: Iterable[str] = ("xa-a", "xa-b"), due: date = DUE, **how: str) -> Draft:
    """A letter of the first level that lays one duty on each of the organisations."""
    return replace(draft(number, **how), duties=tuple(duty(organ, due) for organ in owing))


def relay(above: Draft, *, issuer: str, owing: Iterable[str], due: date, number: int = 1) -> Draft:
    """The letter in which the issuer passes the duty of the letter above on, one level down."""
    below = draft(number)
    return replace(
        below,
        key=LetterKey(campaign_id=above.key.campaign_id, letter_id=f"chuyen-{number:04d}", organ_id=issuer),
        level=above.level + 1,
        above=above.key,
        duties=tuple(duty(organ, due) for organ in owing),
    )


def cascade_letter(number: int, *, campaign: str) -> Draft:
    """Letter 1 lays a duty on its own office and one on a commune; the others, one level down, relay the former."""
    top = directive(1, owing=(ORGAN, "xa-a"), campaign=campaign)
    if number == 1:
        return top
    how = {"campaign": campaign}
    below = directive(number, owing=(f"thon-{number}",), due=DUE - timedelta(days=7), **how)
    return replace(below, level=2, above=top.key)


def drafts(first: int, last: int, **how: str) -> tuple[Draft, ...]:
    """Letters ``first`` to ``last``, both included."""
    return tuple(draft(number, **how) for number in range(first, last + 1))


def numbers(issued: Iterable[IssuedDocument]) -> list[int]:
    return [document.code_number for document in issued]
