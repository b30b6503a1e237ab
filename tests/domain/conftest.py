import sys
from datetime import date
from pathlib import Path

import pytest

from vanban.domain.dates.calendar import WorkingCalendar

# Tests do not import each other as packages.
sys.path.insert(0, str(Path(__file__).parent))


def _day(text):
    found = date.fromisoformat(text.split()[1])
    assert f"{found:%a %Y-%m-%d}" == text, f"the weekday of {text} is wrong"
    return found


@pytest.fixture
def day():
    """Reads ``Fri 2025-05-23`` and refuses a weekday that is not that of the date."""
    return _day


@pytest.fixture
def spring_2025():
    """The swap around 30 April 2025: Friday 2 May is off, Saturday 26 April is worked instead."""
    return WorkingCalendar(
        days_off=frozenset({_day("Wed 2025-04-30"), _day("Thu 2025-05-01"), _day("Fri 2025-05-02")}),
        days_worked=frozenset({_day("Sat 2025-04-26")}),
        official_years=frozenset({2025}),
    )
