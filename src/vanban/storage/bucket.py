"""Files in an S3 bucket, which any number of machines write to: a put shows a whole object or none."""

from __future__ import annotations

import hashlib
import os
import threading
from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, cast

from vanban.storage.storage import StorageFailed, StoredFile, is_plain

_SHA256 = "sha256"
_SENT_TOGETHER = 8
"""The way to the server and back takes longer than what it does with a letter."""
_PATIENCE = {
    "connect_timeout": 5,
    "read_timeout": 30,
    # s3fs tries again by itself.
    "retries": {"mode": "standard", "total_max_attempts": 2},
}


@dataclass(frozen=True, slots=True)
class BucketStorage:
    """A storage that is a bucket, or all of a bucket's keys that begin with ``prefix`` and a slash.

    Who may write is known from the environment or the configuration of AWS on the machine that writes, never from
    this value, which is handed to workers and shown.
    """

    bucket: str
    prefix: str = ""

    def __truediv__(self, part: str) -> BucketStorage:
        return BucketStorage(self.bucket, f"{self.prefix}/{part}".lstrip("/"))

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    def address(self, name: str) -> str:
        return f"{self}/{name}"

    def write_whole(self, name: str, content: bytes) -> str:
        digest = hashlib.sha256(content)
        with self._told("ghi", name):
            # The server computes the checksum again and refuses what was damaged on the way.
            connection().pipe_file(
                self._key(name),
                content,
                Metadata={_SHA256: digest.hexdigest()},
                ChecksumSHA256=b64encode(digest.digest()).decode(),
            )
        return digest.hexdigest()

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        with ThreadPoolExecutor(max_workers=_SENT_TOGETHER) as senders:
            deque(senders.map(lambda one: self.write_whole(*one), files), maxlen=0)

    def sha256_of(self, name: str) -> str | None:
        """As it was put there by :meth:`write_whole`; a file that came another way is read."""
        with self._told("đọc", name):
            try:
                recorded = connection().metadata(self._key(name), refresh=True).get(_SHA256)
            except FileNotFoundError:
                self._refuse_without_bucket()
                return None
        if recorded is not None:
            return cast("str", recorded)
        content = self.read(name)
        return None if content is None else hashlib.sha256(content).hexdigest()

    def read(self, name: str) -> bytes | None:
        if not is_plain(name):
            return None
        with self._told("đọc", name):
            try:
                return cast("bytes", connection().cat_file(self._key(name)))
            except FileNotFoundError:
                self._refuse_without_bucket()
                return None

    def open(self, name: str) -> StoredFile | None:
        if not is_plain(name):
            return None
        with self._told("đọc", name):
            try:
                content = connection().open(self._key(name), "rb")
            except FileNotFoundError:
                self._refuse_without_bucket()
                return None
        return StoredFile(name=name, size=content.size, content=cast("BinaryIO", content))

    def names(self) -> Iterator[str]:
        place = f"{self.bucket}/{self.prefix}".rstrip("/")
        with self._told("đọc", ""):
            keys = connection().find(place)
        yield from sorted(name for key in keys if is_plain(name := key.removeprefix(place).lstrip("/")))

    def remove(self, name: str) -> None:
        with self._told("xóa", name):
            try:
                connection().call_s3("delete_object", Bucket=self.bucket, Key=self._key(name).partition("/")[2])
            except PermissionError:
                return  # whoever keeps letters for good lets nobody remove an object

    def _refuse_without_bucket(self) -> None:
        """S3 says of a file in a bucket that is not there what it says of a file that is not."""
        connection().call_s3("head_bucket", Bucket=self.bucket)

    def _key(self, name: str) -> str:
        return f"{self.bucket}/{self.prefix}/{name}" if self.prefix else f"{self.bucket}/{name}"

    @contextmanager
    def _told(self, doing: str, name: str) -> Iterator[None]:
        """What S3 refuses, as a sentence; keys are not in it, for the library's own words are not either."""
        connection()  # without the library there is nothing that could be told apart
        from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError  # noqa: PLC0415

        what = f"Không {doing} được {self.address(name).rstrip('/')}"
        try:
            yield
        except (PermissionError, NoCredentialsError) as error:
            raise StorageFailed(
                f"{what}: không có quyền → Kiểm tra khóa truy cập AWS của máy này và quyền đọc, ghi, liệt kê của nó"
                f" trong bucket '{self.bucket}'."
            ) from error
        except FileNotFoundError as error:
            raise StorageFailed(
                f"{what}: không có bucket '{self.bucket}' → Tạo bucket, hoặc sửa VANBAN_OUT."
            ) from error
        except (OSError, BotoCoreError, ClientError) as error:
            raise StorageFailed(
                f"{what}: kho S3 không trả lời hoặc báo lỗi ({type(error).__name__}) → Kiểm tra mạng, AWS_ENDPOINT_URL"
                " và tình trạng của kho; chạy lại thì làm tiếp."
            ) from error


_OPENING = threading.Lock()


def connection() -> Any:
    """One connection pool for all threads of this process; fsspec would make one for each."""
    with _OPENING:
        return _opened()


@cache
def _opened() -> Any:
    from fsspec import filesystem  # noqa: PLC0415

    try:
        return filesystem(
            "s3",
            skip_instance_cache=True,
            use_listings_cache=False,  # another machine writes meanwhile
            config_kwargs=_PATIENCE,
        )
    except ImportError as error:
        raise StorageFailed(
            "Chưa cài thư viện để ghi vào S3 → Chạy 'sh scripts/install.sh cluster' trên máy này."
        ) from error


def drop_connection() -> None:
    """The next file is asked for by a new connection, with the rights that the environment has then."""
    _opened.cache_clear()


# A child that was forked has the parent's connections, but nothing that listens to them.
os.register_at_fork(after_in_child=drop_connection)
