"""Runs an office's server: Prefect on this machine, the flows with their schedules, and the pages beside them."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from scripts.local_server import USUAL_PORT, NoServer, answers, ending_with_us, local_server, settings
from workflows.office import occasion, office

from vanban.domain.errors import VanbanError

SITE_PORT = 4201
READY = "READY"
"""What the flows' process says once every deployment is known to the server."""
PASSWORD = "VANBAN_PASSWORD"  # noqa: S105  # the name of the setting
_FLOWS_LOG = "flows.log"
_STOP_LIMIT_SECONDS = 20
_WATCH_SECONDS = 5
_SILENT_LOOKS = 6
"""A server under load may miss a look or two."""


def main() -> int:
    """Starts everything, says where it is, and stops all of it on Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(description="Chạy máy chủ của cơ quan: Prefect, các luồng và trang đầu.")
    parser.add_argument("--home", type=Path, default=Path("output/prefect"), help="thư mục dữ liệu của Prefect")
    parser.add_argument("--port", type=int, default=USUAL_PORT, help="cổng của Prefect; bận hoặc 0 thì cổng khác")
    parser.add_argument("--site-port", type=int, default=SITE_PORT, help="cổng của trang đầu; 0 là cổng bất kỳ")
    given = parser.parse_args()
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, _stop)
    if password := os.environ.get(PASSWORD, ""):
        os.environ |= {"PREFECT_SERVER_API_AUTH_STRING": password, "PREFECT_API_AUTH_STRING": password}
    try:
        # Looked at before anything else is started: the answer comes at once.
        _ = office().store(), office().people(), occasion("")
        with _alone(given.home):
            _say("Khởi động máy chủ Prefect (5 đến 30 giây) …")
            with local_server(given.home, given.port) as url:
                os.environ |= settings(given.home, url)
                return _offer(url, given.site_port, given.home / _FLOWS_LOG)
    except (NoServer, VanbanError) as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        _say("Đã dừng. Mọi số liệu nằm trong cơ sở dữ liệu; chạy lại 'make serve' để làm tiếp.")
        return 0


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two servers on one folder would run every round twice.

    Raises:
        NoServer: another one is running on it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoServer(
                f"Máy chủ với thư mục {home} đang chạy rồi → Mở trang đầu của máy chủ đó, hoặc tắt nó trước."
            ) from None
        yield


def _offer(url: str, site_port: int, log: Path) -> int:
    """Runs the process that offers the flows until it ends or we are stopped."""
    command = [sys.executable, "-m", "workflows.serving.serve", "--site-port", str(site_port)]
    with log.open("ab") as errors:
        flows = subprocess.Popen(
            ending_with_us(command), stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        )
    gone = threading.Event()
    threading.Thread(target=_watch, args=(url, flows, gone), daemon=True).start()
    try:
        for line in flows.stdout or ():
            if line.startswith(READY):
                _tell_where(url, line.removeprefix(READY).strip())
            else:
                _say(line.rstrip())
        code = flows.wait()
        _say(f"Các luồng đã dừng → Xem {log}")
        return code or int(gone.is_set())
    finally:
        _end(flows)


def _watch(url: str, flows: subprocess.Popen[str], gone: threading.Event) -> None:
    """Stops everything when the server has died: a screen that no longer moves would look like a quiet day."""
    silent = 0
    while flows.poll() is None:
        silent = 0 if answers(url) else silent + 1
        if silent == _SILENT_LOOKS:
            _say("Máy chủ Prefect không trả lời nữa → Chạy lại 'make serve'.")
            gone.set()
            flows.terminate()
            return
        time.sleep(_WATCH_SECONDS)


def _tell_where(url: str, site: str) -> None:
    _say(f"Trang đầu (hãy đánh dấu):  {site}/")
    _say(f"Màn hình Prefect:          {url.removesuffix('/api')}/v2/deployments")
    _say("Nhấn Ctrl-C để dừng.")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    latest = time.monotonic() + _STOP_LIMIT_SECONDS
    while process.poll() is None and time.monotonic() < latest:
        time.sleep(0.1)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # its runs are in its group, however it ended
    process.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    with suppress(BrokenPipeError):  # the terminal may be gone before us
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
