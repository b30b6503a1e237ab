"""What an examination says of one thing: how it is, what was found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vanban.domain.errors import VanbanError


class Health(StrEnum):
    """How something is; with a fault the software does not work as it should."""

    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at; what is good has no remedy."""

    subject: str
    health: Health
    found: str
    remedy: str = ""


def good(subject: str, found: str) -> Check:
    """What is as it should be."""
    return Check(subject=subject, health=Health.GOOD, found=found)


def warning(subject: str, found: str, remedy: str) -> Check:
    """What works, and is to be seen to."""
    return Check(subject=subject, health=Health.WARNING, found=found, remedy=remedy)


def fault(subject: str, found: str, remedy: str) -> Check:
    """What does not work."""
    return Check(subject=subject, health=Health.FAULT, found=found, remedy=remedy)


def failed(subject: str, error: VanbanError) -> Check:
    """What an error says, whose message holds its remedy."""
    found, _, remedy = error.message.partition(" → ")
    return fault(subject, found, remedy)
