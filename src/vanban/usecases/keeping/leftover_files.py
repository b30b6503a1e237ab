"""Hidden files that a crash left where letters are written: looked for, named, and swept on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vanban.storage.folder import FolderStorage
from vanban.storage.storage import Storage
from vanban.usecases.keeping.sealed_file import UNFINISHED

OLD_ENOUGH = timedelta(days=1)
"""No file takes so long to write: whoever wrote it is dead."""
_TEMPORARY = re.compile(r"\..+\.[A-Za-z0-9]{1,5}\.[a-z0-9_]{8}")
"""A dot, the name that the file would have had with its ending, and the eight letters that keep writers apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A file that never got its name."""

    path: Path
    size: int
    written_at: datetime

    def is_old(self, now: datetime) -> bool:
        return now - self.written_at > OLD_ENOUGH


def leftover_files(storage: Storage) -> Iterator[Leftover]:
    """Every such file, in order; a bucket has none, for it shows whole objects only."""
    if not isinstance(storage, FolderStorage):
        return
    for path in sorted(storage.root.rglob(".*")):
        if (_TEMPORARY.fullmatch(path.name) or path.name == UNFINISHED) and not path.is_symlink() and path.is_file():
            facts = path.stat()
            yield Leftover(path=path, size=facts.st_size, written_at=datetime.fromtimestamp(facts.st_mtime, UTC))


def sweep(storage: Storage, now: datetime) -> tuple[Leftover, ...]:
    """Remove those that nobody can be writing any more, and return them."""
    old = tuple(one for one in leftover_files(storage) if one.is_old(now))
    for one in old:
        one.path.unlink(missing_ok=True)
    return old
