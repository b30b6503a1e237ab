"""What became different when a campaign was copied, and what a person must still look at."""

from __future__ import annotations

from dataclasses import dataclass

LOOK_AGAIN = "cần xem lại"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that was changed, or, with an empty ``new``, one that was left and must be looked at.

    ``field`` is the field path of a value (``letters[0].date``), empty for prose; ``note`` is Vietnamese and
    says why the new value is not simply the old one moved, or what to look at.
    """

    file: str
    line: int
    field: str
    old: str
    new: str
    note: str = ""
