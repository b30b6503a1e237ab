"""Whom a letter goes to, on its day: orders become recipients."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.campaign import LetterOrder, RecipientOrder, Selector
from vanban.domain.organisation import Organisation
from vanban.domain.recipient import Recipient
from vanban.intake.folder import inside
from vanban.intake.reading import Spot, Unusable
from vanban.intake.recipient_sheet import read_recipient_sheet

DIRECT_UNITS = "direct_units"
"""The units directly under the issuer on the day."""


def resolve_recipients(
    order: LetterOrder, issuer: Organisation | None, on: DirectoryOn, spot: Spot, folder: Path | None = None
) -> tuple[Recipient, ...]:
    """Everyone the letter goes to, in the order given; what cannot be resolved is reported under ``spot``.

    Sheets of recipients are read from ``folder``, row by row.
    """
    resolved: list[Recipient] = []
    for index, one in enumerate(order.recipients):
        here = Spot(spot.problems, spot.file, f"{spot.place}.recipients[{index}]")
        try:
            resolved += _resolve(one, issuer, on, here, folder)
        except DirectoryError as error:
            here.report(error.message, error.remedy)
    return tuple(resolved)


def excluded_ids(selector: Selector, on: DirectoryOn) -> frozenset[str]:
    """The organisations that ``exclude`` takes out: each entry is an organisation, or the id of a group.

    Raises:
        DirectoryError: an entry is neither.
    """
    groups = {group.id: group for group in on.groups()}
    return frozenset(
        organ_id
        for reference in selector.exclude
        for organ_id in (
            (one.id for one in on.resolve(groups[reference])) if reference in groups else (on.find(reference).id,)
        )
    )


def _resolve(
    order: RecipientOrder, issuer: Organisation | None, on: DirectoryOn, spot: Spot, folder: Path | None
) -> Iterator[Recipient]:
    selector = order.selector
    if selector.group:
        members = _without(on.members(selector.group), selector, issuer, on)
        if not members:
            spot.report(f"nhóm '{selector.group}' không còn ai sau khi loại trừ", "bớt các đơn vị trong 'exclude'")
        yield _recipient(order, order.label or on.group(selector.group).label, members)
    elif selector.organisation:
        organisation = on.find(selector.organisation)
        yield _recipient(order, order.label or organisation.name, (organisation,))
    elif selector.organisations:
        several = tuple(on.find(reference) for reference in selector.organisations)
        yield _recipient(order, order.label or "; ".join(one.name for one in several), several)
    elif selector.relation and issuer is not None:
        yield from _related(order, issuer, on, spot)
    elif selector.sheet and folder is not None:
        yield from _listed(selector.sheet, folder, on, spot)
    elif selector.name:
        yield _recipient(order, order.label or selector.name, ())


def _listed(sheet: str, folder: Path, on: DirectoryOn, spot: Spot) -> Iterator[Recipient]:
    """The rows of a sheet; its faults are told by row and column."""
    try:
        path = inside(folder, sheet)
    except Unusable as refused:
        spot.report(refused.message, refused.remedy)
        return
    for one in read_recipient_sheet(path, sheet, problems=spot.problems, known=partial(_organ_id, on)):
        yield Recipient(
            label=one.name,
            role=one.role,
            organ_ids=(one.organ_id,) if one.organ_id else (),
            channel=one.channel,
            copies=one.copies,
            sheet_row=one.row,
            row_values=tuple(one.values.items()),
        )


def _organ_id(on: DirectoryOn, organ_id: str, name: str) -> str:
    """The organisation that a row means on the day; a name that the directory never knew stands for itself."""
    if organ_id or on.has_heard_of(name):
        return on.find(organ_id or name).id
    return ""


def _related(order: RecipientOrder, issuer: Organisation, on: DirectoryOn, spot: Spot) -> Iterator[Recipient]:
    units = _without(on.direct_units(issuer), order.selector, issuer, on)
    if order.selector.relation != DIRECT_UNITS:
        spot.report(f"không có quan hệ '{order.selector.relation}'", f"dùng '{DIRECT_UNITS}'")
    elif not units:
        spot.report(f"{issuer.name} không có đơn vị trực thuộc nào trong danh bạ", "bổ sung danh bạ của cơ quan")
    elif order.label:
        yield _recipient(order, order.label, units)
    else:
        yield from (_recipient(order, unit.name, (unit,)) for unit in units)


def _without(
    organisations: tuple[Organisation, ...], selector: Selector, issuer: Organisation | None, on: DirectoryOn
) -> tuple[Organisation, ...]:
    """``organisations`` but those excluded, and the issuer: an office that belongs to a group does not write to itself.

    An unknown exclusion is a mistake, not a wish already granted.
    """
    excluded = excluded_ids(selector, on) | ({issuer.id} if issuer else set())
    return tuple(one for one in organisations if one.id not in excluded)


def _recipient(order: RecipientOrder, label: str, organisations: tuple[Organisation, ...]) -> Recipient:
    return Recipient(
        label=label,
        role=order.role,
        organ_ids=tuple(one.id for one in organisations),
        channel=order.channel,
        copies=order.copies,
    )
