"""`make flow-demo`, as a person starts and stops it."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from migrated_home import migrated_home
from scripts.local_server import answers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OWN_SERVER = re.compile(r"^Máy chủ Prefect: (http://127\.0\.0\.1:\d+)", re.MULTILINE)


def demo(out, **environment):
    return subprocess.Popen(
        ["sh", "scripts/flow_demo.sh", "--out", str(out), "--port", "0"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def test_the_demonstration_completes_with_equal_files_and_stops_its_server(tmp_path, prefect_database):
    migrated_home(tmp_path / "prefect", prefect_database)
    with demo(tmp_path, PREFECT_API_URL="") as process:
        told, _ = process.communicate()
    assert process.returncode == 0, told
    for line in (
        "»: Completed",
        "2 tệp của luồng và của lệnh vanban launch có cùng SHA-256:",
        "Artifact phat-hanh-truyen-thong-dieu-tra-2020 (markdown):",
        "Artifact van-ban-truyen-thong-dieu-tra-2020 (table):",
        "| 01/SNV-CCHC | 15/9/2020 |",
        "Xem ở đâu:",
    ):
        assert line in told
    assert not answers(OWN_SERVER.findall(told)[0] + "/api")


def test_a_server_that_answers_already_is_used_and_left_running(tmp_path, server_url):
    with demo(tmp_path, PREFECT_API_URL=server_url) as process:
        told, _ = process.communicate()
    assert process.returncode == 0, told
    assert f"Dùng máy chủ Prefect đang chạy: {server_url}" in told
    assert not OWN_SERVER.search(told)
    assert answers(server_url)


def test_stopped_halfway_it_stops_its_server_too(tmp_path, prefect_database):
    migrated_home(tmp_path / "prefect", prefect_database)
    with demo(tmp_path, PREFECT_API_URL="") as process:
        assert process.stdout is not None
        told = "".join(process.stdout.readline() for _ in range(2))
        url = OWN_SERVER.findall(told)[0] + "/api"
        assert answers(url)
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    assert not answers(url)
