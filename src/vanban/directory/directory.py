"""The directory of organisations, groups and signatories, and the one that ships with this software."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Protocol, TypeVar

from vanban.directory.cells import Cells
from vanban.directory.directory_on import DirectoryOn
from vanban.directory.group import RecipientGroup
from vanban.directory.roll import Roll
from vanban.directory.rows import group_of, organisation_of, signatory_of, unit_change_of
from vanban.directory.unit_change import UnitChange
from vanban.domain.letters.signing import Signatory
from vanban.domain.organisation import Organisation

__all__ = ["Directory", "DirectoryOn", "shipped_directory"]

_Value = TypeVar("_Value")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Identified)


@dataclass(frozen=True, kw_only=True)
class Directory:
    """All organisations, groups and signatories of all times, as kept; without slots, to keep its roll once called."""

    organisations: tuple[Organisation, ...] = ()
    groups: tuple[RecipientGroup, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    unit_changes: tuple[UnitChange, ...] = ()
    _by_day: dict[date, DirectoryOn] = field(default_factory=dict, init=False, repr=False, compare=False)

    def merged_with(self, other: Directory) -> Directory:
        """This directory with ``other`` laid over it: its rows replace those with the same id.

        A group is replaced with all its periods.
        """
        return Directory(
            organisations=_overlaid(self.organisations, other.organisations),
            groups=_overlaid(self.groups, other.groups),
            signatories=_overlaid(self.signatories, other.signatories),
            unit_changes=self.unit_changes + other.unit_changes,
        )

    @functools.cached_property
    def roll(self) -> Roll:
        """Everyone, with what is worked out once for all days."""
        return Roll(self)

    def on(self, day: date) -> DirectoryOn:
        """Who is what on ``day``."""
        if day not in self._by_day:
            self._by_day[day] = DirectoryOn(self, day)
        return self._by_day[day]


@functools.cache
def shipped_directory() -> Directory:
    """The agencies of Khánh Hòa from 2020 on, with their groups and (mostly invented) signatories."""
    return Directory(
        organisations=_packaged("organisations.csv", organisation_of),
        groups=_packaged("groups.csv", group_of),
        signatories=_packaged("signatories.csv", signatory_of),
        unit_changes=_packaged("units_old_to_new.csv", unit_change_of),
    )


def _overlaid(lower: Iterable[_Entry], upper: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
    replaced = {entry.id for entry in upper}
    return (*(entry for entry in lower if entry.id not in replaced), *upper)


def _packaged(name: str, read: Callable[[Cells], _Value]) -> tuple[_Value, ...]:
    text = (resources.files("vanban.directory") / "data" / name).read_text(encoding="utf-8")
    return tuple(_read_all(name, csv.DictReader(text.splitlines()), read))


def _read_all(name: str, rows: Iterable[dict[str, str]], read: Callable[[Cells], _Value]) -> Iterator[_Value]:
    for line, row in enumerate(rows, start=2):
        cells = Cells(row)
        value = read(cells)
        if cells.faults:
            raise ValueError(f"{name}, line {line}: {cells.faults}")
        yield value
