"""A letter text that ships with the masters and that an office can change: its front matter and its body."""

from __future__ import annotations

from pathlib import Path

from vanban.domain.campaigns.campaign import LetterOrder
from vanban.domain.letters.document import DocumentType
from vanban.intake.campaign.letter_orders import Ordered, letter_order
from vanban.intake.campaign.order_checks import check_secrecy, document_type
from vanban.intake.folder import TEXT_LIMIT_MB, read_text
from vanban.intake.markup.front_matter import read_front_matter
from vanban.intake.reading import Problems, Spot
from vanban.intake.violations import report_violations


def read_announcement_text(folder: Path, name: str, letter_id: str, problems: Problems) -> LetterOrder | None:
    """The letter that a text orders, still without issuer, signatory and recipients; its subject is not filled.

    ``None`` where something was reported.
    """
    before = len(problems)
    content = read_text(folder, name, TEXT_LIMIT_MB, Spot(problems, str(folder), ""))
    parts = None if content is None else read_front_matter(content, file=name, problems=problems)
    if parts is None or parts.front is None:
        return None
    report_violations(parts.front, "text", problems)
    ordered = Ordered(parts.front, (), parts.front.plain)
    check_secrecy(ordered, problems)
    if document_type(parts.front, ordered, problems) not in {DocumentType.CONG_VAN, None}:
        parts.front.spot(problems, ("type",)).report(
            "văn bản thu hồi hay đính chính phải là công văn (Điều 18 Nghị định 30/2020/NĐ-CP)", 'ghi type = "công văn"'
        )
    if "appendices" in parts.front.plain:
        parts.front.spot(problems, ("appendices",)).report("văn bản này không có phụ lục", "xóa khóa 'appendices'")
    if len(problems) > before:
        return None
    given = Ordered(parts.front, (), {"id": letter_id, "signatory": {"id": ""}, "recipients": ()})
    return letter_order(given, parts.front.plain, document_type=DocumentType.CONG_VAN, text=parts.text, appendices=())
