"""The letters of a pack as lines of the sheet from which an e-office takes them over."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.domain.letters.document import Urgency
from vanban.rendering.books.import_sheet import ImportLine, ImportRecipient, import_xlsx
from vanban.usecases.packing.pack_contents import Contents, PackedLetter

_LONGEST_LIST_OF_NAMES = 1000
_URGENCIES = (Urgency.NONE, Urgency.KHAN, Urgency.THUONG_KHAN, Urgency.HOA_TOC)


def import_sheet(contents: Contents) -> bytes:
    """The workbook of a pack, in the order of its letters."""
    return import_xlsx(
        (_line(letter) for letter in contents.letters),
        (row for letter in contents.letters for row in _rows(contents, letter)),
        title=f"Văn bản đi - {contents.campaign_title}",
        creator=contents.issuer_name,
        dated=contents.last_day,
    )


def _line(letter: PackedLetter) -> ImportLine:
    document = letter.document
    draft = document.draft
    labels = "; ".join(one.label for one in draft.recipients)
    return ImportLine(
        type_name=letter.type_name,
        code_number=document.code.printed_number,
        code_notation=document.code.code_notation,
        issued_date=document.issued_date,
        organ_name=document.letter.issuer_name,
        subject=document.letter.subject,
        pages=letter.pages,
        position=draft.signatory.position,
        full_name=draft.signatory.full_name,
        recipients=labels if len(labels) <= _LONGEST_LIST_OF_NAMES else "Kê ở trang Nơi nhận",
        urgency_code=_URGENCIES.index(document.letter.urgency),
        copies=sum(one.copies * (len(one.organ_ids) or 1) for one in draft.recipients),
        due=min((duty.due.day for duty in draft.duties), default=None),
    )


def _rows(contents: Contents, letter: PackedLetter) -> Iterator[ImportRecipient]:
    code = letter.document.code
    for recipient in letter.document.draft.recipients:
        for organ_id in recipient.organ_ids or ("",):
            yield ImportRecipient(
                code_number=code.printed_number,
                code_notation=code.code_notation,
                official_code=contents.official_code(organ_id),
                name=contents.name_of(organ_id) if organ_id else recipient.label,
                organ_id=organ_id,
                label=recipient.label,
                channel=recipient.channel,
                copies=recipient.copies,
            )
