"""Whom a letter goes to, on its day: orders become recipients."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.campaign import LetterOrder, RecipientOrder, Selector
from vanban.domain.organisation import Organisation
from vanban.domain.recipient import Recipient
from vanban.intake.reading import Spot

DIRECT_UNITS = "direct_units"
"""The units directly under the issuer on the day."""


def resolve_recipients(
    order: LetterOrder, issuer: Organisation | None, on: DirectoryOn, spot: Spot
) -> tuple[Recipient, ...]:
    """Everyone the letter goes to, in the order given; what cannot be resolved is reported under ``spot``."""
    resolved: list[Recipient] = []
    for index, one in enumerate(order.recipients):
        here = Spot(spot.problems, spot.file, f"{spot.place}.recipients[{index}]")
        try:
            resolved += _resolve(one, issuer, on, here)
        except DirectoryError as error:
            here.report(error.message, error.remedy)
    return tuple(resolved)


def _resolve(order: RecipientOrder, issuer: Organisation | None, on: DirectoryOn, spot: Spot) -> Iterator[Recipient]:
    selector = order.selector
    if selector.group:
        members = _without(on.members(selector.group), selector, issuer, on)
        if not members:
            spot.report(f"nhóm '{selector.group}' không còn ai sau khi loại trừ", "bớt các đơn vị trong 'exclude'")
        yield _recipient(order, order.label or on.group(selector.group).label, members)
    elif selector.organisation:
        organisation = on.find(selector.organisation)
        yield _recipient(order, order.label or organisation.name, (organisation,))
    elif selector.relation and issuer is not None:
        yield from _related(order, issuer, on, spot)
    elif selector.sheet:
        spot.report("chưa đọc được danh sách nơi nhận từ bảng tính", "kê nơi nhận bằng 'group' hoặc 'organisation'")
    elif selector.name:
        yield _recipient(order, order.label or selector.name, ())


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
    excluded = {on.find(reference).id for reference in selector.exclude}
    excluded |= {issuer.id} if issuer else set()
    return tuple(one for one in organisations if one.id not in excluded)


def _recipient(order: RecipientOrder, label: str, organisations: tuple[Organisation, ...]) -> Recipient:
    return Recipient(
        label=label,
        role=order.role,
        organ_ids=tuple(one.id for one in organisations),
        channel=order.channel,
        copies=order.copies,
    )
