"""One campaign launched by two people at once is one set of letters."""

from __future__ import annotations

import pytest
from faulty_office import Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ENGINES = ("SQLite", "PostgreSQL")


@pytest.mark.parametrize("engine", ENGINES)
def test_two_launches_of_one_campaign_at_once_give_one_set_of_letters(
    engine, few, undisturbed_few, tmp_path, request, tally
):
    tally.begin(f"hai lệnh phát hành cùng một đợt một lúc, {engine}")
    database = str(tmp_path / "so.db") if engine == "SQLite" else request.getfixturevalue("postgres_url")
    one, other = (Office.at(tmp_path / name, few, database=database, out=tmp_path / "ra") for name in ("a", "b"))
    with tally.one():
        running = [office.start() for office in (one, other)]
        assert [launch.wait(120) for launch in running] == [0, 0], (one.said(), other.said())
        assert one.outcome() == undisturbed_few
        one.assert_mended(undisturbed_few)
