"""Files that appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from vanban.storage.storage import StorageFailed


def write_whole(path: Path, content: bytes) -> str:
    """Writes a file so that no crash leaves half of it, and returns its SHA-256.

    The content is on the disk under another name before it takes its own, and so is the name.

    Raises:
        StorageFailed: the folder cannot be written to, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(_MODE)
            Path(temporary).replace(path)
            _keep_name(path.parent)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageFailed(
            f"Không ghi được tệp {path}: {reason} → Kiểm tra quyền ghi và chỗ trống trên đĩa."
        ) from error
    return hashlib.sha256(content).hexdigest()


_MODE = 0o644


def _keep_name(folder: Path) -> None:
    """Has the disk keep what was renamed in a folder, where a folder can be opened; a power cut could undo it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file, or ``None`` when there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
