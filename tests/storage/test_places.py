"""Addresses as people write them, and those that are refused."""

from pathlib import Path

import pytest

from vanban.storage.bucket import BucketStorage
from vanban.storage.folder import FolderStorage
from vanban.storage.places import UnusablePlace, folder_at, storage_at

A_FILE = "file:"


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        ("output", FolderStorage(Path("output"))),
        (Path("/van-ban"), FolderStorage(Path("/van-ban"))),
        ("s3://kho-van-ban", BucketStorage("kho-van-ban")),
        ("s3://kho-van-ban/", BucketStorage("kho-van-ban")),
        ("S3://kho.van.ban/2026/snv/", BucketStorage("kho.van.ban", "2026/snv")),
        ("a:b", FolderStorage(Path("a:b"))),
    ],
)
def test_an_address_means_a_place(place, meant):
    assert storage_at(place) == meant


def test_a_bucket_is_shown_as_it_was_written():
    assert str(storage_at("s3://kho-van-ban/2026/")) == "s3://kho-van-ban/2026"
    assert storage_at("s3://kho-van-ban").address("a.pdf") == "s3://kho-van-ban/a.pdf"


@pytest.mark.parametrize(
    "place", ["s3://AKIAXXXX:bi-mat@kho/van-ban", "s3://kho/a?secret=bi-mat", "s3://kho/van-ban#bi-mat"]
)
def test_an_address_with_a_password_is_refused_and_not_repeated(place):
    with pytest.raises(UnusablePlace, match=r"biến môi trường AWS_…") as caught:
        storage_at(place)
    assert "bi-mat" not in caught.value.message
    assert "AKIA" not in caught.value.message


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("s3://", "không có tên bucket"),
        ("s3:///van-ban", "không có tên bucket"),
        ("s3://Kho_Van_Ban/a", "không có tên bucket"),
        ("s3://kho/a//b", "Thư mục 'a//b'"),
        ("s3://kho/../b", r"Thư mục '\.\./b'"),
        ("s3://kho/.an", r"Thư mục '\.an'"),
        ("https://may/van-ban", "Không lưu văn bản ở địa chỉ https://"),
        ("sftp://may/van-ban", "Không lưu văn bản ở địa chỉ sftp://"),
        (f"{A_FILE}///van-ban", "Không lưu văn bản ở địa chỉ file:"),
    ],
)
def test_another_address_is_refused_with_the_way_out(place, told):
    with pytest.raises(UnusablePlace, match=rf"{told}.* → "):
        storage_at(place)


def test_a_command_that_writes_for_the_eye_wants_a_folder():
    assert folder_at("ra") == Path("ra")
    with pytest.raises(UnusablePlace, match="một thư mục của máy này ở --out"):
        folder_at("s3://kho-van-ban")
