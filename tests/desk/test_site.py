"""The site as a browser, or somebody who means harm, meets it: through a real socket."""

import http.client
import os
import socket
import threading
import time
from base64 import b64encode
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peak_memory import peak_memory_of

from vanban.desk.site import HOST, PortTaken, site
from vanban.domain.errors import StoreUnavailable
from vanban.storage.bucket import BucketStorage
from vanban.storage.folder import FolderStorage

PDF = b"%PDF-1.7 letter"
SECRET = b"SQLite format 3 secret"


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """A folder of letters, with things beside and in it that are nobody's business."""
    root = tmp_path_factory.mktemp("desk")
    folder = root / "van-ban"
    (folder / "dot mau" / "cấp xã").mkdir(parents=True)
    (folder / "dot mau" / "thu.pdf").write_bytes(PDF)
    (folder / "dot mau" / "cấp xã" / "số 01.docx").write_bytes(PDF)
    (folder / "bang.html").write_text("<script>steal()</script>", encoding="utf-8")
    (folder / "thu.PDF.exe").write_bytes(SECRET)
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    for name in ("so.db", "server.log", "profiles.toml", "khoa.json", ".an.pdf", "van-ban", "x.pdf.bak"):
        (folder / name).write_bytes(SECRET)
    (folder / ".prefect").mkdir()
    (folder / ".prefect" / "trong.pdf").write_bytes(SECRET)
    (root / "ngoai.pdf").write_bytes(SECRET)
    (root / "van-ban-khac").mkdir()
    (root / "van-ban-khac" / "thu.pdf").write_bytes(SECRET)
    (folder / "ra-ngoai.pdf").symlink_to(root / "ngoai.pdf")
    (folder / "ra-ngoai").symlink_to(root)
    (folder / "doi-ten.pdf").symlink_to(folder / "so.db")
    (folder / "vong.pdf").symlink_to(folder / "vong.pdf")
    (folder / "trong-nha.pdf").symlink_to(folder / "dot mau" / "thu.pdf")
    return folder


def echo(rest, query):
    return f"trang {rest} {sorted(query.items())}"


def broken(_rest, _query):
    raise StoreUnavailable("Không mở được sổ đăng ký.")


@pytest.fixture(scope="module")
def address(letters):
    pages = {"": lambda rest, _query: None if rest else "trang đầu", "bang": echo, "hong": broken}
    with site(0, FolderStorage(letters), pages) as url:
        yield url


def ask(address, path, method="GET", **headers):
    """The reply to one request, its path sent as it is written."""
    where = urlsplit(address)
    with closing(http.client.HTTPConnection(where.hostname, where.port, timeout=10)) as connection:
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        reply = connection.getresponse()
        return reply.status, dict(reply.getheaders()), reply.read()


def test_a_letter_is_shown_with_its_kind(address):
    status, headers, content = ask(address, "/van-ban/dot%20mau/thu.pdf")
    assert (status, content) == (200, PDF)
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_vietnamese_names_and_links_that_stay_inside_are_found(address):
    name = "/van-ban/dot%20mau/c%E1%BA%A5p%20x%C3%A3/s%E1%BB%91%2001.docx"
    status, headers, content = ask(address, name)
    assert (status, content) == (200, PDF)
    assert headers["Content-Type"].endswith("wordprocessingml.document")
    assert ask(address, "/van-ban/trong-nha.pdf")[0] == 200


def test_what_a_browser_draws_itself_runs_no_script(address):
    status, headers, _content = ask(address, "/van-ban/bang.html")
    assert status == 200
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "script-src" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/van-ban/../ngoai.pdf",
        "/van-ban/%2e%2e/ngoai.pdf",
        "/van-ban/%2E%2E%2Fngoai.pdf",
        "/van-ban/..%2fngoai.pdf",
        "/van-ban/dot%20mau/../../ngoai.pdf",
        "/van-ban/dot%20mau/../thu.PDF.exe",
        "/van-ban/%252e%252e/ngoai.pdf",
        "/van-ban/..%5cngoai.pdf",
        "/van-ban/../van-ban-khac/thu.pdf",
        "/van-ban//etc/passwd",
        "/van-ban/%2fetc%2fpasswd",
        "/van-ban/thu.pdf%00.pdf",
        "/van-ban/%00",
        "/van-ban/dot%20mau/thu.pdf%00",
        "/van-ban/ra-ngoai.pdf",
        "/van-ban/ra-ngoai/ngoai.pdf",
        "/van-ban/doi-ten.pdf",
        "/van-ban/vong.pdf",
        "/van-ban/so.db",
        "/van-ban/server.log",
        "/van-ban/profiles.toml",
        "/van-ban/khoa.json",
        "/van-ban/thu.PDF.exe",
        "/van-ban/x.pdf.bak",
        "/van-ban/van-ban",
        "/van-ban/.an.pdf",
        "/van-ban/.prefect/trong.pdf",
        "/van-ban/folder.pdf",
        "/van-ban/pipe.pdf",
        "/van-ban/khong-co.pdf",
        "/van-ban/" + "a" * 5000 + ".pdf",
        "/van-ban/%ff%fe.pdf",
        "/ngoai.pdf",
        "/etc/passwd",
    ],
)
def test_nothing_outside_hidden_or_of_another_kind_is_shown(address, path):
    status, _headers, content = ask(address, path)
    assert status == 404
    assert SECRET not in content
    assert b"root:" not in content


@pytest.mark.parametrize("path", ["/van-ban/", "/van-ban", "/van-ban/dot%20mau/", "/van-ban/dot%20mau", "/van-ban/."])
def test_the_index_of_a_folder_is_not_listed(address, path):
    status, _headers, content = ask(address, path)
    assert status == 404
    assert b"thu" not in content


def test_an_address_that_is_none_is_answered_as_such(address):
    assert ask(address, "http://[/van-ban/thu.pdf", Host=HOST)[0] == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_every_other_method_is_refused(address, letters, method):
    before = sorted(path.name for path in letters.rglob("*"))
    assert ask(address, "/van-ban/dot%20mau/thu.pdf", method)[0] == 501
    assert sorted(path.name for path in letters.rglob("*")) == before


@pytest.mark.parametrize("path", ["/van-ban/dot%20mau/thu.pdf", "/", "/khong-co"])
def test_head_is_the_same_answer_without_its_content(address, path):
    got, asked = ask(address, path), ask(address, path, "HEAD")
    assert asked[0] == got[0]
    assert asked[2] == b""
    assert asked[1]["Content-Length"] == got[1]["Content-Length"] == str(len(got[2]))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4201", "127.0.0.1.evil.example", "", "192.0.2.1", "[::1]"]
)
def test_a_foreign_host_gets_nothing(address, host):
    for path in ("/", "/van-ban/dot%20mau/thu.pdf"):
        status, _headers, content = ask(address, path, Host=host)
        assert status == 403
        assert PDF not in content


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:4201", "LOCALHOST"])
def test_our_own_names_are_answered(address, host):
    assert ask(address, "/", Host=host)[0] == 200


def test_the_site_listens_on_loopback_alone(address):
    port = urlsplit(address).port
    table = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    listening = [row[1] for row in table if row[3] == "0A"]
    assert [where for where in listening if int(where.partition(":")[2], 16) == port] == [f"0100007F:{port:04X}"]


def test_a_page_gets_the_rest_of_its_address_and_the_last_of_each_word_of_the_query(address):
    _status, headers, content = ask(address, "/bang/kh%E1%BA%A3o%20s%C3%A1t?ngay=2024-12-16&ngay=2024-12-17&trong=")
    assert content.decode() == "trang khảo sát [('ngay', '2024-12-17')]"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_page_that_is_none_is_not_found_and_one_that_is_refused_says_why(address):
    assert ask(address, "/khong-co")[0] == 404
    status, _headers, content = ask(address, "/hong/")
    assert (status, content.decode()) == (503, "Không mở được sổ đăng ký.")


def test_a_large_file_is_streamed(address, letters):
    size = 192 * 2**20
    with (letters / "lon.zip").open("wb") as sparse:
        sparse.truncate(size)
    where = urlsplit(address)

    def read_all():
        with closing(http.client.HTTPConnection(where.hostname, where.port, timeout=60)) as connection:
            connection.request("GET", "/van-ban/lon.zip")
            reply = connection.getresponse()
            assert sum(len(part) for part in iter(lambda: reply.read(2**20), b"")) == size

    # The whole file would have to fit into it.
    assert peak_memory_of(read_all) < size // 2


def test_a_visitor_who_leaves_in_the_middle_of_a_file_breaks_nothing(address, letters, capfd):
    with (letters / "bo-do.zip").open("wb") as sparse:
        sparse.truncate(64 * 2**20)
    where = urlsplit(address)
    for _ in range(3):
        with socket.create_connection((where.hostname, where.port)) as one:
            one.sendall(b"GET /van-ban/bo-do.zip HTTP/1.0\r\nHost: localhost\r\n\r\n")
            one.recv(100)
    assert ask(address, "/")[0] == 200
    latest = time.monotonic() + 10
    while any("process_request" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < latest, "a thread still waits for the visitor"
        time.sleep(0.01)
    assert capfd.readouterr() == ("", "")


def test_a_taken_port_is_told_with_the_way_out(address, letters):
    taken = urlsplit(address).port
    with pytest.raises(PortTaken, match=f"Cổng {taken} .*--site-port"), site(taken, FolderStorage(letters), {}):
        pass


@pytest.mark.parametrize("told", ["quan-tri:bi-mat", "bat-ky:quan-tri:bi-mat"])
def test_with_a_password_only_whoever_knows_it_is_let_in(letters, told):
    def basic(words):
        return f"Basic {b64encode(words.encode()).decode()}"

    with site(0, FolderStorage(letters), {"": lambda *_: "trang đầu"}, "quan-tri:bi-mat") as url:
        for path in ("/", "/van-ban/dot%20mau/thu.pdf"):
            status, headers, content = ask(url, path)
            assert status == 401
            assert headers["WWW-Authenticate"].startswith("Basic")
            assert PDF not in content
            for wrong in ("", "Basic", "Basic ***", "Bearer x", basic("quan-tri:sai"), basic(""), basic("bi-mat")):
                assert ask(url, path, Authorization=wrong)[0] == 401
            assert ask(url, path, Authorization=basic(told))[0] == 200


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("./\\%20ea:~van-bdotu.pf\x00 ?#"), max_size=24))
def test_no_path_of_any_spelling_leads_out(address, path):
    status, _headers, content = ask(address, "/van-ban/" + path.replace("\x00", "%00").replace(" ", "%20"))
    assert status in {200, 404}
    assert SECRET not in content


def test_the_address_is_one_of_this_machine(address):
    assert urlsplit(address).hostname == HOST == "127.0.0.1"


def test_letters_in_a_bucket_are_shown_alike(s3):
    letters = BucketStorage(s3, "trang-dau")
    (letters / "đợt mẫu").write_whole("thư.pdf", PDF)
    letters.write_whole("so.db", SECRET)
    letters.write_whole(".prefect/trong.pdf", SECRET)
    with site(0, letters, {}) as url:
        status, headers, content = ask(url, f"/van-ban/{quote('đợt mẫu/thư.pdf')}")
        assert (status, headers["Content-Type"], content) == (200, "application/pdf", PDF)
        assert headers["Content-Length"] == str(len(PDF))
        for path in ("so.db", ".prefect/trong.pdf", "khong-co.pdf", "../vanban-thu/trang-dau/so.db", "%00"):
            assert ask(url, f"/van-ban/{path}")[0] == 404
    with site(0, BucketStorage("khong-co-kho"), {}) as url:
        status, _headers, content = ask(url, "/van-ban/thu.pdf")
        assert status == 503
        assert "không có bucket" in content.decode()
