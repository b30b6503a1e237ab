"""What an archive of an office says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vanban.store.portable.table_shape import Column, TableShape, ValueKind

MANIFEST = "MANIFEST.json"
README = "DOC-TOI.txt"
TABLES_FOLDER = "tables/"
FILES_FOLDER = "files/"
_KIND = "vanban-backup"
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the archive, and what it must be."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file that the register or a report names: where it lies below the office's output, and its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentFile:
    """A file that the archive does not have: ``found`` is the hash of what lay there, empty where nothing did."""

    file: NamedFile
    found: str

    @property
    def fault(self) -> str:
        return "tệp khác với bản đã ghi trong sổ" if self.found else "không còn tệp này, hoặc không đọc được"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTable:
    """A table of the archive."""

    shape: TableShape
    rows: int

    @property
    def path(self) -> str:
        return f"{TABLES_FOLDER}{self.shape.name}.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The contents of an archive, and the state of the office that it was made of.

    ``schema`` is the version of the tables, ``head`` the hash of the last of ``entries`` audit entries; ``faults``
    is what was wrong in the register already.
    """

    vanban: str
    schema: str
    made_at: str
    made_by: str
    entries: int
    head: str
    faults: tuple[str, ...]
    tables: tuple[StoredTable, ...]
    absent: tuple[AbsentFile, ...]
    members: tuple[Member, ...]

    @property
    def files(self) -> tuple[Member, ...]:
        """The letters and the evidence."""
        return tuple(one for one in self.members if one.path.startswith(FILES_FOLDER))

    def text(self) -> str:
        """The manifest as it is written."""
        return json.dumps(self._facts(), ensure_ascii=False, indent=1) + "\n"

    def _facts(self) -> dict[str, Any]:
        return {
            "kind": _KIND,
            "format": _FORMAT,
            "vanban": self.vanban,
            "schema": self.schema,
            "made_at": self.made_at,
            "made_by": self.made_by,
            "audit": {"entries": self.entries, "head": self.head},
            "faults": list(self.faults),
            "tables": [
                {
                    "name": one.shape.name,
                    "rows": one.rows,
                    "columns": [[column.name, column.kind] for column in one.shape.columns],
                }
                for one in self.tables
            ],
            "absent": [{"name": one.file.name, "sha256": one.file.sha256, "found": one.found} for one in self.absent],
            "members": [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in self.members],
        }


def read_manifest(text: bytes) -> Manifest:
    """The manifest that was written so.

    Raises:
        ValueError: It is none that this software knows.
    """
    try:
        facts = json.loads(text)
        if (facts["kind"], facts["format"]) != (_KIND, _FORMAT):
            raise ValueError("another kind of archive")
        return _manifest(facts)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no manifest of a backup") from error


def _manifest(facts: Any) -> Manifest:
    return Manifest(
        vanban=_text(facts["vanban"]),
        schema=_text(facts["schema"]),
        made_at=_text(facts["made_at"]),
        made_by=_text(facts["made_by"]),
        entries=_count(facts["audit"]["entries"]),
        head=_text(facts["audit"]["head"]),
        faults=tuple(map(_text, facts["faults"])),
        tables=tuple(_table(one) for one in facts["tables"]),
        absent=tuple(
            AbsentFile(file=NamedFile(name=_text(one["name"]), sha256=_text(one["sha256"])), found=_text(one["found"]))
            for one in facts["absent"]
        ),
        members=tuple(
            Member(path=_text(one["path"]), size=_count(one["size"]), sha256=_text(one["sha256"]))
            for one in facts["members"]
        ),
    )


def _table(facts: Any) -> StoredTable:
    columns: Iterable[Any] = facts["columns"]
    shape = TableShape(
        name=_text(facts["name"]),
        columns=tuple(Column(name=_text(name), kind=ValueKind(kind)) for name, kind in columns),
    )
    return StoredTable(shape=shape, rows=_count(facts["rows"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value
