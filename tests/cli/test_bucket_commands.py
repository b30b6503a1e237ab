"""Commands whose letters go into a bucket: launched, packed, drafted, reported, refused."""

import hashlib
import json

import pytest
from command_line import vanban, vanban_process

from vanban.storage.bucket import BucketStorage, connection

PLACES = ("--database", "so.db")


@pytest.fixture
def bucket(s3, request):
    """A prefix of the test's own."""
    return BucketStorage(s3, hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12])


def kept(bucket):
    return {name: hashlib.sha256(bucket.read(name)).hexdigest() for name in bucket.names()}


def test_a_launch_into_a_bucket_leaves_the_files_of_a_launch_into_a_folder(launched, bucket, tmp_path):
    done = vanban("launch", launched, "--yes", "--json", "--database", "khac.db", "--out", bucket)
    assert (done.code, done.err) == (0, "")
    told = [file for letter in json.loads(done.out)["letters"] for file in letter["files"].values()]
    assert all(file["path"].startswith(f"{bucket}/") for file in told)
    in_folder = {
        path.relative_to(tmp_path / "ra").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (tmp_path / "ra").rglob("*.*")
    }
    assert kept(bucket) == in_folder
    assert {file["path"].removeprefix(f"{bucket}/"): file["sha256"] for file in told} == in_folder


def test_the_environment_says_where_letters_go_and_a_pack_finds_them_there(folder, bucket, monkeypatch):
    monkeypatch.setenv("VANBAN_OUT", str(bucket))
    assert vanban("launch", folder, "--yes", *PLACES).code == 0
    letters = kept(bucket)
    assert letters
    packed = vanban("pack", folder, *PLACES)
    assert packed.code == 0
    packs = {name: sha256 for name, sha256 in kept(bucket).items() if "/goi/" in name}
    assert packs
    assert set(kept(bucket)) == {*letters, *packs}


@pytest.mark.slow
def test_the_processes_of_a_pool_write_into_the_bucket_too(folder, bucket, s3_environment, tmp_path):
    campaign = folder / "campaign.toml"
    one_each = campaign.read_text("utf-8").replace(
        'drafting_unit = "CCHC"\n', 'drafting_unit = "CCHC"\none_each = true\n'
    )
    campaign.write_text(one_each, encoding="utf-8")
    # A process of its own: the pool of this one may have been started before anybody spoke of a bucket.
    done = vanban_process("launch", folder, "--yes", *PLACES, "--out", bucket, folder=tmp_path, **s3_environment)
    assert done.code == 0, done.err
    assert len(kept(bucket)) > 4 * 2  # fewer letters are drawn by the command itself


def test_without_the_bucket_nothing_gets_a_number(folder, s3):
    refused = vanban("launch", folder, "--yes", *PLACES, "--out", "s3://khong-co-kho/snv")
    assert refused.code == 2
    assert "không có bucket 'khong-co-kho' → Tạo bucket, hoặc sửa VANBAN_OUT" in refused.err
    assert "Traceback" not in refused.err
    assert not (folder.parent / "so.db").exists()


def test_an_address_with_a_password_is_refused_unread(folder):
    refused = vanban("draft", folder, "--out", "s3://AKIATHU:bi-mat@kho/snv")
    assert refused.code == 2
    assert "biến môi trường AWS_…" in refused.err
    assert "bi-mat" not in refused.err + refused.out


def test_books_and_directories_want_a_folder(launched):
    for command in (["register", "export", *PLACES], ["incoming", "export", *PLACES], ["directory", "export"]):
        refused = vanban(*command, "--out", "s3://kho/so")
        assert refused.code == 2
        assert "một thư mục của máy này ở --out" in refused.err


def test_what_the_environment_says_of_letters_is_nothing_to_books(launched, bucket, monkeypatch, tmp_path):
    monkeypatch.setenv("VANBAN_OUT", str(bucket))
    assert vanban("register", "export", "--format", "csv", *PLACES).code == 0
    assert list((tmp_path / "output").rglob("*.csv"))
    assert kept(bucket) == {}
    assert connection().exists(bucket.bucket)
