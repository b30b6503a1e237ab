"""A Prefect server of our own on this machine, for a demonstration or a test: started, waited for and stopped here."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
USUAL_PORT = 4200
"""Prefect's own default, so that bookmarks hold."""
START_LIMIT_SECONDS = 120
_STOP_LIMIT_SECONDS = 15
_ANSWER_LIMIT_SECONDS = 10
_POLL_SECONDS = 0.25


class NoServer(Exception):
    """The server did not come up."""


def settings(home: Path, url: str) -> Mapping[str, str]:
    """The environment of a server and of what talks to it: our own folder, this machine only, nothing sent abroad.

    A page on another site that a browser of this machine shows must not start flows or read figures, so only
    Prefect's own screen may call it, and whatever changes something must carry a token that only those can read who
    may read its answers.
    """
    screen = url.removesuffix("/api")
    return {
        "PREFECT_HOME": str(home.absolute()),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{screen},{screen.replace(HOST, 'localhost')}" if screen else "",
    }


def ending_with_us(command: Sequence[str]) -> list[str]:
    """The command, told to stop when the process that started it dies: nothing is left behind that holds a port."""
    setpriv = shutil.which("setpriv")  # of util-linux; elsewhere the command runs as it is
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else list(command)


def answers(url: str) -> bool:
    """Whether a server is well at an address such as ``http://127.0.0.1:4200/api``."""
    try:
        return read(url, "health") is True
    except (OSError, ValueError):
        return False


def read(url: str, path: str) -> Any:
    """What a server's API says, for example under ``flow_runs/ID``."""
    request = urllib.request.Request(f"{url.rstrip('/')}/{path}")  # noqa: S310  # the operator's own setting
    if password := os.environ.get("PREFECT_API_AUTH_STRING"):
        request.add_header("Authorization", f"Basic {b64encode(password.encode()).decode()}")
    with urllib.request.urlopen(request, timeout=_ANSWER_LIMIT_SECONDS) as reply:  # noqa: S310  # as above
        return json.load(reply)


@contextmanager
def local_server(home: Path, port: int = USUAL_PORT) -> Iterator[str]:
    """Runs a server as long as the block lasts and gives its address; its log is ``server.log`` in ``home``.

    Args:
        home: where it keeps its database, made where needed.
        port: another free one is taken where this is in use; 0 is any.

    Raises:
        NoServer: it ended at once, or did not answer in time.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port(port)
    url = f"http://{HOST}:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    log = home / "server.log"
    # A session of its own: Ctrl-C reaches us first, and what it started itself can be ended with it.
    with log.open("wb") as output:
        server = subprocess.Popen(
            ending_with_us(command),
            env=os.environ | settings(home, url),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait_for(url, server, log)
        yield url
    finally:
        _stop(server)


def _free_port(wanted: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    latest = time.monotonic() + START_LIMIT_SECONDS
    while not answers(url):
        if server.poll() is not None or time.monotonic() > latest:
            raise NoServer(f"Máy chủ Prefect không khởi động được → Xem {log}")
        time.sleep(_POLL_SECONDS)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
