"""Whom a letter goes to, on its day: orders become recipients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.campaigns.campaign import LetterOrder, RecipientOrder, Selector
from vanban.domain.letters.recipient import Recipient
from vanban.domain.organisation import Organisation
from vanban.intake.folder import inside
from vanban.intake.reading import Spot, Unusable
from vanban.intake.sheets.recipient_sheet import read_recipient_sheet

DIRECT_UNITS = "direct_units"
"""The units directly under the issuer on the day."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of recipients that means the same whoever writes, with the organisations in it."""

    order: RecipientOrder
    recipients: tuple[Recipient, ...]
    organ_ids: frozenset[str]


class Resolver:
    """Resolves the recipients of the letters of one day; lines that mean the same for all issuers, once."""

    def __init__(self, on: DirectoryOn, folder: Path | None = None) -> None:
        """Sheets of recipients are read from ``folder``, row by row."""
        self._on = on
        self._folder = folder
        # The orders of a campaign outlive whoever reads them, so that they are known by identity.
        self._lines: dict[int, _Line] = {}
        self._for_all: dict[int, tuple[Recipient, ...]] = {}

    def recipients(self, order: LetterOrder, issuer: Organisation | None, spot: Spot) -> tuple[Recipient, ...]:
        """Everyone the letter goes to, in the order given; what cannot be resolved is reported under ``spot``."""
        for_all = self._for_all.get(id(order.recipients))
        if for_all is not None:
            return for_all
        resolved: list[Recipient] = []
        is_for_all = not any(one.selector.relation or one.selector.group for one in order.recipients)
        for index, one in enumerate(order.recipients):
            here = partial(_spot_of_line, spot, index)
            try:
                resolved += self._of_line(one, issuer, here)
            except DirectoryError as error:
                is_for_all = False
                here().report(error.message, error.remedy)
        if is_for_all:
            self._for_all[id(order.recipients)] = tuple(resolved)
        return tuple(resolved)

    def _of_line(
        self, order: RecipientOrder, issuer: Organisation | None, here: Callable[[], Spot]
    ) -> tuple[Recipient, ...]:
        if order.selector.relation:
            return tuple(_related(order, issuer, self._on, here())) if issuer else ()
        line = self._lines.get(id(order))
        if line is None:
            recipients = tuple(self._settled(order, here))
            organ_ids = frozenset(organ_id for one in recipients for organ_id in one.organ_ids)
            line = self._lines[id(order)] = _Line(order, recipients, organ_ids)
        return _without_issuer(line, issuer, here) if order.selector.group else line.recipients

    def _settled(self, order: RecipientOrder, here: Callable[[], Spot]) -> Iterator[Recipient]:
        selector, on = order.selector, self._on
        if selector.group:
            members = _without(on.members(selector.group), selector, on)
            yield _recipient(order, order.label or on.group(selector.group).label, members)
        elif selector.organisation:
            organisation = on.find(selector.organisation)
            yield _recipient(order, order.label or organisation.name, (organisation,))
        elif selector.organisations:
            several = tuple(on.find(reference) for reference in selector.organisations)
            yield _recipient(order, order.label or "; ".join(one.name for one in several), several)
        elif selector.sheet and self._folder is not None:
            yield from _listed(selector.sheet, self._folder, on, here())
        elif selector.name:
            yield _recipient(order, order.label or selector.name, ())


def excluded_ids(selector: Selector, on: DirectoryOn) -> frozenset[str]:
    """The organisations that ``exclude`` takes out: each entry is an organisation, or the id of a group.

    Raises:
        DirectoryError: an entry is neither.
    """
    if not selector.exclude:
        return frozenset()
    groups = {group.id: group for group in on.groups()}
    return frozenset(
        organ_id
        for reference in selector.exclude
        for organ_id in (
            (one.id for one in on.resolve(groups[reference])) if reference in groups else (on.find(reference).id,)
        )
    )


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
    units = [one for one in _without(on.direct_units(issuer), order.selector, on) if one.id != issuer.id]
    if order.selector.relation != DIRECT_UNITS:
        spot.report(f"không có quan hệ '{order.selector.relation}'", f"dùng '{DIRECT_UNITS}'")
    elif not units:
        spot.report(f"{issuer.name} không có đơn vị trực thuộc nào trong danh bạ", "bổ sung danh bạ của cơ quan")
    elif order.label:
        yield _recipient(order, order.label, tuple(units))
    else:
        yield from (_recipient(order, unit.name, (unit,)) for unit in units)


def _without_issuer(line: _Line, issuer: Organisation | None, here: Callable[[], Spot]) -> tuple[Recipient, ...]:
    """A group without the issuer: an office that belongs to it does not write to itself."""
    (recipient,) = line.recipients
    if issuer is not None and issuer.id in line.organ_ids:
        left = tuple(organ_id for organ_id in recipient.organ_ids if organ_id != issuer.id)
        recipient = replace(recipient, organ_ids=left)
    if not recipient.organ_ids:
        group = line.order.selector.group
        here().report(f"nhóm '{group}' không còn ai sau khi loại trừ", "bớt các đơn vị trong 'exclude'")
    return (recipient,)


def _without(organisations: tuple[Organisation, ...], selector: Selector, on: DirectoryOn) -> tuple[Organisation, ...]:
    """``organisations`` but those excluded; an unknown exclusion is a mistake, not a wish already granted."""
    excluded = excluded_ids(selector, on)
    return tuple(one for one in organisations if one.id not in excluded) if excluded else organisations


def _recipient(order: RecipientOrder, label: str, organisations: tuple[Organisation, ...]) -> Recipient:
    return Recipient(
        label=label,
        role=order.role,
        organ_ids=tuple(one.id for one in organisations),
        channel=order.channel,
        copies=order.copies,
    )


def _spot_of_line(spot: Spot, index: int) -> Spot:
    return Spot(spot.problems, spot.file, f"{spot.place}.recipients[{index}]")
