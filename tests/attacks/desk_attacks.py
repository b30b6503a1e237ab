"""Family i: the office's pages as somebody meets them who means harm, from this machine or from a page elsewhere."""

from __future__ import annotations

import hmac
import http.client
import socket
from base64 import b64encode
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from scripts.local_server import settings
from world import PASSWORD, SECRET, Attack, World

from vanban.desk import site as desk
from vanban.desk.site import site
from vanban.storage.folder import FolderStorage

CAMPAIGN = "thu-2024"
WORD = f"quan-tri:{PASSWORD}"


def letters(world: World) -> FolderStorage:
    folder = world.folder / "ra"
    (folder / CAMPAIGN).mkdir(parents=True)
    (folder / CAMPAIGN / "thu.pdf").write_bytes(b"%PDF-1.7 thu")
    (folder / "hinh.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "utf-8")
    (folder / "bang.html").write_text("<script>alert(1)</script>", "utf-8")
    for name in ("so.db", ".an.pdf", "server.log", "khoa.pem", "dot.toml"):
        (folder / name).write_text(SECRET, "utf-8")
    (folder / "ra-ngoai.pdf").symlink_to(world.secret)
    return FolderStorage(folder)


def page(rest: str, query: Mapping[str, str]) -> str:
    return f"trang {rest} {dict(query)}"


def asked(
    world: World,
    path: str,
    *,
    method: str = "GET",
    host: str = "",
    headers: Mapping[str, str] | None = None,
    word: str = "",
) -> tuple[int, dict[str, str], bytes]:
    with site(0, letters(world), {"": page, "bang": page}, word) as address:
        port = urlsplit(address).port or 0
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host.replace("PORT", str(port)) or f"127.0.0.1:{port}")
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        told = {name.lower(): value for name, value in reply.getheaders()}
        world.nothing_is_told(content.decode("latin-1") + str(told))
        return reply.status, told, content


def out_of_folder(world: World, payload: str) -> None:
    status, _, content = asked(world, payload.replace("FILE", str(world.secret)))
    assert status in {400, 404}
    assert b"%PDF" not in content


def by_method(world: World, payload: str) -> None:
    status, _, content = asked(world, "/", method=payload, headers={"Content-Length": "0"})
    assert status in {400, 501}
    assert b"trang" not in content


def by_host(world: World, payload: str) -> None:
    """A name of the attacker's that leads to this machine: the browser would let his page read the answer."""
    status, _, content = asked(world, "/", host=payload)
    assert status == 403
    assert b"trang" not in content


def without_password(world: World, payload: str) -> None:
    status, _, content = asked(world, "/", headers={"Authorization": payload}, word=WORD)
    assert status == 401
    assert b"trang" not in content


def by_timing(world: World, _payload: str) -> None:
    """Passwords are compared in the same time however much of them is right."""
    compared: list[tuple[bytes, bytes]] = []

    class Watched:
        @staticmethod
        def compare_digest(one: bytes, other: bytes) -> bool:
            compared.append((one, other))
            return hmac.compare_digest(one, other)

    world.patch.setattr(desk, "hmac", Watched)
    coded = b64encode(WORD.encode()).decode()
    status, _, _ = asked(world, "/", headers={"Authorization": f"Basic {coded}"}, word=WORD)
    assert status == 200
    assert compared


def drawn_by_browser(world: World, payload: str) -> None:
    """What lies among the letters may have been written by others: a browser runs nothing of it."""
    status, told, _ = asked(world, f"/van-ban/{payload}")
    assert status == 200
    policy = told["content-security-policy"]
    assert policy.startswith("sandbox;")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert told["x-content-type-options"] == "nosniff"


def embedded_elsewhere(world: World, payload: str) -> None:
    """A page elsewhere may not frame, draw or read ours, nor learn whence a visitor came."""
    status, told, _ = asked(world, payload, headers={"Origin": "https://evil.example"})
    assert status in {200, 404}
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert told["x-frame-options"] == "DENY"
    assert told["referrer-policy"] == "no-referrer"
    assert told["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in told


def split_reply(world: World, payload: str) -> None:
    status, told, content = asked(world, payload)
    assert status in {200, 400, 404}
    assert "set-cookie" not in told
    assert b"<script" not in content


def raw(world: World, payload: str) -> None:
    """Bytes that are no request; the site lives on."""
    with site(0, letters(world), {"": page}) as address:
        port = urlsplit(address).port or 0
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(payload.encode("latin-1"))
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert not answer.startswith(b"HTTP/1.1 200") or b"trang" not in answer
        world.nothing_is_told(answer.decode("latin-1"))
        again = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        again.request("GET", "/")
        assert again.getresponse().status == 200
        again.close()


def of_prefect(world: World, payload: str) -> None:
    """What Prefect's server is started with; test_serve asks the running server the same."""
    name, _, value = payload.partition("=")
    given = settings(world.folder, "http://127.0.0.1:4200/api")
    assert given[name] == value


# fmt: off
_PATHS = (
    "/van-ban/../bi-mat.txt", "/van-ban/%2e%2e/bi-mat.txt", "/van-ban/..%2fbi-mat.txt", "/van-ban/%2e%2e%2fbi-mat.txt",
    "/van-ban/..\\bi-mat.txt", "/van-ban/..%5cbi-mat.txt", "/van-ban//etc/passwd", "/van-ban/%2fetc/passwd", "/van-ban/FILE",
    "/van-ban/so.db", "/van-ban/.an.pdf", "/van-ban/server.log", "/van-ban/khoa.pem", "/van-ban/dot.toml", "/van-ban/ra-ngoai.pdf",
    "/van-ban/thu-2024/../so.db", "/van-ban/thu-2024/./thu.pdf", "/van-ban/thu-2024", "/van-ban/", "/van-ban/thu-2024/thu.pdf%00.html",
    "/van-ban/" + "a" * 5000 + ".pdf", "/van-ban/thu-2024/thu.pdf/", "/van-ban/%c0%ae%c0%ae/so.db", "/van-ban/so.db%00.pdf",
    "/van-ban/~root/x.pdf", "/bang/%00", "/khong-co", "/van-ban/file://FILE",
)
_HOSTS = ("evil.example", "127.0.0.1.evil.example:PORT", "evil.example:PORT", "localhost.evil.example", "", "127.0.0.2:PORT",
          "[::1]:PORT", "0.0.0.0:PORT", "evil.example#127.0.0.1", "127.0.0.1@evil.example")
_WORDS = ("", "Basic", "Basic ", "Basic c2Fp", "Bearer " + PASSWORD[:4], "Basic " + b64encode(b"quan-tri:").decode(),
          "Basic " + b64encode(WORD.upper().encode()).decode(), "Basic " + b64encode(WORD[:-1].encode()).decode(),
          "Basic " + b64encode(b"quan-tri").decode(), "Basic \xff", "basic " + "A" * 60_000)
_RAW = ("GET / HTTP/9.9\r\n\r\n", "\x00" * 1000, "GET " + "a" * 70_000, "GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET / HTTP/1.1\r\n" + "X: y\r\n" * 500 + "\r\n", "G\r\nE\r\nT\r\n", "GET / HTTP/1.1\r\nHost: evil\r\nHost: 127.0.0.1\r\n\r\n")
# fmt: on


def _rows(
    where: str, holds: str, payloads: tuple[str, ...], carry_out: Callable[[World, str], None]
) -> tuple[Attack, ...]:
    return tuple(
        Attack(name=repr(payload)[1:60], where=where, payload=payload, holds=holds, carry_out=carry_out)
        for payload in payloads
    )


ATTACKS = (
    *_rows("đường dẫn", "không tệp nào ngoài văn bản", _PATHS, out_of_folder),
    *_rows("cách gọi", "chỉ GET và HEAD", ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"), by_method),
    *_rows("tên máy chủ (DNS rebinding)", "từ chối tên lạ", tuple(one for one in _HOSTS if one), by_host),
    *_rows("mật khẩu", "không mở", _WORDS, without_password),
    *_rows("thời gian so mật khẩu", "như nhau dù đúng bao nhiêu", ("",), by_timing),
    *_rows("tệp do trình duyệt vẽ", "không chạy gì", ("hinh.svg", "bang.html"), drawn_by_browser),
    *_rows("nhúng từ trang khác", "không nhúng, không đọc được", ("/", "/van-ban/thu-2024/thu.pdf", "/x"), embedded_elsewhere),
    *_rows(
        "chèn dòng đầu trả lời", "không thêm dòng đầu",
        ("/%0d%0aSet-Cookie:a=b", "/bang/x%0d%0aSet-Cookie:a", "/bang/%3Cb%3E?ngay=x%0d%0a"), split_reply,
    ),
    *_rows("byte lạ", "từ chối, trang vẫn chạy", _RAW, raw),
    *_rows(
        "máy chủ Prefect", "trang khác không gọi được", (
            "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED=true",
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS=http://127.0.0.1:4200,http://localhost:4200",
            "PREFECT_SERVER_ANALYTICS_ENABLED=false",
        ), of_prefect,
    ),
)  # fmt: skip
