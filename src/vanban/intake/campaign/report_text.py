"""The text of a report that ships with the masters and that an office can change: front matter, body and annex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban.domain.campaigns.campaign import LetterOrder
from vanban.domain.letters.document import DocumentType
from vanban.intake.campaign.letter_orders import Ordered
from vanban.intake.campaign.order_reading import OrderReader
from vanban.intake.folder import TEXT_LIMIT_MB, Files, read_text
from vanban.intake.markup.front_matter import read_front_matter
from vanban.intake.reading import Problems, Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """What the text orders, without issuer, signatory and recipients, and the pictures that it shows."""

    order: LetterOrder
    files: Mapping[str, bytes]


def read_report_text(folder: Path, name: str, letter_id: str, problems: Problems) -> ReportText | None:
    """The báo cáo that a text orders; its subject is not filled. ``None`` where something was reported."""
    before = len(problems)
    content = read_text(folder, name, TEXT_LIMIT_MB, Spot(problems, str(folder), ""))
    parts = None if content is None else read_front_matter(content, file=name, problems=problems)
    if parts is None or parts.front is None:
        return None
    reader = OrderReader(folder, problems, Files(folder))
    given = {"id": letter_id, "text": name, "signatory": {"id": ""}, "recipients": ()}
    order = reader.from_table(Ordered(parts.front, (), given), sound=True)
    if order is not None and order.document_type is not DocumentType.BAO_CAO:
        parts.front.spot(problems, ("type",)).report("văn bản tổng hợp phải là báo cáo", 'ghi type = "báo cáo"')
    if order is None or len(problems) > before:
        return None
    return ReportText(order=order, files=reader.files.contents)
