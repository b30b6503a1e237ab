"""Walks the morning's rounds over days that are only supposed, in processes that are killed at given statements.

Run as a program by the tests: one process that has imported everything forks for every attempt, which dies by SIGKILL
at the statement that it is given, wherever in a transaction that is; the next one goes on with the same day.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from duties import ASSIGNMENT, CAMPAIGN, DISTRICT, EDUCATION
from sqlalchemy import event
from sqlalchemy.engine import Engine
from workflows.extend_deadline import extend_deadline_flow
from workflows.record_report import record_report_flow
from workflows.send_reminders import send_reminders_flow
from workflows.track_deadlines import track_deadlines_flow

FIGURES = [{"figure": "so_phieu", "value": "100"}, {"figure": "so_phuc_tra", "value": "12"}]
LATECOMER = "UBND huyện Vạn Ninh"


def happen(day: str) -> None:
    """What others do: one reports in time, one late, one gets more time."""
    if day == "2024-10-11":
        report(EDUCATION, "2024-10-10")
    if day == "2024-10-16":
        asked = {"campaign": CAMPAIGN, "letter": "trien-khai", "issuer": "Sở Nội vụ", "assignment": ASSIGNMENT}
        asked |= {"organ": DISTRICT, "due": "2024-10-21", "reason": "mưa lũ", "name": "Nguyễn Văn A"}
        extend_deadline_flow.fn(asked)
    if day == "2024-10-23":
        report(LATECOMER, "2024-10-22")


def report(organ: str, as_of: str) -> None:
    asked = {"campaign": CAMPAIGN, "organ": organ, "assignment": ASSIGNMENT, "figures": FIGURES}
    record_report_flow.fn(asked | {"as_of": as_of, "reporter": "Nguyễn Văn B"})


def walk(days: list[str], place: Path, *, under_prefect: bool) -> None:
    """Every day from the one on which the last attempt was killed."""
    for day in days[days.index(place.read_text()) if place.exists() else 0 :]:
        place.write_text(day)
        os.environ["VANBAN_TODAY"] = day
        happen(day)
        for flow in (track_deadlines_flow, send_reminders_flow):
            flow({}) if under_prefect else flow.fn({})


def kill_at(statement: int) -> None:
    """Ends this process for good at a statement from now on."""
    left = [statement]

    def count(*_: Any) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(Engine, moment, count)


def attempt(days: list[str], place: Path, statement: int, *, under_prefect: bool) -> int:
    """The signal that ended an attempt of its own process; 0 when it came to the end of the days."""
    child = os.fork()
    if not child:
        if statement:
            kill_at(statement)
        walk(days, place, under_prefect=under_prefect)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) > 0:
        raise SystemExit(f"an attempt failed on {place.read_text()}")
    return -os.waitstatus_to_exitcode(status)


def main() -> None:
    asked = json.loads(sys.argv[1])
    place = Path(asked["place"])
    ended = [
        (attempt(asked["days"], place, statement, under_prefect=asked["under_prefect"]), place.read_text())
        for statement in (*asked["kills"], 0)
    ]
    sys.stdout.write(f"{json.dumps(ended)}\n")


if __name__ == "__main__":
    main()
