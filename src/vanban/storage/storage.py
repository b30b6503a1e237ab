"""What every place that keeps files can do, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from vanban.domain.errors import RenderFailed


class StorageFailed(RenderFailed):
    """A file cannot be written or read: the disk is full, a right is missing, the bucket is away.

    Unlike a letter that cannot be drawn, it may do another time.
    """

    code = "STORAGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file to read from: its name as it is kept, behind any link, and its size in bytes."""

    name: str
    size: int
    content: BinaryIO


class Storage(Protocol):
    """A place for files under names with slashes; a small value that a worker elsewhere can be handed.

    A file is there whole or not at all, whatever is killed while it is written.
    """

    def __truediv__(self, part: str) -> Storage:
        """The place below this one of that name."""

    def address(self, name: str) -> str:
        """Where a file is, as people are told."""

    def write_whole(self, name: str, content: bytes) -> str:
        """Writes a file, in place of one that has its name, and returns its SHA-256.

        Raises:
            StorageFailed: it cannot be written.
        """

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Writes several files, each as :meth:`write_whole` does, in less time than one after the other.

        Raises:
            StorageFailed: one cannot be written; any of the others may be there.
        """

    def sha256_of(self, name: str) -> str | None:
        """The SHA-256 of a file, or ``None`` when there is no such file."""

    def read(self, name: str) -> bytes | None:
        """A file's content, or ``None`` when there is none that may be shown; see :meth:`open`."""

    def open(self, name: str) -> StoredFile | None:
        """A file to read from, or ``None``; neither the name nor a link leads out of this place or to what is hidden.

        The content is to be closed.
        """

    def names(self) -> Iterator[str]:
        """The names of all files that are not hidden, in order."""

    def remove(self, name: str) -> None:
        """Removes a file, if it is there and may be removed."""


def is_plain(name: str) -> bool:
    """Whether a name stays below its place on every system and names nothing hidden."""
    return bool(name) and "\0" not in name and "\\" not in name and all(map(_is_shown, name.split("/")))


def _is_shown(part: str) -> bool:
    return bool(part) and not part.startswith(".")
