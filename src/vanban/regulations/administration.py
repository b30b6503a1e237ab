"""Which levels of local administration have ended, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from vanban.regulations.dated import DatedValue, dated_values, read_toml, values_on

_FOLDER, _FILE, _KEY = "administration", "abolished.toml", "unit_nouns"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbolishedUnits:
    """Units that do not exist any more: the nouns that name them (``huyện``), and the first day without them."""

    since: date
    nouns: tuple[str, ...]
    source: str


def abolished_units_on(day: date) -> AbolishedUnits | None:
    """The units that have been abolished by ``day``; ``None`` while all levels exist."""
    held = values_on({_KEY: _values()}, day).get(_KEY)
    if held is None:
        return None
    return AbolishedUnits(since=held.effective_from, nouns=held.fields.texts("items"), source=held.source)


@cache
def _values() -> tuple[DatedValue, ...]:
    return tuple(dated_values(read_toml(_FOLDER, _FILE))[_KEY])
