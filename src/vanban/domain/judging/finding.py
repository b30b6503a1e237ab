"""What a rule says of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops a launch, a warning or a note does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A broken rule: what was found where, what would be right, by which source.

    ``rule_id`` is ``NĐ30-R..`` for the Decree and ``HOUSE.…`` for rules of this software.
    """

    rule_id: str
    severity: Severity
    element: str
    found: str
    allowed: str
    source: str
