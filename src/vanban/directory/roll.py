"""Everyone in a directory, of all times, with what is worked out once for all days."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from vanban.directory.era import Era
from vanban.directory.spelling import name_key
from vanban.domain.collation import collation_key
from vanban.domain.letters.signing import Signatory
from vanban.domain.organisation import Organisation

if TYPE_CHECKING:
    from vanban.directory.directory import Directory

_ONE_DAY = timedelta(days=1)


class Roll:
    """The rows of a directory in rank order and by their keys; a plan asks on many days, and keys are dear to make."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._eras: dict[int, Era] = {}

    def era_on(self, day: date) -> Era:
        """The organisations of a day, and of all days around it on which nobody begins or ends."""
        number = bisect_right(self._turns, day)
        if number not in self._eras:
            valid = tuple(one for one in self.organisations if one.validity.holds_on(day))
            self._eras[number] = Era(self, valid)
        return self._eras[number]

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The days on which somebody begins, or is no more for the first time."""
        spans = [one.validity for one in self._directory.organisations]
        begun = {span.valid_from for span in spans if span.valid_from}
        ended = {span.valid_to + _ONE_DAY for span in spans if span.valid_to and span.valid_to < date.max}
        return tuple(sorted(begun | ended))

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """By rank, then by name as Vietnamese sorts it."""
        return tuple(sorted(self._directory.organisations, key=_in_rank_order))

    @cached_property
    def named(self) -> tuple[tuple[str, Organisation], ...]:
        """Every organisation under the key of its full and of its short name, in rank order."""
        return tuple((name_key(name), one) for one in self.organisations for name in {one.name, one.short_name})

    @cached_property
    def abbreviated(self) -> tuple[tuple[str, Organisation], ...]:
        """Every organisation that has an abbreviation under the key of that, in rank order."""
        return tuple((name_key(one.abbreviation), one) for one in self.organisations if one.abbreviation)

    @cached_property
    def ever_named(self) -> frozenset[str]:
        """The keys of names and abbreviations of all times, with former units that only the table of changes has."""
        units = {unit for one in self._directory.unit_changes for unit in (one.old_name, one.district)}
        former = (name_key(f"Ủy ban nhân dân {unit}") for unit in units)
        return frozenset((*former, *(key for key, _ in (*self.named, *self.abbreviated) if key)))

    @cached_property
    def signatories_by_organ(self) -> Mapping[str, tuple[Signatory, ...]]:
        """Who has ever signed for an organisation, in the order of the table."""
        return _grouped((signatory.organ_id, signatory) for signatory in self._directory.signatories)

    @cached_property
    def signatories_by_id(self) -> Mapping[str, tuple[Signatory, ...]]:
        """The rows of a signatory, in the order of the table."""
        return _grouped((signatory.id, signatory) for signatory in self._directory.signatories)


def _in_rank_order(organisation: Organisation) -> tuple[object, ...]:
    return organisation.rank, collation_key(organisation.name), organisation.id


def _grouped(pairs: Iterable[tuple[str, Signatory]]) -> Mapping[str, tuple[Signatory, ...]]:
    found: defaultdict[str, list[Signatory]] = defaultdict(list)
    for key, signatory in pairs:
        found[key].append(signatory)
    return {key: tuple(several) for key, several in found.items()}
