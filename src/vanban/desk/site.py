"""A read-only web site on this machine: pages that are drawn when they are asked for, and the issued letters."""

from __future__ import annotations

import hmac
import shutil
import threading
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import parse_qs, unquote, urlsplit

from vanban.domain.errors import VanbanError
from vanban.storage.storage import Storage, StorageFailed, StoredFile

HOST = "127.0.0.1"
LETTERS = "/van-ban/"
_OFFICE_OPEN = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE_OPEN}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE_OPEN}.spreadsheetml.sheet",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}
"""What staff open of the letters; a database or a log that lies beside them is never shown."""
_DRAWN = frozenset({".html", ".svg"})
"""What a browser draws itself, scripts and all."""
_PAGE = "text/html; charset=utf-8"
_WORDS = "text/plain; charset=utf-8"
_OURS = frozenset({HOST, "localhost"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    # No page of another site may draw our pictures and files, or learn by trying which of them there are.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_NOTHING_FOREIGN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_SILENCE_SECONDS = 30

Page = Callable[[str, Mapping[str, str]], str | None]
"""A page in HTML by what follows its address and the query; ``None`` where there is no such page."""


class PortTaken(VanbanError):
    """Something else listens where the site should."""

    code = "PORT"


@contextmanager
def site(port: int, storage: Storage, pages: Mapping[str, Page], password: str = "") -> Iterator[str]:
    """Serves as long as the block lasts, and gives the address.

    Args:
        port: 0 is any free one.
        storage: the letters; nothing outside of it is shown, and of it only what staff open.
        pages: the other pages by the first part of their address, ``""`` for the start page.
        password: asked for by the browser, with any name or written ``name:password``; empty where none is needed.

    Raises:
        PortTaken: something else listens there.
    """

    class Handler(_Handler):
        letters, shown, secret = storage, pages, password

    try:
        server = _Server((HOST, port), Handler)
    except OSError as error:
        raise PortTaken(
            f"Cổng {port} của trang đầu không mở được ({error.strerror}) → Tắt chương trình đang dùng cổng này,"
            " hoặc chọn cổng khác bằng --site-port."
        ) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """A thread a visitor; one that is left waiting does not keep the process alive."""

    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; every other method is refused by the base class."""

    letters: Storage
    shown: Mapping[str, Page]
    secret: str
    timeout = _SILENCE_SECONDS
    server_version, sys_version = "vanban", ""

    def do_GET(self) -> None:
        """A page or a file."""
        # Whoever closes the window in the middle of a file is no news.
        with suppress(ConnectionError, TimeoutError):
            self._reply()

    do_HEAD = do_GET  # noqa: N815  # the base class names it

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
        """Says nothing: the terminal is for the server's own news."""

    def _reply(self) -> None:
        # A page elsewhere may send the browser here under a name of its own; it must not read our answer.
        if self.headers.get("Host", "").rsplit(":", 1)[0].lower() not in _OURS:
            self._say(HTTPStatus.FORBIDDEN, "Chỉ mở được trên chính máy này.")
        elif not self._is_let_in():
            self._say(HTTPStatus.UNAUTHORIZED, "Cần mật khẩu.", {"WWW-Authenticate": 'Basic realm="vanban"'})
        else:
            self._show()

    def _is_let_in(self) -> bool:
        if not self.secret:
            return True
        scheme, _, coded = self.headers.get("Authorization", "").partition(" ")
        try:
            told = b64decode(coded, validate=True) if scheme.lower() == "basic" else b""
        except (NotBase64, ValueError):
            return False
        wanted = self.secret.encode()
        return any(hmac.compare_digest(one, wanted) for one in (told, told.partition(b":")[2]))

    def _show(self) -> None:
        try:
            address = urlsplit(self.path)
        except ValueError:  # such as http://[
            self._say(HTTPStatus.BAD_REQUEST, "Địa chỉ không đọc được.")
            return
        path = unquote(address.path)
        if "\0" in path or "\0" in unquote(address.query):  # PostgreSQL holds no such text
            self._say(HTTPStatus.NOT_FOUND, "Không có trang này.")
        elif path.startswith(LETTERS):
            self._show_file(path.removeprefix(LETTERS))
        else:
            self._show_page(path.lstrip("/"), {key: values[-1] for key, values in parse_qs(address.query).items()})

    def _show_file(self, name: str) -> None:
        try:
            found = self._letter(name)
        except StorageFailed as error:
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, error.message)
            return
        if found is None:
            self._say(HTTPStatus.NOT_FOUND, "Không có tệp này.")
            return
        suffix = PurePosixPath(found.name).suffix
        with found.content as content:
            # Others may have written what is kept here; a PDF is shown by parts of the browser that it would forbid.
            policy = {"Content-Security-Policy": f"sandbox; {_NOTHING_FOREIGN}"} if suffix in _DRAWN else {}
            self._answer(HTTPStatus.OK, content, found.size, {"Content-Type": _KINDS[suffix], **policy})

    def _letter(self, name: str) -> StoredFile | None:
        """The file of that name, if it is one that is shown, also behind a link."""
        found = self.letters.open(name)
        if found is not None and PurePosixPath(found.name).suffix not in _KINDS:
            found.content.close()
            return None
        return found

    def _show_page(self, path: str, query: Mapping[str, str]) -> None:
        first, _, rest = path.partition("/")
        try:
            page = self.shown[first](rest, query) if first in self.shown else None
        except VanbanError as error:
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, error.message)
            return
        if page is None:
            self._say(HTTPStatus.NOT_FOUND, "Không có trang này.")
        else:
            content = page.encode()
            more = {"Content-Type": _PAGE, "Content-Security-Policy": _NOTHING_FOREIGN}
            self._answer(HTTPStatus.OK, BytesIO(content), len(content), more)

    def _say(self, status: HTTPStatus, words: str, more: Mapping[str, str] | None = None) -> None:
        content = words.encode()
        self._answer(status, BytesIO(content), len(content), {"Content-Type": _WORDS, **(more or {})})

    def _answer(self, status: HTTPStatus, content: BinaryIO, size: int, more: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, **more, "Content-Length": str(size)}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            shutil.copyfileobj(content, self.wfile)
