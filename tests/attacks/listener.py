"""A server on this machine that nothing may call; it remembers who did."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Listener:
    """Where it listens, and what it was asked for."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listener]:
    """Listens on a free port of the loopback as long as the block lasts; every answer leads on to another address."""
    made = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_response(302 if "chuyen" in self.path else 200)
            self.send_header("Location", "/noi-khac")
            self.end_headers()

        do_HEAD = do_POST = do_GET  # noqa: N815  # the base class names them

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
