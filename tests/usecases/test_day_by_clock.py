"""The machine's day is taken unless the log has seen a later one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from vanban.domain.dates.occasion import SUPPOSED, Occasion
from vanban.store import audit
from vanban.store.database import open_database
from vanban.usecases.registers.day_by_clock import ClockSetBack, day_by_clock

LAST = datetime(2024, 12, 4, 17, 30, tzinfo=UTC)
"""Half past midnight of Thursday 2024-12-05 in Vietnam."""


@pytest.fixture
def database(address):
    return open_database(address)


def written(database, at):
    with database.transaction() as connection:
        audit.append(connection, action="void", subject={}, now=at, actor="Nguyễn Văn A")


def by_clock(database, now, actor="Nguyễn Văn A"):
    return day_by_clock(database, Occasion(now=now, actor=actor), "ghi rõ ngày")


def test_an_empty_log_says_nothing_against_the_clock(database):
    assert by_clock(database, LAST) == date(2024, 12, 5)


def test_earlier_on_the_same_day_in_vietnam_is_no_clock_set_back(database):
    written(database, LAST)
    assert by_clock(database, datetime(2024, 12, 4, 17, 0, tzinfo=UTC)) == date(2024, 12, 5)


def test_a_day_before_the_last_entry_is_told_with_both_days_and_both_ways_out(database):
    written(database, LAST)
    told = (
        "Đồng hồ của máy là ngày 04/12/2024, mà nhật ký đã ghi việc ngày 05/12/2024 → Chỉnh lại ngày giờ của máy rồi"
        " làm lại; nếu đồng hồ đúng thì ghi rõ ngày."
    )
    with pytest.raises(ClockSetBack) as caught:
        by_clock(database, datetime(2024, 12, 4, 16, 59, tzinfo=UTC))
    assert caught.value.message == told


def test_a_supposed_day_is_not_doubted(database):
    written(database, LAST)
    assert by_clock(database, datetime(2024, 10, 1, tzinfo=UTC), f"Nguyễn Văn A{SUPPOSED}") == date(2024, 10, 1)
