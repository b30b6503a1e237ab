"""An S3 server of our own on this machine, for tests and benchmarks: moto's, in a process that ends with us."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from scripts.local_server import ending_with_us

HOST = "127.0.0.1"
BUCKET = "vanban-thu"
_START_LIMIT_SECONDS = 60
_POLL_SECONDS = 0.05


class NoStorage(Exception):
    """The server did not come up."""


@contextmanager
def local_s3(log: Path) -> Iterator[Mapping[str, str]]:
    """Runs a server with one empty bucket as long as the block lasts, and gives the environment that leads to it.

    Args:
        log: what it says goes there.

    Raises:
        NoStorage: it ended at once, or did not answer in time.
    """
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "--host", HOST, "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(ending_with_us(command), stdout=output, stderr=output)
    try:
        _make_bucket(port, server, log)
        yield {
            "AWS_ENDPOINT_URL": f"http://{HOST}:{port}",
            "AWS_ACCESS_KEY_ID": "thu",
            "AWS_SECRET_ACCESS_KEY": "khong-bi-mat",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _make_bucket(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    latest = time.monotonic() + _START_LIMIT_SECONDS
    while True:
        try:
            with closing(HTTPConnection(HOST, port, timeout=_START_LIMIT_SECONDS)) as connection:
                connection.request("PUT", f"/{BUCKET}")
                connection.getresponse().read()
                return
        except OSError as error:
            if server.poll() is not None or time.monotonic() > latest:
                raise NoStorage(f"Kho S3 thử không khởi động được → Xem {log}") from error
            time.sleep(_POLL_SECONDS)
