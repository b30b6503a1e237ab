"""Runs an office's server: Prefect on this machine, the flows with their schedules, and the pages beside them."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from scripts.local_server import USUAL_PORT, NoServer, local_server, settings

SITE_PORT = 4201
READY = "READY"
"""What the flows' process says once every deployment is known to the server."""
_STOP_LIMIT_SECONDS = 20


def main() -> int:
    """Starts everything, says where it is, and stops all of it on Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(description="Chạy máy chủ của cơ quan: Prefect, các luồng và trang đầu.")
    parser.add_argument("--home", type=Path, default=Path("output/prefect"), help="thư mục dữ liệu của Prefect")
    parser.add_argument("--port", type=int, default=USUAL_PORT, help="cổng của Prefect; bận hoặc 0 thì cổng khác")
    parser.add_argument("--site-port", type=int, default=SITE_PORT, help="cổng của trang đầu; 0 là cổng bất kỳ")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    if password := os.environ.get("VANBAN_PASSWORD", ""):
        os.environ |= {"PREFECT_SERVER_API_AUTH_STRING": password, "PREFECT_API_AUTH_STRING": password}
    _say("Khởi động máy chủ Prefect (5 đến 30 giây) …")
    try:
        with local_server(given.home, given.port) as url:
            os.environ |= settings(given.home, url)
            return _offer(url, given.site_port)
    except NoServer as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        _say("Đã dừng. Mọi số liệu nằm trong cơ sở dữ liệu; chạy lại 'make serve' để làm tiếp.")
        return 0


def _offer(url: str, site_port: int) -> int:
    """Runs the process that offers the flows until it ends or we are stopped."""
    flows = subprocess.Popen(
        [sys.executable, "-m", "workflows.serving.serve", "--site-port", str(site_port)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        if flows.stdout is not None:
            for line in flows.stdout:
                if line.startswith(READY):
                    _tell_where(url, line.removeprefix(READY).strip())
                else:
                    _say(line.rstrip())
        return flows.wait()
    finally:
        _end(flows)


def _tell_where(url: str, site: str) -> None:
    _say(f"Trang đầu (hãy đánh dấu):  {site}/")
    _say(f"Màn hình Prefect:          {url.removesuffix('/api')}/v2/deployments")
    _say("Nhấn Ctrl-C để dừng.")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    latest = time.monotonic() + _STOP_LIMIT_SECONDS
    while process.poll() is None and time.monotonic() < latest:
        time.sleep(0.1)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
