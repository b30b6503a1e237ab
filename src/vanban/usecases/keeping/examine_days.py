"""Whether the machine's clock can be believed, and whether deadlines are still looked through day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from vanban.domain.dates.occasion import SUPPOSED, VIETNAM_TIME, Occasion
from vanban.domain.errors import StoreUnavailable
from vanban.domain.letters.wording import short_date
from vanban.regulations.calendar import working_calendar
from vanban.store import audit
from vanban.store.reporting.notices import last_sweep
from vanban.usecases.keeping.checkup import Check, fault, good, warning
from vanban.usecases.keeping.examine_database import kept_register

CLOCK, ROUNDS = "Đồng hồ của máy", "Rà thời hạn hằng ngày"
_APART = timedelta(minutes=5)
"""Clocks of two machines that write to one register may be so far apart."""
_WORKING_DAYS_MISSED = 1
"""A round of this morning may still be to come."""


def examine_days(url_or_path: str, occasion: Occasion) -> Iterator[Check]:
    """What the register says of the days that went by; nothing where there is none that this software keeps."""
    database = kept_register(url_or_path)
    if database is None:
        return
    try:
        written, looked_through = audit.last_written(database, but_by=SUPPOSED), last_sweep(database)
    except (StoreUnavailable, ValueError):
        return  # damaged, which the look at the database itself tells
    if written is not None:
        yield check_clock(written, occasion.now)
    if looked_through is not None:
        yield check_rounds(looked_through, occasion.today)


def check_clock(written: datetime, now: datetime) -> Check:
    """A clock that was set back would give letters a day that has gone by."""
    last = f"mục cuối của nhật ký ghi lúc {_moment(written)}"
    if written - now <= _APART:
        return good(CLOCK, f"{_moment(now)}; {last}")
    remedy = "chỉnh lại ngày giờ của máy này, hoặc của máy đã ghi mục ấy, trước khi phát hành"
    return fault(CLOCK, f"{_moment(now)}, sớm hơn {last}", remedy)


def check_rounds(looked_through: date, today: date) -> Check:
    """An office that has deadlines looked through each morning would not notice that nobody does so any more."""
    found = f"lần cuối ngày {short_date(looked_through)}"
    missed = working_calendar().working_days_between(looked_through, today) if looked_through < today else 0
    if missed <= _WORKING_DAYS_MISSED:
        return good(ROUNDS, found)
    remedy = "xem máy chủ Prefect và 'make serve' còn chạy không, lịch “Theo dõi thời hạn” có bị tạm dừng không"
    return warning(ROUNDS, f"{found}, đã qua {missed} ngày làm việc", remedy)


def _moment(instant: datetime) -> str:
    here = instant.astimezone(VIETNAM_TIME)
    return f"{here:%H:%M} ngày {short_date(here.date())}"
