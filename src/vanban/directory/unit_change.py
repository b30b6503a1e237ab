"""Which commune took over which when units were rearranged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """One old unit and one new unit that has (a part of) its territory; a split unit has several rows.

    Names are as the resolutions write them: ``Phường Nha Trang``, ``Thị xã Ninh Hòa``.
    """

    province: str
    district: str
    old_name: str
    old_valid_to: date
    new_name: str
    new_valid_from: date
