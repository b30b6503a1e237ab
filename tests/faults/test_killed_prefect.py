"""Prefect's server, or the process of a run, is killed in the middle of a launch: launched again, all is as if not."""

from __future__ import annotations

import json
import os
import signal
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import vanban_process
from faulty_office import Office
from migrated_home import migrated_database, migrated_home
from served_office import ServedOffice
from workflows.screens.flow_names import LAUNCH, REMIND, TITLES, TRACK

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(find_spec("prefect") is None, reason="needs the flows: sh scripts/install.sh flows"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for its processes in /proc"),
]

NAME = "Nguyễn Văn A"
SERVER, FLOWS, TRACKER = b"\0server\0start\0", b"workflows.serving.serve", b"resource_tracker"
"""Words of command lines."""


@pytest.fixture
def office(many, tmp_path, tmp_path_factory):
    migrated_home(tmp_path / "prefect", migrated_database(tmp_path_factory))
    return Office.at(tmp_path, many, out=tmp_path / "out")


@pytest.fixture
def plan(office):
    """An approved plan of the campaign."""
    at = ("--database", office.database)
    made = vanban_process("submit", office.campaign, *at, "--json", folder=office.home)
    plan = json.loads(made.out)["id"]
    for aspect in ("--content", "--format"):
        words = ("approve", plan, aspect, "--name", NAME, "--position", "Trưởng phòng", *at)
        assert vanban_process(*words, folder=office.home).code == 0
    return plan


def launched(served, plan):
    """The id of a run that was started as a click on the form starts it."""
    (deployment,) = [one["id"] for one in served.api("deployments/filter", {}) if one["name"] == TITLES[LAUNCH]]
    asked = {"plan_id": plan, "confirmation": "Phát hành", "name": NAME}
    return served.api(f"deployments/{deployment}/create_flow_run", {"parameters": {"request": asked}})["id"]


def state(served, run):
    return served.api(f"flow_runs/{run}")["state_name"]


def server_of(served):
    """The process that answers as Prefect's server."""
    (server,) = [pid for pid in served.processes() if SERVER in command_of(pid)]
    return server


def run_of(served):
    """The process of the only run under way: a child of the one that offers the flows."""
    (flows,) = [pid for pid in served.processes() if FLOWS in command_of(pid)]
    children = Path(f"/proc/{flows}/task/{flows}/children").read_text().split()
    (run,) = [int(pid) for pid in children if TRACKER not in command_of(pid)]
    return run


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def end_of_rounds(served):
    """Waits until the two rounds of the start are done, so that the run to kill is the only one."""
    for flow in (TRACK, REMIND):
        served.eventually(lambda flow=flow: [one["state_name"] for one in served.runs(flow)] == ["Completed"])


def wait_until_drawn(office, served, wanted):
    latest = time.monotonic() + 120
    while office.drawn() < wanted:
        assert time.monotonic() < latest, served.log()
        time.sleep(0.005)


def test_a_launch_whose_run_and_whose_server_are_killed_is_ended_by_the_next(office, plan, undisturbed_many, tally):
    tally.begin("lượt chạy, rồi máy chủ Prefect bị giết (SIGKILL)")
    letters = len(undisturbed_many.numbers)
    with ServedOffice(office.home, {}).ready() as served:
        end_of_rounds(served)
        with tally.one():
            first = launched(served, plan)
            wait_until_drawn(office, served, letters // 2)
            os.kill(run_of(served), signal.SIGKILL)
            served.eventually(lambda: state(served, first) == "Crashed")
        with tally.one():
            second = launched(served, plan)
            wait_until_drawn(office, served, letters)
            assert office.drawn() < 2 * letters, "the kill has to strike a launch at work"
            os.kill(server_of(served), signal.SIGKILL)
            assert "Máy chủ Prefect không trả lời nữa → Chạy lại 'make serve'" in served.rest()
            assert served.process.returncode
            assert served.processes() == []
    with ServedOffice(office.home, {}).ready() as served:
        assert state(served, second) == "Crashed", "nobody waits for what was killed"
        third = launched(served, plan)
        served.eventually(lambda: state(served, third) in {"Completed", "Failed", "Crashed"})
        assert state(served, third) == "Completed"
    assert office.outcome() == undisturbed_many
    office.assert_mended(undisturbed_many)
