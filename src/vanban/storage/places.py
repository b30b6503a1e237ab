"""A folder or an address, as people write it, becomes a storage."""

from __future__ import annotations

import re
from pathlib import Path

from vanban.domain.errors import VanbanError
from vanban.storage.bucket import BucketStorage
from vanban.storage.folder import FolderStorage
from vanban.storage.storage import Storage, is_plain

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REMEDY = "Ghi một thư mục, hoặc s3://tên-bucket/thư-mục."


class UnusablePlace(VanbanError):
    """An address at which no files can be kept; the message does not repeat it where it may hold a password."""

    code = "PLACE"


def storage_at(place: str | Path) -> Storage:
    """The storage at a folder or an ``s3://bucket/prefix``.

    Raises:
        UnusablePlace: it is another kind of address, or holds what belongs into the environment.
    """
    scheme = _SCHEME.match(str(place))
    if scheme is None:
        return FolderStorage(Path(place))
    kind = scheme[1].lower()
    if kind != "s3":
        # Elsewhere nothing promises that a file is seen whole or not at all.
        raise UnusablePlace(f"Không lưu văn bản ở địa chỉ {kind}:// được → {_REMEDY}")
    return _bucket(str(place)[scheme.end() :])


def folder_at(place: str) -> Path:
    """The folder that is meant, where only a folder will do.

    Raises:
        UnusablePlace: it is an address elsewhere.
    """
    found = storage_at(place)
    if isinstance(found, FolderStorage):
        return found.root
    raise UnusablePlace("Lệnh này ghi tệp cho người dùng mở ngay → Ghi một thư mục của máy này ở --out.")


def _bucket(rest: str) -> BucketStorage:
    if set("@?#") & set(rest):
        raise UnusablePlace(
            "Địa chỉ s3:// không được có tên, mật khẩu hay tham số → Đặt khóa truy cập trong biến môi trường AWS_… "
            "hoặc cấu hình AWS, rồi chỉ ghi s3://tên-bucket/thư-mục."
        )
    bucket, _, prefix = rest.rstrip("/").partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise UnusablePlace(f"Địa chỉ s3://{rest} không có tên bucket dùng được → {_REMEDY}")
    if prefix and not is_plain(prefix):
        raise UnusablePlace(
            f"Thư mục '{prefix}' trong bucket không dùng được → Bỏ dấu // và các phần bắt đầu bằng '.'."
        )
    return BucketStorage(bucket, prefix)
