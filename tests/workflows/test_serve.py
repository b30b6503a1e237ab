"""`make serve`, as an office starts, uses, loses and stops it: real processes on free ports."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from duties import CAMPAIGN, number_letters, write_campaign
from migrated_home import migrated_home
from served_office import ROOT, ServedOffice
from sqlalchemy import select
from workflows.screens.flow_names import PLAN, REMIND, TITLES, TRACK
from workflows.serving.automations import KILLED_RUNS, REMIND_WHEN_OVERDUE

from vanban.store.approval_tables import notice
from vanban.store.reporting.reminders import reminders_of

pytestmark = pytest.mark.slow

TODAY = {"VANBAN_TODAY": "2024-10-17"}
"""The day after the deadline."""
PASSWORD = "quan-tri:bi-mat"  # noqa: S105  # of a server that lives for a minute
STOPPED_WITHIN_SECONDS = 25


@pytest.fixture
def register(tmp_path, prefect_database):
    migrated_home(tmp_path / "prefect", prefect_database)
    return number_letters(write_campaign(tmp_path / "dot"), tmp_path / "so.db")


@contextmanager
def held(folder):
    """Nobody else can write in the register meanwhile, so that a run waits in the middle of its work."""
    with closing(sqlite3.connect(folder / "so.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def held_after(office):
    """The same, once the rounds of the start are done."""
    end_of_rounds(office)
    with held(office.folder):
        yield


def told(register):
    """How many units have been told of what."""
    with register.reading() as connection:
        return set(Counter(row.kind for row in connection.execute(select(notice))).items())


def start(office, flow):
    """Runs a flow as a click does."""
    by_name = {one["name"]: one["id"] for one in office.api("deployments/filter", {})}
    office.api(f"deployments/{by_name[TITLES[flow]]}/create_flow_run", {})


def states(office, flow):
    return [one["state_name"] for one in office.runs(flow)]


def end_of_rounds(office, starts=1):
    """Waits until both rounds of the start are done, as they were at every start before."""
    for flow in (TRACK, REMIND):
        office.eventually(lambda flow=flow: states(office, flow).count("Completed") >= starts)


def automations(office):
    return {one["name"]: one for one in office.api("automations/filter", {})}


def switched_off(office, automation):
    try:
        office.api(f"automations/{automation}", {"enabled": False}, method="PATCH")
    except httpx.HTTPStatusError as error:
        return error.response.status_code != 503
    return True


def gone(office, signalled):
    """Waits until no process of it is left, and returns after how many seconds that was."""
    while office.processes():
        assert time.monotonic() - signalled < STOPPED_WITHIN_SECONDS, f"still there: {office.processes()}"
        time.sleep(0.1)
    return time.monotonic() - signalled


def test_an_office_is_served_alone_on_this_machine_until_it_is_told_to_stop(tmp_path, register):
    with ServedOffice(tmp_path, TODAY).ready() as office:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", office.site)
        assert office.api("health") is True
        every_deployment_is_offered(office)
        end_of_rounds(office)
        what_fell_due_is_told(office, register)
        the_start_page_leads_on(office)
        nothing_is_sent_abroad_and_no_other_page_may_call(office)
        a_second_server_on_the_same_folder_is_refused(office)
        with held(tmp_path):
            start(office, TRACK)
            office.eventually(lambda: "Running" in states(office, TRACK))
            signalled = time.monotonic()
            office.process.terminate()
            said = office.rest()
            gone(office, signalled)
        assert office.process.returncode == 0
        assert "Đã dừng" in said
        assert "Traceback" not in said + office.log()
        assert office.away() == ""


def every_deployment_is_offered(office):
    offered = {one["name"]: one for one in office.api("deployments/filter", {})}
    assert set(offered) == set(TITLES.values())
    assert not any(one["paused"] for one in offered.values())
    assert not any(one["description"].isascii() for one in offered.values())
    scheduled = {
        name: [each["schedule"] for each in one["schedules"]] for name, one in offered.items() if one["schedules"]
    }
    every_morning = {TITLES[TRACK]: "30 7 * * *", TITLES[REMIND]: "40 7 * * *"}
    assert set(scheduled) == set(every_morning)
    for name, [schedule] in scheduled.items():
        assert (schedule["cron"], schedule["timezone"]) == (every_morning[name], "Asia/Ho_Chi_Minh")
        assert offered[name]["global_concurrency_limit"]["limit"] == 1
        assert offered[name]["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    made = automations(office)
    assert set(made) == {KILLED_RUNS, REMIND_WHEN_OVERDUE}
    assert all(one["enabled"] for one in made.values())


def what_fell_due_is_told(office, register):
    """The board, an event for each unit, and from the one for them all a round of reminders by the automation."""
    artifacts = {one["key"]: one for one in office.api("artifacts/latest/filter", {})}
    assert {f"bang-theo-doi-{CAMPAIGN}", f"qua-han-{CAMPAIGN}", f"nhac-viec-{CAMPAIGN}"} <= set(artifacts)
    board = artifacts[f"bang-theo-doi-{CAMPAIGN}"]["description"]
    assert f"({office.site}/bang/{CAMPAIGN})" in board
    assert "nhập báo cáo](http://" in board
    wanted = {"filter": {"event": {"prefix": ["vanban."]}}}

    def events():
        return sorted(one["event"] for one in office.api("events/filter", wanted)["events"])

    office.eventually(lambda: events() == ["vanban.dot-co-don-vi-qua-han"] + ["vanban.qua-han"] * 10)
    by_it = office.eventually(lambda: [one for one in office.runs(REMIND) if one["created_by"]])
    assert [one["created_by"]["display_value"] for one in by_it] == [REMIND_WHEN_OVERDUE]
    assert len(reminders_of(register, CAMPAIGN)) == 10


def the_start_page_leads_on(office):
    page = office.ask(office.site).text
    links = {name: unescape(address) for address, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)}
    form = urlsplit(links["Lập kế hoạch một đợt văn bản"])
    assert json.loads(parse_qs(form.query)["parameters"][0]) == {"request": {"date": "2024-10-17"}}
    deployment = office.api(f"deployments/{form.path.split('/')[-2]}")
    assert deployment["name"] == TITLES[PLAN]
    assert office.ask(office.site + links["bảng đầy đủ (in được)"]).status_code == 200
    assert links["bảng theo dõi"].endswith(f"/v2/artifacts/key/bang-theo-doi-{CAMPAIGN}")
    assert "kế hoạch" in links  # the letter of reminders, which waits
    assert office.ask(f"{office.site}/van-ban/%2e%2e/so.db").status_code == 404
    assert office.ask(office.site, headers={"Host": "evil.example"}).status_code == 403


def nothing_is_sent_abroad_and_no_other_page_may_call(office):
    settings = office.api("admin/settings")
    assert settings["server"]["analytics_enabled"] is False
    assert settings["server"]["ui"]["show_promotional_content"] is False
    assert settings["home"] == str(office.folder / "prefect")
    for pid in office.processes():
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        if b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes():
            assert b"DO_NOT_TRACK=1" in environment
    for origin, allowed in (("https://evil.example", False), (office.url.removesuffix("/api"), True)):
        reply = office.ask(f"{office.url}/health", headers={"Origin": origin})
        assert (reply.headers.get("Access-Control-Allow-Origin") == origin) is allowed
        assert reply.headers.get("Access-Control-Allow-Origin") != "*"
    # A form on a foreign page can post here without asking, as plain text, but cannot read a token.
    forged = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
    assert office.ask(f"{office.url}/flow_runs/count", "POST", content=b"{}", headers=forged).status_code == 403
    listening = {urlsplit(one).port for one in (office.url, office.site)}
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        host, port = line.split()[1].split(":")
        if line.split()[3] == "0A" and int(port, 16) in listening:
            assert host == "0100007F"


def a_second_server_on_the_same_folder_is_refused(office):
    second = ServedOffice(office.folder, TODAY)
    assert "đang chạy rồi → Mở trang đầu" in second.rest()
    assert second.process.returncode == 1
    assert second.processes() == []


def test_a_server_killed_before_a_due_date_and_started_after_it_loses_and_repeats_nothing(tmp_path, register):
    with ServedOffice(tmp_path, {"VANBAN_TODAY": "2024-10-15"}).ready() as office, held_after(office):
        assert told(register) == {("due_soon", 10)}
        assert [one.number for one in reminders_of(register, CAMPAIGN)] == [2] * 10
        for flow in (TRACK, REMIND):
            start(office, flow)
            office.eventually(lambda flow=flow: "Running" in states(office, flow))
        off = automations(office)[REMIND_WHEN_OVERDUE]["id"]
        office.eventually(lambda: switched_off(office, off))  # Prefect's own database may be busy
        signalled = time.monotonic()
        office.process.kill()
        office.process.wait()
        gone(office, signalled)
    # Nobody was here on the 16th, the due date, and on the 17th, when the reminder was due.
    with ServedOffice(tmp_path, {"VANBAN_TODAY": "2024-10-18", "VANBAN_PASSWORD": PASSWORD}).ready() as office:
        end_of_rounds(office, starts=2)
        # Had the killed rounds kept their only place, these would have been cancelled.
        assert states(office, TRACK) == states(office, REMIND) == ["Completed", "Crashed", "Completed"]
        made = office.api("automations/filter", {})
        assert sorted(one["name"] for one in made) == sorted([KILLED_RUNS, REMIND_WHEN_OVERDUE])
        assert {one["name"]: one["enabled"] for one in made} == {KILLED_RUNS: True, REMIND_WHEN_OVERDUE: False}
        assert told(register) == {("due_soon", 10), ("overdue", 10)}
        assert sorted(one.number for one in reminders_of(register, CAMPAIGN)) == [2] * 10 + [3] * 10
        only_whoever_knows_the_password_is_let_in(office)
        signalled = time.monotonic()
        office.process.send_signal(signal.SIGINT)
        assert "Đã dừng" in office.rest()
        gone(office, signalled)


def only_whoever_knows_the_password_is_let_in(office):
    for wrong in ("", "quan-tri:sai"):
        for path in ("flow_runs/count", "deployments/filter"):
            with pytest.raises(httpx.HTTPStatusError, match="401"):
                office.api(path, {}, password=wrong)
    for page in ("", f"/bang/{CAMPAIGN}"):
        assert office.ask(office.site + page).status_code == 401
        assert office.ask(office.site + page, auth=("van-thu", PASSWORD)).status_code == 200
    assert PASSWORD not in office.log() + "\n".join(office.said)


def test_what_keeps_an_office_from_being_served_is_told_in_one_vietnamese_sentence(tmp_path, prefect_database):
    migrated_home(tmp_path / "prefect", prefect_database)
    (tmp_path / "so.db").write_bytes(b"no register " * 100)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for change, arguments, told in (
            ({}, (), "so.db"),
            ({"VANBAN_DATABASE": str(tmp_path / "moi.db"), "VANBAN_TODAY": "mai"}, (), "'mai' không phải là ngày"),
            (
                {"VANBAN_DATABASE": str(tmp_path / "moi.db")},
                ("--port", "0", "--site-port", str(taken.getsockname()[1])),
                f"Cổng {taken.getsockname()[1]} của trang đầu không mở được",
            ),
        ):
            with ServedOffice(tmp_path, change, *arguments) as office:
                said = office.rest()
                assert told in said
                assert "Traceback" not in said + office.log()
                assert office.process.returncode == 1
                assert office.processes() == []


def test_a_server_that_cannot_start_is_told_with_its_log(tmp_path):
    (tmp_path / "prefect").mkdir()
    (tmp_path / "prefect" / "prefect.db").write_bytes(b"no database of Prefect's " * 100)
    with ServedOffice(tmp_path, {}) as office:
        said = office.rest()
        assert f"Máy chủ Prefect không khởi động được → Xem {tmp_path}/prefect/server.log" in said
        assert office.process.returncode == 1


def test_help_is_in_vietnamese():
    told = subprocess.run(
        [sys.executable, "-m", "scripts.serve", "--help"],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cổng của trang đầu" in told.stdout
