"""The day by the machine's clock, where nobody says it, and what shows that the clock was set back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from vanban.domain.dates.occasion import SUPPOSED, VIETNAM_TIME, Occasion
from vanban.domain.errors import VanbanError
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.tables import audit_entry


class ClockSetBack(VanbanError):
    """The log of the office has seen a later day than the machine's clock shows."""

    code = "CLOCK"


def day_by_clock(database: Database, occasion: Occasion, instead: str) -> date:
    """Today, to be put on record as the day of what comes in, or to be reminded on.

    A clock set back would turn a late report into one in time, and remind units whose report is there. A clock that
    once ran ahead has left such a log too, so a day that somebody says is not doubted; ``instead`` tells how to.

    Raises:
        ClockSetBack: the last entry of the log is of a later day, and today is not merely supposed.
    """
    last = _last_day(database)
    if last is not None and last > occasion.today and not occasion.actor.endswith(SUPPOSED):
        raise ClockSetBack(
            f"Đồng hồ của máy là ngày {short_date(occasion.today)}, mà nhật ký đã ghi việc ngày {short_date(last)}"
            f" → Chỉnh lại ngày giờ của máy rồi làm lại; nếu đồng hồ đúng thì {instead}."
        )
    return occasion.today


def _last_day(database: Database) -> date | None:
    """The day in Vietnam of the last entry of the audit log."""
    query = select(audit_entry.c.at).order_by(audit_entry.c.seq.desc()).limit(1)
    with database.reading() as connection:
        at = connection.scalar(query)
    return None if at is None else datetime.fromisoformat(at).astimezone(VIETNAM_TIME).date()
