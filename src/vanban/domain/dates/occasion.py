"""When something is done, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has kept UTC+7 without summer time since 1975, so no time zone data is needed."""

SUPPOSED_DAY = "VANBAN_TODAY"
"""The environment variable that supposes a day, for demonstrations and tests."""
SUPPOSED = " (ngày giả định)"
"""Stands after the name of whoever acts on a supposed day, so that the audit log never passes it off as a real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An instant, aware of its time zone, and the person acting: what the audit log records."""

    now: datetime
    actor: str

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("an instant needs a time zone")

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(VIETNAM_TIME).date()


def instant_on(day: date | None, real: datetime) -> datetime:
    """The instant ``real`` moved to ``day`` at the same hour in Vietnam; without a day it stays."""
    if day is None:
        return real
    return datetime.combine(day, real.astimezone(VIETNAM_TIME).timetz()).astimezone(UTC)
