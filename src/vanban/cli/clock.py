"""What time it is for the commands: the machine's time, or the same hour of a day that is only supposed."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from vanban.cli.screens import screen
from vanban.domain.dates.occasion import SUPPOSED_DAY, VIETNAM_TIME, instant_on
from vanban.domain.errors import VanbanError
from vanban.domain.letters.wording import short_date

_supposed: ContextVar[date | None] = ContextVar("supposed", default=None)


def suppose(
    today: Annotated[
        datetime | None,
        typer.Option(
            "--today",
            metavar="NĂM-THÁNG-NGÀY",
            formats=["%Y-%m-%d"],
            envvar=SUPPOSED_DAY,
            help="Coi như hôm nay là ngày này, chỉ để chạy thử và trình diễn; không nhận ngày chưa tới.",
        ),
    ] = None,
) -> None:
    """Keeps the day for the command that follows; without one, the day is that of the machine again.

    Raises:
        VanbanError: the day is yet to come: letters of it would get numbers that nobody can take back.
    """
    day = None if today is None else today.date()
    if day is not None and day > datetime.now(UTC).astimezone(VIETNAM_TIME).date():
        raise VanbanError(
            f"Ngày giả định {short_date(day)} chưa tới → Bỏ --today và {SUPPOSED_DAY}, hoặc ghi ngày đã qua."
        )
    if day is not None:
        screen.complain(f"Ngày giả định: coi như hôm nay là {short_date(day)}.")
    _supposed.set(day)


def supposed_day() -> date | None:
    """The day that is supposed, if one is."""
    return _supposed.get()


def now() -> datetime:
    """This instant, in UTC; on a supposed day, that day at the hour that it is in Vietnam."""
    return instant_on(_supposed.get(), datetime.now(UTC))
