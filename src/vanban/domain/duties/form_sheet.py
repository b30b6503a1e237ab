"""The sheets of a report form as both the one that draws them and the one that reads them back know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vanban.domain.duties.obligation import ObligationKey

MARK = "vanban-bao-cao"
"""The first cell of the hidden sheet: this workbook is a report form of this software."""
MARK_VERSION = 1
HIDDEN_SHEET = "vanban"
UNITS_FROM_ROW = 5
"""Below the marks of the hidden sheet stand the units, one a row: assignment, name, letter, issuer, organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMark:
    """What a form was made for: a campaign, and its questions as they were (a hash)."""

    campaign_id: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormUnit:
    """A line of the list from which a unit picks itself; ``name`` is unique within its assignment."""

    name: str
    obligation: ObligationKey


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One sheet: the texts that must stand as they were drawn, and the cells to fill in, by address.

    The fields are ``organ``, ``as_of``, ``reporter``, ``note``, ``reason`` and ``figures.…``.
    """

    assignment: str
    title: str
    fixed: Mapping[str, str]
    inputs: Mapping[str, str]
