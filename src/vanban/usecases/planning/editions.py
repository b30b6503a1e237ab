"""For whom a letter is written: once for all its recipients, or once for each organisation or name addressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import LetterOrder
from vanban.domain.letters.recipient import Recipient, RecipientRole
from vanban.domain.organisation import Organisation
from vanban.intake.reading import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The one whom a letter of ``one_each`` is for, as its text names it; ``row`` are the cells of its sheet."""

    name: str
    short_name: str
    abbreviation: str = ""
    place: str = ""
    row: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation: Organisation, row: Mapping[str, str]) -> Addressee:
        return cls(
            name=organisation.name,
            short_name=organisation.short_name,
            abbreviation=organisation.abbreviation,
            place=organisation.place_name,
            row=row,
        )


class AnyRow(dict[str, str]):
    """Stands in for the row of a sheet that could not be read: it has every column."""

    def __missing__(self, column: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One letter to write: to whom, and with ``one_each`` for whom; ``suffix`` tells it from the others."""

    recipients: tuple[Recipient, ...]
    suffix: str = ""
    addressee: Addressee | None = None


def editions(order: LetterOrder, recipients: tuple[Recipient, ...], on: DirectoryOn, spot: Spot) -> Iterator[Edition]:
    """The letters that an order comes to."""
    if not order.one_each:
        yield Edition(recipients=recipients)
        return
    copied = tuple(one for one in recipients if one.role is RecipientRole.COPY)
    written: set[str] = set()
    for recipient in recipients:
        if recipient.role is RecipientRole.ADDRESSEE:
            for edition in _for_each(recipient, on, spot):
                if edition.suffix in written:
                    _at(spot, "recipients").report(
                        f"'{edition.recipients[0].label}' được ghi hai lần nên có hai văn bản riêng",
                        "giữ lại một lần, hoặc ghi vào 'exclude' của nhóm",
                    )
                written.add(edition.suffix)
                yield replace(edition, recipients=(*edition.recipients, *copied))


def _for_each(recipient: Recipient, on: DirectoryOn, spot: Spot) -> Iterator[Edition]:
    row = dict(recipient.row_values)
    if not recipient.organ_ids and not recipient.sheet_row:
        _at(spot, "one_each").report(
            f"'{recipient.label}' không có trong danh bạ nên không lập được văn bản riêng",
            'dùng organisation, group hoặc sheet, hoặc chuyển sang role = "copy"',
        )
    elif not recipient.organ_ids:
        addressee = Addressee(name=recipient.label, short_name=recipient.label, row=row)
        yield Edition(recipients=(recipient,), suffix=f"dong-{recipient.sheet_row:05d}", addressee=addressee)
    for organ_id in recipient.organ_ids:
        organisation = on.find(organ_id)
        alone = replace(recipient, label=organisation.name, organ_ids=(organ_id,))
        yield Edition(recipients=(alone,), suffix=organ_id, addressee=Addressee.of(organisation, row))


def _at(spot: Spot, field_name: str) -> Spot:
    return Spot(spot.problems, spot.file, f"{spot.place}.{field_name}")
