"""Files in a folder of this machine, or in one that several machines have mounted at the same path."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vanban.storage.files import sha256_of, write_all, write_whole
from vanban.storage.storage import StoredFile, is_plain


@dataclass(frozen=True, slots=True)
class FolderStorage:
    """A storage that is a folder; it need not be there before the first file is."""

    root: Path

    def __truediv__(self, part: str) -> FolderStorage:
        return FolderStorage(self.root / part)

    def __str__(self) -> str:
        return str(self.root)

    def address(self, name: str) -> str:
        return str(self.root / name)

    def write_whole(self, name: str, content: bytes) -> str:
        return write_whole(self.root / name, content)

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        write_all((self.root / name, content) for name, content in files)

    def sha256_of(self, name: str) -> str | None:
        return sha256_of(self.root / name)

    def read(self, name: str) -> bytes | None:
        found = self.open(name)
        if found is None:
            return None
        with found.content:
            return found.content.read()

    def open(self, name: str) -> StoredFile | None:
        path = self._found(name)
        if path is None:
            return None
        try:
            content = path.open("rb")
        except OSError:  # taken away meanwhile, or not ours to read
            return None
        kept = path.relative_to(self.root.resolve()).as_posix()
        return StoredFile(name=kept, size=os.fstat(content.fileno()).st_size, content=content)

    def names(self) -> Iterator[str]:
        inside = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        yield from sorted(name for name in inside if is_plain(name))

    def remove(self, name: str) -> None:
        # Another process may have removed it.
        (self.root / name).unlink(missing_ok=True)

    def _found(self, name: str) -> Path | None:
        """The file behind all links, if it is one of this folder."""
        if not is_plain(name):
            return None
        root = self.root.resolve()
        try:
            path = (root / name).resolve(strict=True)
            is_file = path.is_file()
        except (OSError, RuntimeError):  # not there, a name too long, links in a circle
            return None
        inside = is_file and path.is_relative_to(root) and is_plain(path.relative_to(root).as_posix())
        return path if inside else None
