"""Launches an example as a Prefect flow and by ``vanban launch``, and shows that both made the same files."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.local_server import USUAL_PORT, NoServer, answers, local_server, read, settings

EXAMPLE = Path("examples/2020-truyen-thong-dieu-tra")
DAY = "2020-09-15"
"""The reference letter leaves its day blank, in September 2020."""
CAMPAIGN = "truyen-thong-dieu-tra-2020"
ARTIFACTS = (f"phat-hanh-{CAMPAIGN}", f"van-ban-{CAMPAIGN}")
_RUN = """
import json, sys
from workflows.approve_plan import approve_plan_flow
from workflows.launch_campaign import launch_campaign_flow
from workflows.plan_campaign import plan_campaign_flow
asked = json.loads(sys.argv[1])
plan_id = plan_campaign_flow(asked["plan"])
for decision in asked["decisions"]:
    approve_plan_flow({"plan_id": plan_id, **decision})
state = launch_campaign_flow({"plan_id": plan_id, **asked["launch"]}, return_state=True)
print(state.state_details.flow_run_id)
"""
_NAME = "Nguyễn Văn A"
_RECORDED_WITHIN_SECONDS = 60
_LINES_SHOWN = 12


class DemoFailed(Exception):
    """The demonstration did not show what it is there to show."""


def main() -> int:
    """Runs the demonstration; exit 0 when the run is Completed and the files are equal."""
    parser = argparse.ArgumentParser(description="Chạy một đợt mẫu bằng Prefect và so với lệnh vanban launch.")
    parser.add_argument("--stay", action="store_true", help="để máy chủ chạy tiếp để xem, cho đến khi nhấn Ctrl-C")
    parser.add_argument(
        "--out", type=Path, default=Path("output/flow-demo"), help="thư mục ghi mọi thứ của lần chạy này"
    )
    parser.add_argument("--port", type=int, default=USUAL_PORT, help="cổng của máy chủ; đang bận hoặc 0 thì cổng khác")
    given = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started us deaf to it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    for made_before in ("flow", "command", "prefect"):
        shutil.rmtree(given.out / made_before, ignore_errors=True)
    try:
        with _server(given.out / "prefect", given.port) as url:
            _demonstrate(url, given.out)
            if given.stay:
                _say(f"Máy chủ còn chạy: {url.removesuffix('/api')}. Nhấn Ctrl-C để dừng.")
                signal.pause()
    except KeyboardInterrupt:
        _say("Đã dừng.")
        return 0 if given.stay else 130
    except subprocess.CalledProcessError as error:
        _say(f"KHÔNG ĐẠT: một bước dừng với mã {error.returncode}; lý do ở ngay trên.")
        return 1
    except (DemoFailed, NoServer) as error:
        _say(f"KHÔNG ĐẠT: {error}")
        return 1
    return 0


@contextmanager
def _server(home: Path, port: int) -> Iterator[str]:
    """The server that answers already, or one of our own for as long as the block lasts."""
    url = os.environ.get("PREFECT_API_URL", "")
    if answers(url):
        _say(f"Dùng máy chủ Prefect đang chạy: {url}")
        os.environ |= {name: value for name, value in settings(home, url).items() if name not in os.environ}
        yield url
        return
    _say("Khởi động máy chủ Prefect trên máy này (5 đến 30 giây) …")
    with local_server(home, port) as own:
        os.environ |= settings(home, own)
        _say(f"Máy chủ Prefect: {own.removesuffix('/api')}, dữ liệu trong {home}")
        try:
            yield own
        finally:
            _say("Dừng máy chủ Prefect …")


def _demonstrate(url: str, out: Path) -> None:
    by_flow, by_command = out / "flow", out / "command"
    run_id = _run_flow(by_flow)
    run = _recorded_end(url, run_id)
    _say(f"Lượt chạy «{run['name']}»: {run['state_name']}")
    _run_command(by_command)
    _compare(_hashes(by_flow), _hashes(by_command))
    for key in ARTIFACTS:
        _show_artifact(url, key, run_id)
    _tell_where(url.removesuffix("/api"), run_id, by_flow)


def _run_flow(out: Path) -> str:
    """Runs the flow in a process of its own, which at its end has sent the server all that it logged."""
    command = [sys.executable, "-c", _RUN, json.dumps(_forms())]
    where = {"VANBAN_OUT": str(out), "VANBAN_DATABASE": str(out / "vanban.db")}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | where)
    return done.stdout.splitlines()[-1]


def _forms() -> Mapping[str, object]:
    """What a clerk and those who approve would fill in."""
    yes = {"answer": "Duyệt", "name": _NAME, "position": "Trưởng phòng"}
    return {
        "plan": {"folder": str(EXAMPLE), "date": DAY, "name": _NAME},
        "decisions": [
            {"aspect": "Nội dung văn bản", **yes},
            {"aspect": "Thể thức, kỹ thuật trình bày", **yes},
        ],
        "launch": {"confirmation": "Phát hành", "name": _NAME},
    }


def _recorded_end(url: str, run_id: str) -> Mapping[str, Any]:
    """The run as the server tells it, once it has recorded the end."""
    latest = time.monotonic() + _RECORDED_WITHIN_SECONDS
    while True:
        run: Mapping[str, Any] = read(url, f"flow_runs/{run_id}")
        if run["state_name"] == "Completed":
            return run
        if run["state_type"] in {"FAILED", "CRASHED", "CANCELLED"} or time.monotonic() > latest:
            raise DemoFailed(f"máy chủ ghi trạng thái {run['state_name']}: {run['state']['message']}")
        time.sleep(1)


def _show_artifact(url: str, key: str, run_id: str) -> None:
    """What the run left, as the server gives it back."""
    artifact = read(url, f"artifacts/{key}/latest")
    if artifact["flow_run_id"] != run_id:
        raise DemoFailed(f"artifact {key} không phải của lượt chạy này")
    _say(f"\nArtifact {key} ({artifact['type']}):")
    lines = artifact["data" if artifact["type"] == "markdown" else "description"].splitlines()
    _say("\n".join(f"  {line}" for line in lines[:_LINES_SHOWN] if line))


def _run_command(out: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("vanban")),
        "launch",
        str(EXAMPLE),
        "--date",
        DAY,
        "--yes",
    ]
    command += ["--out", str(out), "--database", str(out / "vanban.db"), "--json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _hashes(folder: Path) -> Mapping[str, str]:
    """SHA-256 of every letter file under a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".docx", ".pdf"}
    }


def _compare(by_flow: Mapping[str, str], by_command: Mapping[str, str]) -> None:
    if not by_flow or by_flow != by_command:
        raise DemoFailed(f"tệp của luồng {by_flow} khác tệp của lệnh {by_command}")
    _say(f"\n{len(by_flow)} tệp của luồng và của lệnh vanban launch có cùng SHA-256:")
    for name, sha256 in by_flow.items():
        _say(f"  {sha256}  {name}")


def _tell_where(screen: str, run_id: str, folder: Path) -> None:
    _say("\nXem ở đâu:")
    _say(f"  Văn bản       {folder}")
    _say(f"  Sổ đăng ký    .venv/bin/vanban register show --database {folder / 'vanban.db'}")
    _say(f"  Lượt chạy     {screen}/v2/runs/flow-run/{run_id}")
    for key in ARTIFACTS:
        _say(f"  Artifact      {screen}/v2/artifacts/key/{key}")
    _say("  Muốn mở màn hình của Prefect: sh scripts/flow_demo.sh --stay")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
