from datetime import date

import pytest

from vanban.regulations.administration import abolished_units_on


def test_every_level_exists_until_30_june_2025():
    assert abolished_units_on(date(2025, 6, 30)) is None


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2031, 1, 1)])
def test_there_is_no_district_level_from_1_july_2025_on(day):
    abolished = abolished_units_on(day)
    assert abolished.since == date(2025, 7, 1)
    assert set(abolished.nouns) == {"huyện", "thị xã", "thị trấn", "quận"}
    assert "202/2025/QH15" in abolished.source
