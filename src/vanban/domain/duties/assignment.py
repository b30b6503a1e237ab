"""What a letter asks of its addressees: activities, figures to report, quotas and deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vanban.domain.dates.deadline import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityWindow:
    """When something is done: both days included; ``start`` is ``None`` for "đến hết ngày ..."."""

    key: str
    title: str
    start: date | None
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a unit reports, with the bounds that a report must keep.

    ``at_most`` names another figure that this one may not exceed; ``decimals`` is how many digits may follow the
    comma, 0 for what is counted. The bounds belong to the range; without ``maximum`` there is none above.
    """

    key: str
    label: str
    unit: str
    at_most: str = ""
    decimals: int = 0
    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At least ``minimum_percent`` of figure ``total`` must be reached by figure ``reached``."""

    key: str
    label: str
    reached: str
    total: str
    minimum_percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A duty that a letter creates for those of its addressees that ``assignees`` names (all when empty)."""

    key: str
    title: str
    letter_id: str
    assignees: tuple[str, ...]
    deadline: Deadline | None
    window: str = ""
    figures: tuple[str, ...] = ()
    quotas: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
