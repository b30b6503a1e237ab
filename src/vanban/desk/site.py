"""A read-only web site on this machine: pages that are drawn when they are asked for, and the issued letters."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

HOST = "127.0.0.1"
LETTERS = "/van-ban/"
_SHOWN = frozenset({".pdf", ".docx", ".xlsx", ".html", ".svg", ".zip", ".json"})
_OURS = frozenset({HOST, "localhost"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'",
    "Referrer-Policy": "no-referrer",
}

Page = Callable[[str, Mapping[str, str]], str | None]
"""A page in HTML by what follows its address and the query; ``None`` where there is no such page."""


@contextmanager
def site(port: int, folder: Path, pages: Mapping[str, Page]) -> Iterator[str]:
    """Serves as long as the block lasts, and gives the address.

    Args:
        port: 0 is any free one.
        folder: the letters; nothing outside of it is shown, and of it only what staff open.
        pages: the other pages by the first part of their address, ``""`` for the start page.
    """

    class Handler(_Handler):
        letters, shown = folder.resolve(), pages

    server = ThreadingHTTPServer((HOST, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; every other method is refused by the base class."""

    letters: Path
    shown: Mapping[str, Page]

    def do_GET(self) -> None:
        """A page or a file."""
        # A page elsewhere may send the browser here under a name of its own; it must not read our answer.
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in _OURS:
            self._answer(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return
        address = urlsplit(self.path)
        path = unquote(address.path)
        if path.startswith(LETTERS):
            self._file(path.removeprefix(LETTERS))
        else:
            self._page(path.lstrip("/"), {key: values[-1] for key, values in parse_qs(address.query).items()})

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
        """Says nothing: the terminal is for the server's own news."""

    def _file(self, name: str) -> None:
        path = (self.letters / name).resolve() if "\0" not in name else self.letters
        if not path.is_relative_to(self.letters) or path.suffix not in _SHOWN or not path.is_file():
            self._answer(HTTPStatus.NOT_FOUND, "Không có tệp này.".encode(), "text/plain; charset=utf-8")
            return
        self._answer(HTTPStatus.OK, path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")

    def _page(self, path: str, query: Mapping[str, str]) -> None:
        first, _, rest = path.partition("/")
        page = self.shown[first](rest, query) if first in self.shown else None
        if page is None:
            self._answer(HTTPStatus.NOT_FOUND, "Không có trang này.".encode(), "text/plain; charset=utf-8")
        else:
            self._answer(HTTPStatus.OK, page.encode(), "text/html; charset=utf-8")

    def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)
