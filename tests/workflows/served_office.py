"""An office's server as `make serve` runs it, watched from outside: what it says, its processes, its API."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx

ROOT = Path(__file__).parents[2]
MARK = "VANBAN_TEST_MARK"
# What any process of the office asks of a network that is not this machine is written down.
WATCHMAN = """
import os, sys
OURS = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "", None)
def look(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in OURS:
        with open(os.environ["VANBAN_TEST_WATCH"], "a") as out:
            out.write(f"{event} {host} {sys.argv[:3]}\\n")
sys.addaudithook(look)
"""
_PATIENCE_SECONDS = 120
_T = TypeVar("_T")


class ServedOffice:
    """One start of the server; everything of it lies in ``folder``, which a later start may share."""

    def __init__(self, folder: Path, environment: Mapping[str, str], *arguments: str) -> None:
        self.folder, self.password = folder, environment.get("VANBAN_PASSWORD", "")
        self.mark = f"{folder}-{time.monotonic_ns()}"
        (folder / "watch").mkdir(exist_ok=True)
        (folder / "watch" / "sitecustomize.py").write_text(WATCHMAN, encoding="utf-8")
        python_path = os.pathsep.join(filter(None, (str(folder / "watch"), os.environ.get("PYTHONPATH", ""))))
        ours = {
            "VANBAN_DATABASE": str(folder / "so.db"),
            "VANBAN_OUT": str(folder / "out"),
            "VANBAN_CAMPAIGNS": str(folder),
            "VANBAN_TEST_WATCH": str(folder / "away.txt"),
            "PYTHONPATH": python_path,
            MARK: self.mark,
            # No internet: whatever asks for it meets a closed port.
            **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9"),
            **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9"),
            "no_proxy": "127.0.0.1,localhost",
            "NO_PROXY": "127.0.0.1,localhost",
        }
        usual = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "VANBAN_"))}
        ports = ("--port", "0", "--site-port", "0")
        command = [sys.executable, "-m", "scripts.serve", "--home", str(folder / "prefect"), *(arguments or ports)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=usual | ours | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.rest()
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)

    def ready(self) -> Self:
        """Waits until it says where it is."""
        for line in self.process.stdout or ():
            self.said.append(line.rstrip())
            if line.startswith("Nhấn Ctrl-C"):
                return self
        raise AssertionError(f"it has not started: {self.said}\n{self.log()}")

    def rest(self) -> str:
        """All that it said, once it has ended."""
        self.said += (self.process.communicate(timeout=60)[0] or "").splitlines()
        return "\n".join(self.said)

    def log(self) -> str:
        """What the flows' process complained of."""
        log = self.folder / "prefect" / "flows.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    @property
    def site(self) -> str:
        return self._told("Trang đầu").rstrip("/")

    @property
    def url(self) -> str:
        return self._told("Màn hình Prefect").removesuffix("/v2/deployments") + "/api"

    def _told(self, head: str) -> str:
        return next(line.split()[-1] for line in self.said if line.startswith(head))

    def processes(self) -> list[int]:
        """Every process that was started by it, whatever became of its parent."""
        found = []
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdigit() and f"{MARK}={self.mark}".encode() in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    def ask(self, url: str, method: str = "GET", **more: Any) -> httpx.Response:
        """The answer of Prefect or of the pages; ``json`` and ``headers`` may be given."""
        with httpx.Client(trust_env=False, timeout=30) as client:
            return client.request(method, url, **more)

    def api(self, path: str, content: object = None, *, method: str = "", password: str | None = None) -> Any:
        """What the API answers; posted where there is content."""
        secret = self.password if password is None else password
        headers = {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
        method = method or ("GET" if content is None else "POST")
        if method != "GET":
            headers |= csrf_headers(self.url, headers)
        # A server that finds its database busy, as when it has just begun, asks its clients to come again.
        for wait in (1, 2, 4, 0):
            reply = self.ask(f"{self.url}/{path}", method, json=content, headers=headers)
            if reply.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(wait)
        reply.raise_for_status()
        return reply.json() if reply.content else None

    def runs(self, flow: str) -> list[dict[str, Any]]:
        """The runs of a flow that are not in the future, the first one first."""
        wanted = {"flows": {"name": {"any_": [flow]}}, "sort": "START_TIME_ASC"}
        return [one for one in self.api("flow_runs/filter", wanted) if one["state_name"] not in {"Scheduled", "Late"}]

    def eventually(self, look: Callable[[], _T]) -> _T:
        """What comes of a look as soon as it is something; Prefect's records lag."""
        latest = time.monotonic() + _PATIENCE_SECONDS
        while not (found := look()):
            assert time.monotonic() < latest, f"in vain: {found}\n{self.log()}"
            time.sleep(0.5)
        return found

    def away(self) -> str:
        """What was asked of other machines."""
        file = self.folder / "away.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""


def csrf_headers(url: str, headers: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a request that changes something must carry, as Prefect's own screen and clients fetch it."""
    with httpx.Client(trust_env=False, timeout=30) as client:
        reply = client.get(f"{url}/csrf-token", params={"client": "kiem-thu"}, headers=headers)
    reply.raise_for_status()
    return {"Prefect-Csrf-Token": reply.json()["token"], "Prefect-Csrf-Client": "kiem-thu"}
