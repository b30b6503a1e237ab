"""Launches an example as a Prefect flow and by ``vanban launch``, and shows that both made the same files."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from scripts.local_server import NoServer, answers, local_server, settings

EXAMPLE = Path("examples/2020-truyen-thong-dieu-tra")
DAY = date(2020, 9, 15)
"""The reference letter leaves its day blank, in September 2020."""
OUTPUT = Path("output/flow-demo")
HOME = OUTPUT / "prefect"
_RECORDED_WITHIN_SECONDS = 60
_LINES_SHOWN = 12


class DemoFailed(Exception):
    """The demonstration did not show what it is there to show."""


def main() -> int:
    """Runs the demonstration; exit 0 when the run is Completed and the files are equal."""
    parser = argparse.ArgumentParser(description="Chạy một đợt mẫu bằng Prefect và so với lệnh vanban launch.")
    parser.add_argument("--stay", action="store_true", help="để máy chủ chạy tiếp để xem, cho đến khi nhấn Ctrl-C")
    stay = parser.parse_args().stay
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    shutil.rmtree(OUTPUT, ignore_errors=True)
    HOME.mkdir(parents=True)
    try:
        with _server() as url:
            _demonstrate(url)
            if stay:
                _say(f"Máy chủ còn chạy: {url.removesuffix('/api')}. Nhấn Ctrl-C để dừng.")
                signal.pause()
    except KeyboardInterrupt:
        _say("Đã dừng.")
        return 0 if stay else 130
    except (DemoFailed, NoServer, subprocess.CalledProcessError) as error:
        _say(f"KHÔNG ĐẠT: {error}")
        return 1
    return 0


@contextmanager
def _server() -> Iterator[str]:
    """The server that answers already, or one of our own for as long as the block lasts."""
    url = os.environ.get("PREFECT_API_URL", "")
    if answers(url):
        _say(f"Dùng máy chủ Prefect đang chạy: {url}")
        os.environ |= {name: value for name, value in settings(HOME, url).items() if name not in os.environ}
        yield url
        return
    _say("Khởi động máy chủ Prefect trên máy này (5 đến 30 giây) …")
    with local_server(HOME) as own:
        os.environ |= settings(HOME, own)
        _say(f"Máy chủ Prefect: {own.removesuffix('/api')}, dữ liệu trong {HOME}")
        yield own
        _say("Dừng máy chủ Prefect …")


def _demonstrate(url: str) -> None:
    run_id = _run_flow()
    run = _recorded_end(run_id)
    _say(f"Lượt chạy «{run.name}»: {run.state_name}")
    by_flow, by_command = OUTPUT / "flow", OUTPUT / "command"
    _run_command(by_command)
    _compare(_hashes(by_flow), _hashes(by_command))
    artifacts = _artifacts(run_id)
    for one in artifacts:
        _say(f"\nArtifact {one.key} ({one.type}):")
        shown = one.data if one.type == "markdown" else one.description
        _say("\n".join(f"  {line}" for line in str(shown).splitlines()[:_LINES_SHOWN]))
    _tell_where(url.removesuffix("/api"), run_id, [str(one.key) for one in artifacts], by_flow)


def _run_flow() -> UUID:
    # Prefect reads its settings when it is imported: after the server's address is in the environment.
    from workflows.launch_campaign import launch_campaign_flow  # noqa: PLC0415
    from workflows.launch_request import LaunchRequest  # noqa: PLC0415

    out = OUTPUT / "flow"
    request = LaunchRequest(folder=str(EXAMPLE), date=DAY, out=str(out), database=str(out / "vanban.db"))
    state = launch_campaign_flow(request, return_state=True)
    run_id = state.state_details.flow_run_id
    if run_id is None or not state.is_completed():
        raise DemoFailed(f"lượt chạy kết thúc ở trạng thái {state.name}: {state.message}")
    return run_id


def _recorded_end(run_id: UUID) -> Any:
    """The run as the server tells it, once it has recorded the end."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415

    latest = time.monotonic() + _RECORDED_WITHIN_SECONDS
    with get_client(sync_client=True) as client:
        while (run := client.read_flow_run(run_id)).state_name != "Completed":
            if time.monotonic() > latest:
                raise DemoFailed(f"máy chủ ghi trạng thái {run.state_name}, không phải Completed")
            time.sleep(1)
    return run


def _artifacts(run_id: UUID) -> list[Any]:
    """What the run left, as the server gives it back."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId  # noqa: PLC0415

    with get_client(sync_client=True) as client:
        mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]))
        found = sorted(client.read_artifacts(artifact_filter=mine), key=lambda one: str(one.key))
    if {one.type for one in found} != {"markdown", "table"}:
        raise DemoFailed("máy chủ không có đủ bảng và trang kết quả của lượt chạy")
    return found


def _run_command(out: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("vanban")),
        "launch",
        str(EXAMPLE),
        "--date",
        DAY.isoformat(),
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


def _tell_where(screen: str, run_id: UUID, keys: list[str], folder: Path) -> None:
    _say("\nXem ở đâu:")
    _say(f"  Văn bản       {folder}")
    _say(f"  Sổ đăng ký    .venv/bin/vanban register show --database {folder / 'vanban.db'}")
    _say(f"  Lượt chạy     {screen}/v2/runs/flow-run/{run_id}")
    for key in keys:
        _say(f"  Artifact      {screen}/v2/artifacts/key/{key}")
    _say("  Muốn mở màn hình của Prefect: sh scripts/flow_demo.sh --stay")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
