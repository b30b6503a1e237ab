"""A file that appears whole or not at all, and ends with the SHA-256 of everything before."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vanban.domain.errors import VanbanError

UNFINISHED = ".sao-luu-chua-xong"
"""What a backup is called until it is whole; what a crash leaves of it, the next backup in the folder writes over."""
SEAL_BYTES = 64
"""The hexadecimal digits of a SHA-256."""
_AT_A_TIME = 1024 * 1024
_MODE = 0o600
"""A backup holds all that the office knows."""


class SealingStream:
    """Where an archive is written, from its first byte to its last: the last ones give way to the seal.

    It has neither ``seek`` nor ``tell``, so that whoever writes an archive does not go back in it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._held = b""

    def write(self, content: bytes) -> int:
        told = self._held + content
        passed, self._held = told[:-SEAL_BYTES], told[-SEAL_BYTES:]
        self._digest.update(passed)
        self._file.write(passed)
        return len(content)

    def flush(self) -> None:
        self._file.flush()

    def seal(self) -> str:
        """Write the seal in place of the last bytes, and return it."""
        seal = self._digest.hexdigest()
        self._file.write(seal.encode())
        return seal


def seal_of(file: BinaryIO) -> str | None:
    """The seal of a file, or ``None`` where it does not fit what stands before it."""
    size = file.seek(0, os.SEEK_END)
    left = size - SEAL_BYTES
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0:
        content = file.read(min(left, _AT_A_TIME))
        if not content:
            return None
        digest.update(content)
        left -= len(content)
    found = file.read(SEAL_BYTES)
    return digest.hexdigest() if found == digest.hexdigest().encode() else None


@contextmanager
def appearing_whole(path: Path) -> Iterator[BinaryIO]:
    """A new file to write to and read back, which takes its name once it is written and on the disk.

    Raises:
        VanbanError: There is a file of that name, or another backup is being written in its folder.
    """
    refuse_existing(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.parent / UNFINISHED
    with _owned(unfinished) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            refuse_existing(path)
            unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    _keep_name(path.parent)


def refuse_existing(path: Path) -> None:
    """Keep what is there: one backup never takes the place of another."""
    if path.exists() or path.is_symlink():
        raise VanbanError(f"Đã có '{path}' → Ghi tên khác; bản sao lưu cũ không bị ghi đè.")


@contextmanager
def _owned(path: Path) -> Iterator[BinaryIO]:
    """The file under its unfinished name, emptied, for this process alone; the system frees it when a process dies."""
    # A link planted under that name is not followed.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _MODE)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it may have finished since it was opened: then this is the file of a whole backup.
            mine = path.exists() and os.path.samestat(path.stat(), os.fstat(descriptor))
        except BlockingIOError:
            mine = False
        if not mine:
            raise VanbanError(f"Đang có lệnh khác sao lưu vào '{path.parent}' → Đợi lệnh ấy xong rồi chạy lại.")
        os.fchmod(descriptor, _MODE)
        file.truncate()
        yield file


def _keep_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
