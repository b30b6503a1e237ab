"""How far a measured file may stray from a limit of the law before the checker speaks: choices of the house."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from vanban.regulations.dated import Fields, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerances:
    """One number for every thing that is measured; the unit is in the name, the reason in the data."""

    paper_mm: float
    margin_mm: float
    text_edge_mm: float
    head_mm: float
    size_pt: float
    centre_mm: float
    place_centre_mm: float
    column_share: float
    rule_share: float
    rule_centre_mm: float
    baseline_pt: float
    spacing_lines: float
    gap_pt: float
    indent_mm: float
    dash_mm: float
    box_mm: float
    left_edge_mm: float
    red: float
    ink: float
    signature_centre_mm: float
    seal_share: float
    seal_least_mm: float
    seal_most_mm: float
    corner_mm: float


@cache
def tolerances() -> Tolerances:
    """The packaged tolerances."""
    return tolerances_from(read_toml("house", "tolerances.toml"))


def tolerances_from(table: Fields) -> Tolerances:
    """The tolerances that a table gives.

    Raises:
        TypeError: one is missing or is no number.
    """
    return Tolerances(**{one.name: table.table(one.name).number("value") for one in fields(Tolerances)})
