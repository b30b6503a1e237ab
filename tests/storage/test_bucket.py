"""What only a bucket does: right, wrong and absent servers, and what is said of them."""

import os
import subprocess
import sys
import threading
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from vanban.domain.errors import RenderFailed
from vanban.storage.bucket import BucketStorage, connection, drop_connection
from vanban.storage.storage import StorageFailed

HASH_OF_X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
SECRET = "khoa-that-bi-mat"  # noqa: S105  # a word to look for
DENIED = "<Error><Code>{code}</Code><Message>refused to {key}</Message></Error>"
EVERYTHING = {
    "write": lambda one: one.write_whole("a.pdf", b"x"),
    "hash": lambda one: one.sha256_of("a.pdf"),
    "read": lambda one: one.read("a.pdf"),
    "open": lambda one: one.open("a.pdf"),
    "list": lambda one: list(one.names()),
}


@pytest.fixture
def server(monkeypatch):
    """A server that says what a test wants to every request, and keeps what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # the client asks for leave before it sends a body
        status, body = 200, b""
        asked: ClassVar[list[tuple[str, str, dict[str, str]]]] = []

        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.asked.append((self.command, self.path, dict(self.headers)))
            self.send_response(self.status)
            self.send_header("Content-Length", str(len(self.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(self.body)

        def log_message(self, *_args):
            pass

    for method in ("GET", "PUT", "HEAD", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.answer)
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{http.server_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ten")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    drop_connection()
    yield Handler
    http.shutdown()
    http.server_close()
    drop_connection()


@pytest.mark.parametrize("doing", EVERYTHING)
def test_without_the_right_it_says_so_and_names_no_key(server, doing):
    server.status, server.body = 403, DENIED.format(code="AccessDenied", key="ten").encode()
    with pytest.raises(StorageFailed, match=r"không có quyền → .*trong bucket 'kho-thu'") as caught:
        EVERYTHING[doing](BucketStorage("kho-thu", "van-ban"))
    assert SECRET not in caught.value.message
    assert "ten" not in caught.value.message.replace("quyền", "").split()


@pytest.mark.parametrize("doing", EVERYTHING)
def test_a_bucket_that_is_not_there_is_no_missing_file(s3, doing):
    with pytest.raises(StorageFailed, match=r"không có bucket 'khong-co' → Tạo bucket, hoặc sửa VANBAN_OUT"):
        EVERYTHING[doing](BucketStorage("khong-co", "van-ban"))


def test_a_server_that_is_away_is_told_with_the_way_out(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ten")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    drop_connection()
    with pytest.raises(StorageFailed, match=r"kho S3 không trả lời .*Kiểm tra mạng, AWS_ENDPOINT_URL") as caught:
        BucketStorage("kho-thu").write_whole("a.pdf", b"x")
    drop_connection()
    assert isinstance(caught.value, RenderFailed)
    assert SECRET not in caught.value.message


def test_without_any_key_it_says_so(monkeypatch, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    drop_connection()
    with pytest.raises(StorageFailed, match="không có quyền → Kiểm tra khóa truy cập AWS"):
        BucketStorage("kho-thu").write_whole("a.pdf", b"x")
    drop_connection()


def test_the_server_is_told_the_checksum_to_compare_and_the_key_is_not_sent(server):
    BucketStorage("kho-thu", "van-ban").write_whole("a.pdf", b"x")
    ((method, path, headers),) = server.asked
    assert (method, path) == ("PUT", "/kho-thu/van-ban/a.pdf")
    assert b64decode(headers["x-amz-checksum-sha256"]).hex() == HASH_OF_X
    assert headers["x-amz-meta-sha256"] == HASH_OF_X
    assert SECRET not in str(headers)


def test_damage_on_the_way_is_an_error(server):
    server.status, server.body = 400, DENIED.format(code="BadDigest", key="ten").encode()
    with pytest.raises(StorageFailed, match="báo lỗi"):
        BucketStorage("kho-thu").write_whole("a.pdf", b"x")


def test_a_file_that_came_another_way_is_read_for_its_hash(bucket_storage):
    connection().pipe_file(f"{bucket_storage.bucket}/{bucket_storage.prefix}/a.pdf", b"x")
    assert bucket_storage.sha256_of("a.pdf") == HASH_OF_X


def test_what_another_machine_wrote_is_seen_at_once(bucket_storage):
    assert list(bucket_storage.names()) == []
    code = f"from vanban.storage.bucket import *; {bucket_storage!r}.write_whole('a.pdf', b'x')"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert list(bucket_storage.names()) == ["a.pdf"]
    assert bucket_storage.sha256_of("a.pdf") == HASH_OF_X


def test_a_bucket_that_lets_nobody_remove_keeps_the_file_without_a_word(server):
    server.status, server.body = 403, DENIED.format(code="AccessDenied", key="ten").encode()
    BucketStorage("kho-thu").remove("a.pdf")


def test_a_forked_child_has_a_connection_of_its_own(bucket_storage):
    # In a process of its own: a fork of this one would have its threads.
    code = f"""
import os
from vanban.storage.bucket import *
place = {bucket_storage!r}
place.write_whole("cha.pdf", b"x")
child = os.fork()
if not child:
    place.write_whole("con.pdf", b"x")
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, env=dict(os.environ), timeout=60)
    assert list(bucket_storage.names()) == ["cha.pdf", "con.pdf"]


def test_threads_that_come_at_once_share_one_connection(s3):
    drop_connection()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: id(connection()), range(8)))
    assert len(set(found)) == 1


def test_without_the_library_it_says_what_to_install(monkeypatch):
    def not_there(*_given, **_named):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.filesystem", not_there)
    monkeypatch.setitem(sys.modules, "botocore.exceptions", None)
    drop_connection()
    with pytest.raises(StorageFailed, match=r"Chưa cài thư viện để ghi vào S3 → Chạy 'sh scripts/install.sh cluster'"):
        BucketStorage("kho-thu").read("a.pdf")
    drop_connection()
