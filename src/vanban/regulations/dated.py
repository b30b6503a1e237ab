"""Dated values: TOML tables that say for every key what held from which day, and by which source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

Tables: TypeAlias = Mapping[str, Mapping[str, Sequence["DatedValue"]]]
"""By file name without its ending, then by key: the values in the order of their dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A TOML table read with the type that each field must have; ``place`` names it in messages."""

    place: str
    content: Mapping[str, object]

    def text(self, key: str) -> str:
        return self._as_text(key, self.content.get(key))

    def flag(self, key: str) -> bool:
        value = self.content.get(key)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def number(self, key: str) -> float:
        return self._as_number(key, self.content.get(key))

    def numbers(self, key: str) -> tuple[float, ...]:
        return tuple(self._as_number(key, value) for value in self.sequence(key))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._as_text(key, value) for value in self.sequence(key))

    def sequence(self, key: str) -> Sequence[object]:
        value = self.content.get(key)
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def table(self, key: str) -> Fields:
        return as_fields(f"{self.place}.{key}", self.content.get(key))

    def tables(self, key: str) -> tuple[Fields, ...]:
        return tuple(as_fields(f"{self.place}.{key}[{i}]", one) for i, one in enumerate(self.sequence(key)))

    def day(self, key: str) -> date:
        value = self.content.get(key)
        if not isinstance(value, date):
            raise self._wrong(key, "a date")
        return value

    def _as_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "a text")
        return value

    def _as_number(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(key, "a number")
        return float(value)

    def _wrong(self, key: str, expected: str) -> TypeError:
        return TypeError(f"{self.place}: {key} must be {expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """What a key holds from ``effective_from`` on, until a later value of the same key."""

    effective_from: date
    unit: str
    source: str
    fields: Fields


def as_fields(place: str, value: object) -> Fields:
    """A TOML table as typed fields."""
    if not isinstance(value, dict):
        raise TypeError(f"{place} must be a table")
    return Fields(place=place, content=value)


def read_toml(folder: str, name: str) -> Fields:
    """One file of the packaged data."""
    return Fields(place=f"{folder}/{name}", content=tomllib.loads(read_text(folder, name)))


def read_text(folder: str, name: str) -> str:
    """One file of the packaged data, as it stands."""
    return _data().joinpath(folder, name).read_text(encoding="utf-8")


def read_tables(folder: str) -> Tables:
    """Every dated table of a folder."""
    names = sorted(one.name for one in _data().joinpath(folder).iterdir() if one.name.endswith(".toml"))
    return {name.removesuffix(".toml"): dated_values(read_toml(folder, name)) for name in names}


def dated_values(table: Fields) -> Mapping[str, Sequence[DatedValue]]:
    """The values of every key of a file, earliest first."""
    return {key: _values_of(table.table(key)) for key in table.content}


def effective_days(tables: Tables) -> tuple[date, ...]:
    """Every day on which some value starts to hold, earliest first."""
    days = {value.effective_from for table in tables.values() for values in table.values() for value in values}
    return tuple(sorted(days))


def values_on(table: Mapping[str, Sequence[DatedValue]], day: date) -> dict[str, DatedValue]:
    """What each key holds on ``day``; keys that hold nothing yet are left out."""
    held = {}
    for key, values in table.items():
        begun = [value for value in values if value.effective_from <= day]
        if begun:
            held[key] = begun[-1]
    return held


def _values_of(entry: Fields) -> Sequence[DatedValue]:
    unit = entry.text("unit")
    values = [
        DatedValue(effective_from=one.day("effective_from"), unit=unit, source=one.text("source"), fields=one)
        for one in entry.tables("values")
    ]
    return sorted(values, key=lambda value: value.effective_from)


def _data() -> Traversable:
    return files("vanban.regulations") / "data"
