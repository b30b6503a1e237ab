"""Files that appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vanban.storage.storage import StorageFailed

_MODE = 0o644


def write_whole(path: Path, content: bytes) -> str:
    """Writes a file so that no crash leaves half of it, and returns its SHA-256.

    The content is on the disk under another name before it takes its own, and so is the name.

    Raises:
        StorageFailed: the folder cannot be written to, or the disk is full.
    """
    write_all([(path, content)])
    return hashlib.sha256(content).hexdigest()


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Writes several files, each as :func:`write_whole` does; the disk takes them in at one go, in half the time.

    Raises:
        StorageFailed: one cannot be written; any of the others may be there, whole.
    """
    parts: list[_Part] = []
    try:
        for path, content in files:
            with _told(path):
                parts.append(_Part.beside(path))
                parts[-1].file.write(content)
                parts[-1].file.flush()
        for part in parts:
            _begin_to_keep(part.file)
        for part in parts:
            with _told(part.path):
                part.take_name()
        for folder in dict.fromkeys(part.path.parent for part in parts):
            with _told(folder):
                _keep_names(folder)
    finally:
        for part in parts:
            part.clear_away()


@dataclass(frozen=True, slots=True)
class _Part:
    """A file under another name than it is to have."""

    path: Path
    temporary: Path
    file: BinaryIO

    @classmethod
    def beside(cls, path: Path) -> _Part:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        return cls(path, Path(temporary), os.fdopen(descriptor, "wb"))

    def take_name(self) -> None:
        os.fsync(self.file.fileno())
        # Some systems rename no file that is open.
        self.file.close()
        self.temporary.chmod(_MODE)
        self.temporary.replace(self.path)

    def clear_away(self) -> None:
        """Nothing is left to do for a file that has its name; what goes wrong here would hide why it has none."""
        with suppress(OSError):  # what a full disk did not take is still in the buffer
            self.file.close()
        with suppress(OSError):  # the disk may take no more changes at all
            self.temporary.unlink(missing_ok=True)


def _begin_to_keep(file: BinaryIO) -> None:
    """Has the disk begin with a file while others follow; then it need not be waited for once for each."""
    if not hasattr(os, "posix_fadvise"):
        return
    with suppress(OSError):  # it is advice, which a file system need not take
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _keep_names(folder: Path) -> None:
    """Has the disk keep what was renamed in a folder, where a folder can be opened; a power cut could undo it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageFailed(
            f"Không ghi được tệp {path}: {reason} → Kiểm tra quyền ghi và chỗ trống trên đĩa."
        ) from error


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file, or ``None`` when there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
