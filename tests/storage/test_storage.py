"""What holds for a folder and for a bucket alike."""

import errno
import hashlib
import os
import pickle
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.storage.folder import FolderStorage
from vanban.storage.storage import StorageFailed, is_plain

CONTENT = b"%PDF-1.7 one letter"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = "snv-2020/0001-SNV-CCHC-trien-khai.pdf"


def test_what_was_written_is_there_with_its_hash(storage):
    assert storage.write_whole(NAME, CONTENT) == SHA256
    assert storage.read(NAME) == CONTENT
    assert storage.sha256_of(NAME) == SHA256


def test_what_is_written_again_takes_the_place_of_the_first(storage):
    storage.write_whole(NAME, b"older")
    storage.write_whole(NAME, CONTENT)
    assert (storage.read(NAME), storage.sha256_of(NAME)) == (CONTENT, SHA256)
    assert list(storage.names()) == [NAME]


def test_files_written_together_are_all_there_each_with_its_own_content(storage):
    storage.write_whole(NAME, b"older")
    files = {f"snv-2020/{number}.pdf": b"%d" % number * number for number in range(20)} | {NAME: CONTENT}
    storage.write_all(files.items())
    assert {name: storage.read(name) for name in storage.names()} == files
    storage.write_all([])


def test_of_files_written_together_none_is_left_half_written_when_one_cannot_be(tmp_path):
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(StorageFailed, match=r"b\.pdf: .+ → Kiểm tra quyền ghi"):
        FolderStorage(tmp_path).write_all([("a.pdf", CONTENT), ("b.pdf", CONTENT), ("c.pdf", CONTENT)])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {"a.pdf": CONTENT}


def test_a_file_has_its_name_only_once_the_disk_has_it(tmp_path, monkeypatch):
    steps = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: steps.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
    )
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (steps.append(str(new)), replace(old, new)))
    FolderStorage(tmp_path / "ra").write_all([("a.pdf", CONTENT), ("b.pdf", CONTENT)])
    hidden, named = [step for step in steps if "/." in step], [step for step in steps if step.endswith(".pdf")]
    assert [Path(one).name[:6] for one in hidden] == [".a.pdf", ".b.pdf"]
    assert named == [str(tmp_path / "ra" / "a.pdf"), str(tmp_path / "ra" / "b.pdf")]
    assert all(steps.index(one) < steps.index(other) for one, other in zip(hidden, named, strict=True))
    assert steps[-1] == str(tmp_path / "ra"), "the names last"


def test_a_disk_that_takes_neither_the_file_nor_its_removal_is_told_as_one_that_cannot_be_written(
    tmp_path, monkeypatch
):
    def refuse(*_values, **_named):
        raise OSError(errno.EROFS, "Read-only file system")

    for name in ("posix_fadvise", "fsync", "unlink"):
        monkeypatch.setattr(os, name, refuse)
    with pytest.raises(StorageFailed, match=r"a\.pdf: Read-only file system → Kiểm tra quyền ghi"):
        FolderStorage(tmp_path).write_all([("a.pdf", CONTENT)])


def test_what_is_not_there_is_no_error(storage):
    assert (storage.read(NAME), storage.sha256_of(NAME), storage.open(NAME)) == (None, None, None)
    assert list(storage.names()) == []
    storage.remove(NAME)


def test_an_opened_file_tells_its_name_and_size(storage):
    storage.write_whole(NAME, CONTENT)
    found = storage.open(NAME)
    with found.content:
        assert (found.name, found.size, found.content.read()) == (NAME, len(CONTENT), CONTENT)


def test_an_empty_file_is_a_file(storage):
    storage.write_whole(NAME, b"")
    assert storage.read(NAME) == b""
    assert storage.sha256_of(NAME) == hashlib.sha256(b"").hexdigest()


def test_a_place_below_holds_the_same_files_under_shorter_names(storage):
    below = storage / "khao-sat-2024"
    below.write_whole(NAME, CONTENT)
    assert storage.read(f"khao-sat-2024/{NAME}") == CONTENT
    assert list(below.names()) == [NAME]
    assert below.address(NAME) == storage.address(f"khao-sat-2024/{NAME}") == f"{below}/{NAME}"


def test_a_place_whose_name_begins_like_another_is_not_in_it(storage):
    (storage / "dot-10").write_whole("thu.pdf", CONTENT)
    (storage / "dot-1").write_whole("thu.docx", CONTENT)
    assert list((storage / "dot-1").names()) == ["thu.docx"]


def test_names_come_in_order_and_leave_out_what_is_hidden(storage):
    for name in ("b/2.pdf", "b/10.pdf", "a.pdf", ".thu-ghi", ".prefect/a.pdf", "b/.a.pdf"):
        storage.write_whole(name, CONTENT)
    assert list(storage.names()) == ["a.pdf", "b/10.pdf", "b/2.pdf"]


def test_a_removed_file_is_gone(storage):
    storage.write_whole(NAME, CONTENT)
    storage.remove(NAME)
    assert storage.read(NAME) is None


def test_a_worker_elsewhere_gets_the_same_place(storage):
    storage.write_whole(NAME, CONTENT)
    sent = pickle.loads(pickle.dumps(storage))  # noqa: S301  # our own
    assert sent == storage
    assert sent.read(NAME) == CONTENT


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../so.db",
        "a/../../so.db",
        "a//b.pdf",
        "./a.pdf",
        ".an.pdf",
        "a/.an.pdf",
        "a\\..\\b",
        "a\0.pdf",
    ],
)
def test_no_name_leads_out_or_to_what_is_hidden(storage, name):
    assert not is_plain(name)
    assert (storage.read(name), storage.open(name)) == (None, None)


@given(st.text(alphabet="./\\ab\0 ", max_size=12))
def test_a_plain_name_stays_below_its_folder(name):
    if is_plain(name):
        path = PurePosixPath("/van-ban") / name
        assert path.parts[:2] == ("/", "van-ban")
        assert ".." not in path.parts


@settings(max_examples=20)
@given(st.binary(max_size=2000))
def test_any_bytes_come_back(tmp_path_factory, content):
    storage = FolderStorage(tmp_path_factory.getbasetemp() / "any-bytes")
    assert storage.write_whole("tep", content) == hashlib.sha256(content).hexdigest()
    assert storage.read("tep") == content
