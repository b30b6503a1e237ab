from datetime import date

import pytest


def _day(text):
    found = date.fromisoformat(text.split()[1])
    assert f"{found:%a %Y-%m-%d}" == text, f"the weekday of {text} is wrong"
    return found


@pytest.fixture
def day():
    """Reads ``Fri 2025-05-23`` and refuses a weekday that is not that of the date."""
    return _day
