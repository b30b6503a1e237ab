"""The tables of a directory: their columns, and how a row becomes a value and a value a row."""

from __future__ import annotations

from datetime import date

from vanban.directory.cells import Cells
from vanban.directory.group import SELECTOR_FIELDS, GroupSelector, InvalidSelector, RecipientGroup
from vanban.directory.unit_change import UnitChange
from vanban.domain.letters.signing import Authority, Signatory, SigningCapacity
from vanban.domain.organisation import Organisation

REQUIRED_COLUMNS = {
    "organisations": ("id", "name", "kind", "level", "place_name"),
    "groups": ("id", "label", "selector"),
    "signatories": ("id", "organ", "full_name", "position"),
}
OPTIONAL_COLUMNS = {
    "organisations": (
        "short_name", "abbreviation", "parent_id", "valid_from", "valid_to", "edxml_code", "predecessor_ids", "rank",
        "source",
    ),
    "groups": (
        "valid_from", "valid_to", "expected_count", "official_count", "count_note", "replaced_by", "source",
    ),
    "signatories": ("capacities", "on_behalf_of", "authorisation", "valid_from", "valid_to", "source"),
}  # fmt: skip
REMARK_COLUMNS = ("nso_code", "confidence", "note")
"""Columns for the people who keep the table; they are not read."""
LAST_RANK = 999_999
"""The rank of an organisation without one: after all others, in alphabetical order."""
_LEVELS = ("tinh", "huyen", "xa")
_CAPACITIES = tuple(capacity for capacity in SigningCapacity if capacity is not SigningCapacity.NONE)


def organisation_of(cells: Cells) -> Organisation:
    """One row of ``organisations``; a missing short name is the name itself, a missing rank the last."""
    name = cells.text("name", required=True)
    level = cells.text("level", required=True)
    if level and level not in _LEVELS:
        cells.fault("level", f"cấp “{level}” không có", "ghi một trong: " + ", ".join(_LEVELS))
    rank = cells.number("rank")
    return Organisation(
        id=cells.identifier("id"),
        name=name,
        short_name=cells.text("short_name") or name,
        abbreviation=cells.text("abbreviation"),
        kind=cells.identifier("kind"),
        level=level,
        parent_id=cells.text("parent_id") or None,
        place_name=cells.text("place_name", required=True),
        validity=cells.validity(),
        predecessor_ids=cells.identifiers("predecessor_ids"),
        rank=LAST_RANK if rank is None else rank,
        edxml_code=cells.text("edxml_code"),
        source=cells.text("source"),
    )


def group_of(cells: Cells) -> RecipientGroup:
    """One row of ``groups``."""
    return RecipientGroup(
        id=cells.identifier("id"),
        label=cells.text("label", required=True),
        selector=_selector(cells),
        validity=cells.validity(),
        expected_count=cells.number("expected_count"),
        official_count=cells.number("official_count"),
        count_note=cells.text("count_note"),
        replaced_by=cells.identifier("replaced_by", required=False),
        source=cells.text("source"),
    )


def signatory_of(cells: Cells) -> Signatory:
    """One row of ``signatories``; ``capacities`` and ``on_behalf_of`` list the steps from the top, divided by ``|``."""
    authorities = _authorities(cells)
    authorisation = cells.text("authorisation")
    if any(step.capacity is SigningCapacity.TUQ for step in authorities) and not authorisation:
        cells.fault(
            "authorisation",
            "ký TUQ. mà không có văn bản ủy quyền",
            "ghi số, ký hiệu, ngày của văn bản ủy quyền (Nghị định 30/2020/NĐ-CP, Điều 13 khoản 3)",
        )
    return Signatory(
        id=cells.identifier("id"),
        organ_id=cells.text("organ", required=True),
        full_name=cells.text("full_name", required=True),
        position=cells.text("position", required=True),
        authorities=authorities,
        authorisation=authorisation,
        validity=cells.validity(),
    )


def unit_change_of(cells: Cells) -> UnitChange:
    """One row of ``units_old_to_new``."""
    return UnitChange(
        province=cells.text("old_province"),
        district=cells.text("old_district"),
        old_name=cells.text("old_name"),
        old_valid_to=cells.day("old_valid_to") or date.max,
        new_name=cells.text("new_name"),
        new_valid_from=cells.day("new_valid_from") or date.max,
    )


def organisation_row(organisation: Organisation) -> dict[str, str]:
    """The row that reads back as this organisation."""
    return {
        "id": organisation.id,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "abbreviation": organisation.abbreviation,
        "kind": organisation.kind,
        "level": organisation.level,
        "parent_id": organisation.parent_id or "",
        "place_name": organisation.place_name,
        "valid_from": _day(organisation.validity.valid_from),
        "valid_to": _day(organisation.validity.valid_to),
        "edxml_code": organisation.edxml_code,
        "predecessor_ids": ";".join(organisation.predecessor_ids),
        "rank": "" if organisation.rank == LAST_RANK else str(organisation.rank),
        "source": organisation.source,
    }


def group_row(group: RecipientGroup) -> dict[str, str]:
    """The row that reads back as this group."""
    return {
        "id": group.id,
        "label": group.label,
        "selector": str(group.selector),
        "valid_from": _day(group.validity.valid_from),
        "valid_to": _day(group.validity.valid_to),
        "expected_count": _count(group.expected_count),
        "official_count": _count(group.official_count),
        "count_note": group.count_note,
        "replaced_by": group.replaced_by,
        "source": group.source,
    }


def signatory_row(signatory: Signatory) -> dict[str, str]:
    """The row that reads back as this signatory."""
    return {
        "id": signatory.id,
        "organ": signatory.organ_id,
        "full_name": signatory.full_name,
        "position": signatory.position,
        "capacities": "|".join(step.capacity for step in signatory.authorities),
        "on_behalf_of": "|".join(step.on_behalf_of for step in signatory.authorities),
        "authorisation": signatory.authorisation,
        "valid_from": _day(signatory.validity.valid_from),
        "valid_to": _day(signatory.validity.valid_to),
    }


def _selector(cells: Cells) -> GroupSelector:
    expression = cells.text("selector", required=True)
    try:
        return GroupSelector.parse(expression)
    except InvalidSelector as fault:
        if expression:
            known = ", ".join(SELECTOR_FIELDS)
            cells.fault("selector", str(fault), f"ghi như “kind=so,ban level=tinh”; các trường: {known}")
        return GroupSelector(terms=())


def _authorities(cells: Cells) -> tuple[Authority, ...]:
    capacities = tuple(word.rstrip(".").upper() for word in cells.steps("capacities"))
    names = cells.steps("on_behalf_of")
    unknown = [word for word in capacities if word not in _CAPACITIES]
    if unknown:
        cells.fault(
            "capacities",
            f"quyền hạn ký “{'|'.join(unknown)}” không có",
            "ghi " + ", ".join(_CAPACITIES) + ", nối bằng dấu | khi có hai bậc, hoặc để trống khi người đứng đầu ký",
        )
        return ()
    if len(capacities) != len(names) or not all(names):
        cells.fault(
            "on_behalf_of",
            f"có {len(capacities)} bậc quyền hạn nhưng {len(names)} chức danh được thay",
            "mỗi bậc của capacities có một chức danh: TM|KT đi với Ủy ban nhân dân|Chủ tịch",
        )
        return ()
    steps = zip(capacities, names, strict=True)
    return tuple(Authority(capacity=SigningCapacity(word), on_behalf_of=name) for word, name in steps)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _count(number: int | None) -> str:
    return "" if number is None else str(number)
