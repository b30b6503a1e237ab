"""Rounds of a campaign over its due date, killed again and again: told and reminded exactly as without."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from duties import CAMPAIGN, number_letters, write_campaign
from served_office import csrf_headers
from sqlalchemy import select

from vanban.store.approval_tables import notice, reminder, sweep
from vanban.store.audit import verify
from vanban.store.database import open_database
from vanban.usecases.approving.list_plans import list_plans

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
FIRST, LAST = date(2024, 10, 8), date(2024, 10, 26)
DAYS = [(FIRST + timedelta(days=count)).isoformat() for count in range((LAST - FIRST).days)]
"""From the day before the first reminder to the second one after the due date, which is 16/10/2024."""


def walked(folder, days, kills=(), url=""):
    """How every attempt ended, and on which day; the last one came through."""
    asked = {"days": days, "kills": kills, "place": str(folder / "ngay.txt"), "under_prefect": bool(url)}
    environment = {name: text for name, text in os.environ.items() if name != "PREFECT_API_URL"}
    environment |= {"VANBAN_DATABASE": str(folder / "so.db"), "VANBAN_OUT": str(folder / "out")}
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(HERE), str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")))
    )
    if url:
        environment["PREFECT_API_URL"] = url
    command = [sys.executable, str(HERE / "killed_walk.py"), json.dumps(asked)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def office(folder, campaign=CAMPAIGN):
    folder.mkdir()
    number_letters(write_campaign(folder / "dot", campaign=campaign), folder / "so.db")
    return folder


def on_record(folder):
    """Every reminder, notice and sweep in the register, as often as it stands there."""
    database = open_database(str(folder / "so.db"))
    assert verify(database).sound
    with database.reading() as connection:
        rows = {
            table.name: [
                tuple(value for name, value in row._mapping.items() if name not in {"id", "sent_at", "swept_at"})
                for row in connection.execute(select(table))
            ]
            for table in (reminder, notice, sweep)
        }
    return {name: Counter(found) for name, found in rows.items()}, {one.record.id for one in list_plans(database)}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What the register holds after a walk in which nothing was killed."""
    folder = office(tmp_path_factory.mktemp("yen") / "co-quan")
    assert walked(folder, DAYS) == [[0, DAYS[-1]]]
    return on_record(folder)


def test_the_undisturbed_walk_is_what_the_calendar_asks_for(undisturbed):
    rows, plans = undisturbed
    days = Counter(str(one[3]) for one in rows["reminder"])
    assert len(rows["notice"]) == 10 + 2 + 8 + 2, rows["notice"]
    assert days == {
        "2024-10-09": 10,  # five working days before, Wednesday to Wednesday
        "2024-10-15": 9,  # one before; one office has reported
        "2024-10-17": 8,  # one after; one has got more time
        "2024-10-18": 1,  # one before the later deadline, Monday 21/10
        "2024-10-22": 1,  # one after it
        "2024-10-24": 7,  # a week later; another has reported
    }
    assert len(rows["sweep"]) == len(DAYS)
    assert len(plans) >= 6


def test_killed_at_random_statements_the_rounds_leave_the_same_register(tmp_path, undisturbed):
    dice = random.Random(20241016)  # noqa: S311  # the same points every time
    folder = office(tmp_path / "co-quan")
    ended = walked(folder, DAYS, [dice.randint(1, 500) for _ in range(16)])
    killed = [day for how, day in ended if how == signal.SIGKILL]
    assert len(killed) >= 10
    assert len(set(killed)) >= 5
    assert ended[-1] == [0, DAYS[-1]]
    assert on_record(folder) == undisturbed


def test_away_for_the_due_date_and_the_day_after_the_rounds_lose_and_repeat_nothing(tmp_path):
    folder = office(tmp_path / "co-quan")
    away = {"2024-10-16", "2024-10-17"}
    walked(folder, [day for day in DAYS if day not in away])
    rows, _plans = on_record(folder)
    days = Counter((str(one[3]), one[2]) for one in rows["reminder"])
    # Nobody was here to grant more time, so the nine that have not reported are late; step 3 is the one of the 17th.
    assert days[("2024-10-18", 3)] == 9
    assert {count for (day, _), count in days.items() if day == "2024-10-18"} == {9}
    assert set(rows["reminder"].values()) == {1}
    overdue = Counter(one[0] for one in rows["notice"] if one[1] == "overdue")
    assert len(overdue) == 9
    assert set(overdue.values()) == {1}


def test_killed_at_ten_points_under_a_server_nothing_is_told_or_reminded_twice(tmp_path, server_url):
    """The days on which something is due; the server counts each event once, however often it was handed over."""
    dice = random.Random(17)  # noqa: S311  # the same points every time
    days = ["2024-10-09", "2024-10-15", "2024-10-16", "2024-10-17", "2024-10-22", "2024-10-24"]
    plain = office(tmp_path / "yen")
    walked(plain, days)
    folder = office(tmp_path / "co-quan")
    ended = walked(folder, days, [dice.randint(1, 150) for _ in range(10)], server_url)
    killed = [how for how, _day in ended[:-1]]
    assert killed == [signal.SIGKILL] * 10
    expected, plans = on_record(plain)
    found, found_plans = on_record(folder)
    assert {name: sum(rows.values()) for name, rows in found.items()} == {
        name: sum(rows.values()) for name, rows in expected.items()
    }
    assert found["reminder"] == expected["reminder"]
    assert {row[:4] for row in found["notice"]} == {row[:4] for row in expected["notice"]}
    assert found_plans == plans
    wanted = {"filter": {"event": {"prefix": ["vanban."]}, "resource": {"id_prefix": [f"vanban.{CAMPAIGN}."]}}}
    told = httpx.post(f"{server_url}/events/filter", json=wanted, headers=csrf_headers(server_url), timeout=30).json()
    assert told["total"] == sum(expected["notice"].values())
