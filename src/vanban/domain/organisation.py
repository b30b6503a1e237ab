"""An organisation as it stands between two dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """A span of days, both ends included; ``None`` means open."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Cơ quan, tổ chức or unit; a merger or renaming makes a new one with ``predecessor_ids``.

    ``id`` names one period of life (``snv-202503``); ``abbreviation`` is the part of the symbol fixed by
    the head of the agency (Annex I, Part I, II.3.b), empty when unknown. ``rank`` orders lists: lower first.
    """

    id: str
    name: str
    short_name: str
    abbreviation: str
    kind: str
    level: str
    parent_id: str | None
    place_name: str
    validity: Validity
    predecessor_ids: tuple[str, ...] = ()
    rank: int = 0
    edxml_code: str = ""
    source: str = ""
