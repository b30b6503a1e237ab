"""Family g: passwords and keys must appear in nothing that is printed, logged or kept, whatever goes wrong."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from scripts.local_server import answers, settings
from world import PASSWORD, Attack, World

from vanban.desk.site import site
from vanban.domain.errors import StoreUnavailable
from vanban.storage.folder import FolderStorage
from vanban.store.database import open_database

ROOT = Path(__file__).parents[2]
COMMANDS = (("register", "show"), ("audit", "verify"), ("plan", "dot"), ("doctor",))
# fmt: off
URLS = {
    "không ai nghe": "postgresql://vanban:PASSWORD@127.0.0.1:1/vanban",
    "trong tham số": "postgresql://vanban@127.0.0.1:1/vanban?password=PASSWORD",
    "tham số sai": "postgresql://vanban:PASSWORD@127.0.0.1:1/vanban?sslmode=sai",
    "tham số lạ": "postgresql://vanban:PASSWORD@127.0.0.1:1/vanban?la=1&sslpassword=PASSWORD",
    "cổng không phải số": "postgresql://vanban:PASSWORD@127.0.0.1:cong/vanban",
    "tên máy hỏng": "postgresql://vanban:PASSWORD@[::1/vanban",
    "mật khẩu có dấu @": "postgresql://vanban:p@PASSWORD@127.0.0.1:1/vanban",
    "mật khẩu có dấu gạch chéo": "postgresql://vanban:p/PASSWORD@127.0.0.1:1/vanban",
    "mật khẩu có dấu #": "postgresql://vanban:p#PASSWORD@127.0.0.1:1/vanban",
    "mật khẩu có dấu ?": "postgresql://vanban:p?PASSWORD@127.0.0.1:1/vanban",
    "loại không dùng": "mysql://vanban:PASSWORD@127.0.0.1:1/vanban",
    "trình điều khiển không có": "postgresql+khong://vanban:PASSWORD@127.0.0.1:1/vanban",
    "không có loại": "://vanban:PASSWORD@127.0.0.1:1/vanban",
    "chuỗi của libpq": "host=127.0.0.1 port=1 user=vanban password=PASSWORD",
    "thiếu hai gạch chéo": "postgresql:vanban:PASSWORD@127.0.0.1:1/vanban",
}
# fmt: on


def hidden(world: World, text: str) -> None:
    for form in (PASSWORD, quote(PASSWORD), PASSWORD.encode().hex()):
        assert form not in text
    world.nothing_is_told(text)


def as_option(world: World, payload: str) -> None:
    world.campaign()
    url = payload.replace("PASSWORD", PASSWORD)
    for words in COMMANDS[:2]:
        world.refused(*words, "--database", url)
    nowhere(world)


def as_setting(world: World, payload: str) -> None:
    world.campaign()
    world.patch.setenv("VANBAN_DATABASE", payload.replace("PASSWORD", PASSWORD))
    for words in COMMANDS[1:]:
        world.refused(*words)
    assert PASSWORD not in world.allowed("register", "show", "--help").out
    nowhere(world)


def as_traceback(world: World, payload: str) -> None:
    """With VANBAN_DEBUG the operator sees where it went wrong, but not with what."""
    url = payload.replace("PASSWORD", PASSWORD)
    ours = {"VANBAN_DEBUG": "1", "VANBAN_DATABASE": url, "PYTHONPATH": os.pathsep.join(sys.path)}
    script = "from vanban.cli.main import main; main()"
    command = [sys.executable, "-c", script, "register", "show"]
    done = subprocess.run(
        command, env=os.environ | ours, cwd=world.folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode
    hidden(world, done.stdout + done.stderr)


def as_exception(world: World, payload: str) -> None:
    """What a flow would hand to Prefect, which keeps it."""
    try:
        open_database(payload.replace("PASSWORD", PASSWORD))
    except StoreUnavailable as error:
        hidden(world, f"{error!r} {error} {error.message}")
    else:
        raise AssertionError(payload)


def nowhere(world: World) -> None:
    """No file is called so, and none holds it."""
    for path in world.folder.rglob("*"):
        assert PASSWORD not in path.name
        if path.is_file():
            hidden(world, path.read_bytes().decode("latin-1"))


def of_storage(world: World, payload: str) -> None:
    world.patch.setenv("AWS_ACCESS_KEY_ID", "khoa")
    world.patch.setenv("AWS_SECRET_ACCESS_KEY", PASSWORD)
    world.patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    world.patch.setenv("AWS_MAX_ATTEMPTS", "1")
    world.refused("draft", world.campaign(), "--database", "so.db", "--out", payload.replace("PASSWORD", PASSWORD))


def of_the_desk(world: World, payload: str) -> None:
    """What the desk answers to whoever does not know the password, and to whoever asks too cleverly."""

    def broken(_rest: str, _query: object) -> str:
        raise StoreUnavailable("Không mở được sổ đăng ký.")

    with site(0, FolderStorage(world.folder), {"": broken}, f"quan-tri:{PASSWORD}") as address:
        for headers in ({}, {"Authorization": payload}, {"Host": "la", "Authorization": payload}):
            connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port or 0, timeout=10)
            connection.request("GET", "/", headers=headers)
            reply = connection.getresponse()
            assert reply.status in {401, 403}
            hidden(world, f"{reply.getheaders()} {reply.read().decode()}")
            connection.close()


def of_the_server(world: World, payload: str) -> None:
    """What is handed to Prefect's server and what is asked of it when nobody answers."""
    world.patch.setenv("PREFECT_API_AUTH_STRING", f"quan-tri:{PASSWORD}")
    assert answers(payload) is False
    hidden(world, json.dumps(dict(settings(world.folder, payload))))


def of_the_start(world: World, payload: str) -> None:
    """``make serve`` that cannot begin tells why, not with which password."""
    ours = {"VANBAN_PASSWORD": f"quan-tri:{PASSWORD}", "VANBAN_DATABASE": payload.replace("PASSWORD", PASSWORD)}
    command = [sys.executable, "-m", "scripts.serve", "--home", str(world.folder / "prefect"), "--port", "0"]
    done = subprocess.run(
        command, env=os.environ | ours, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    hidden(world, done.stdout + done.stderr)
    assert "Traceback" not in done.stderr
    nowhere(world)


_HOLDS = "không có trong lời báo, tệp và nhật ký"
_BUCKETS = {
    "khóa trong địa chỉ": "s3://khoa:PASSWORD@kho/van-ban",
    "khóa trong tham số": "s3://kho/van-ban?secret=PASSWORD",
    "địa chỉ khác loại": "gs://khoa:PASSWORD@kho/van-ban",
    "ftp": "ftp://khoa:PASSWORD@127.0.0.1/van-ban",
    "kho không trả lời": "s3://kho-khong-co/van-ban",
}


def _rows(where: str, payloads: dict[str, str], carry_out: Callable[[World, str], None]) -> tuple[Attack, ...]:
    return tuple(
        Attack(name=name, where=where, payload=payload, holds=_HOLDS, carry_out=carry_out)
        for name, payload in payloads.items()
    )


_SLOW = ("không ai nghe", "chuỗi của libpq")
ATTACKS = (
    *_rows("--database", URLS, as_option),
    *_rows("VANBAN_DATABASE", URLS, as_setting),
    *_rows("lỗi trao cho Prefect", URLS, as_exception),
    *_rows("VANBAN_DEBUG", {name: URLS[name] for name in _SLOW}, as_traceback),
    *_rows("nơi lưu", _BUCKETS, of_storage),
    *_rows("trang của cơ quan", {"không có gì": "", "sai": "Basic c2FpOnNhaQ==", "hỏng": "Basic %%%"}, of_the_desk),
    *_rows("máy chủ Prefect", {"không trả lời": "http://127.0.0.1:1/api"}, of_the_server),
    *_rows("make serve", {"sổ không mở được": URLS["không ai nghe"]}, of_the_start),
)
