"""Values that a schema accepted, as the letter orders and days of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vanban.domain.campaigns.campaign import (
    AppendixText,
    LetterOrder,
    LetterText,
    RecipientOrder,
    Selector,
    SignatoryRule,
)
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.recipient import FileCopy, RecipientRole
from vanban.domain.letters.signing import SigningCapacity
from vanban.intake.reading import Problems, Spot
from vanban.intake.toml_lines import FieldPath
from vanban.intake.toml_source import TomlSource, field_name

FRONT_MATTER_PLACE = "phần đầu"
_SIGNS_HIMSELF = "trực tiếp"
_URGENCIES = {
    "": Urgency.NONE,
    "khẩn": Urgency.KHAN,
    "thượng khẩn": Urgency.THUONG_KHAN,
    "hỏa tốc": Urgency.HOA_TOC,
}
_AS_THEY_ARE = (
    "series",
    "reserved_number",
    "circulation_mark",
    "contact_line",
    "one_each",
    "channel_marks",
    "cited_dates",
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """One table of a TOML text that orders something: where it stands, and what it says."""

    source: TomlSource
    path: FieldPath
    entry: Mapping[str, Any]

    def spot(self, problems: Problems, *field: str | int) -> Spot:
        return self.source.spot(problems, (*self.path, *field))


def planned_day(text: object) -> PlannedDay | None:
    """The day or month of ``2024-09-27`` or ``2024-09``; ``None`` for anything else."""
    if not isinstance(text, str):
        return None
    try:
        year, month, *day = (int(part) for part in text.split("-"))
        return PlannedDay(year=year, month=month, day=day[0] if day else None)
    except ValueError:
        return None


def selector(entry: Mapping[str, Any]) -> Selector:
    """Whom a table with one of the keys ``organisation``, ``group`` … means."""
    return Selector(
        organisation=entry.get("organisation", ""),
        group=entry.get("group", ""),
        relation=entry.get("relation", ""),
        sheet=entry.get("sheet", ""),
        name=entry.get("name", ""),
        exclude=tuple(entry.get("exclude", ())),
    )


def letter_order(
    ordered: Ordered,
    front: Mapping[str, Any],
    *,
    document_type: DocumentType,
    text: LetterText,
    appendices: tuple[AppendixText, ...],
) -> LetterOrder:
    """The order that a table and the front matter of its text make together."""
    values: Mapping[str, Any] = {**front, **ordered.entry}
    return LetterOrder(
        id=values["id"],
        place=field_name(ordered.path) or FRONT_MATTER_PLACE,
        document_type=document_type,
        subject=values["subject"],
        issuer=values.get("issuer", ""),
        drafting_unit=values.get("drafting_unit", ""),
        signatory=_signatory(values["signatory"]),
        recipients=tuple(_recipient(entry) for entry in values["recipients"]),
        text=text,
        date=planned_day(values.get("date")),
        urgency=_URGENCIES[values.get("urgency", "")],
        file_copy=_file_copy(values.get("file_copy", {})),
        appendices=appendices,
        attachments=tuple(values.get("attachments", ())),
        **{key: values[key] for key in _AS_THEY_ARE if key in values},
    )


def _signatory(entry: Mapping[str, str]) -> SignatoryRule:
    capacity = entry.get("capacity")
    if capacity is None:
        return SignatoryRule(id=entry["id"])
    return SignatoryRule(capacity=SigningCapacity.NONE if capacity == _SIGNS_HIMSELF else SigningCapacity(capacity))


def _file_copy(entry: Mapping[str, Any]) -> FileCopy:
    return FileCopy(unit=entry.get("unit", ""), copies=entry.get("copies"), drafter=entry.get("drafter", ""))


def _recipient(entry: Mapping[str, Any]) -> RecipientOrder:
    return RecipientOrder(
        selector=selector(entry),
        role=RecipientRole(entry.get("role", RecipientRole.ADDRESSEE)),
        label=entry.get("label", ""),
        channel=entry.get("channel", ""),
        copies=entry.get("copies", 1),
    )
