"""A duty to report that a letter lays on one organisation, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.letters.draft import LetterKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationKey:
    """What makes a duty the same duty: the letter that gives it, the assignment and who owes it."""

    letter: LetterKey
    assignment: str
    organ_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A deadline moved, with its reason; the older one stays in the history."""

    due: date
    reason: str
    granted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A duty as the store keeps it.

    ``due`` is the last day on which a report is in time, ``feeds`` the duty of the level above that it serves,
    ``extensions`` the deadlines that followed, oldest first. It is ``withdrawn`` once the letter that gives it
    has been recalled or replaced: nobody waits for it any more, and it stays on record.
    """

    key: ObligationKey
    issuer_id: str
    label: str
    title: str
    due: ComputedDay
    feeds: ObligationKey | None = None
    extensions: tuple[Extension, ...] = ()
    withdrawn: bool = False

    @property
    def due_now(self) -> date:
        """The deadline in force, after extensions."""
        return self.extensions[-1].due if self.extensions else self.due.day
