"""One file that holds all of an office: its register with everything behind it, its letters and their evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban import __version__
from vanban.domain.dates.occasion import VIETNAM_TIME, Occasion
from vanban.domain.errors import StoreUnavailable
from vanban.domain.judging.finding import Finding
from vanban.storage.storage import Storage
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import Database
from vanban.store.portable.table_reading import table_rows, table_shapes
from vanban.store.schema import CURRENT_VERSION
from vanban.usecases.keeping.archive_reading import archive_in, mapped_rows
from vanban.usecases.keeping.archive_writing import ArchiveWriter
from vanban.usecases.keeping.manifest import AbsentFile, Manifest, NamedFile, StoredTable
from vanban.usecases.keeping.named_files import RowsOf, Value, named_files, unwritten_letters
from vanban.usecases.keeping.sealed_file import appearing_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """An archive that was made, read back and found whole.

    ``seal`` is the hash that it ends with, ``findings`` what was wrong in the register already, ``unwritten`` how
    many letters had a number but no file yet.
    """

    path: Path
    size: int
    seal: str
    manifest: Manifest
    findings: tuple[Finding, ...]
    unwritten: int

    @property
    def is_sound(self) -> bool:
        """Whether all of the office is in it, and was as it should be."""
        return not self.findings and not self.manifest.absent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What was read of the database, all of one moment."""

    tables: tuple[StoredTable, ...]
    entries: int
    head: str
    files: tuple[NamedFile, ...]
    unwritten: int


def backup_office(database: Database, storage: Storage, path: Path, occasion: Occasion) -> Backup:
    """Write everything into one new file, as it stands at one moment, while others go on working.

    The letters are read after the rows: they are written before the register names them, and never change.

    Args:
        database: the register.
        storage: where the letters of all campaigns lie.
        path: the archive, which must not be there yet.
        occasion: when and by whom, as the archive will say.

    Raises:
        VanbanError: The archive is there already, or another is being written in its folder.
        StoreUnavailable: The database fails, or holds values that no software of ours wrote.
        OSError: The archive cannot be written.
    """
    findings = audit_register(database)
    made_at = occasion.now.astimezone(VIETNAM_TIME).isoformat(timespec="seconds")
    with appearing_whole(path) as file:
        writer = ArchiveWriter(file)
        writer.add_about(made_at)
        rows = _write_tables(database, writer)
        absent = tuple(_write_files(storage, rows.files, writer))
        manifest = Manifest(
            vanban=__version__,
            schema=CURRENT_VERSION,
            made_at=made_at,
            made_by=occasion.actor,
            entries=rows.entries,
            head=rows.head,
            faults=tuple(f"{one.element}: {one.found}" for one in findings),
            tables=rows.tables,
            absent=absent,
            members=writer.members,
        )
        seal = writer.finish(manifest)
        file.flush()
        # What cannot be restored is no backup, and today is the last day on which that does no harm.
        archive_in(file, path.name)
    size = path.stat().st_size
    return Backup(path=path, size=size, seal=seal, manifest=manifest, findings=findings, unwritten=rows.unwritten)


def _write_tables(database: Database, writer: ArchiveWriter) -> _Rows:
    with database.reading() as connection:
        shapes = {shape.name: shape for shape in table_shapes(connection)}
        tables = tuple(writer.add_table(shape, table_rows(connection, shape)) for shape in shapes.values())

        def rows_of(name: str) -> Iterator[Mapping[str, Value]]:
            return mapped_rows(shapes[name], table_rows(connection, shapes[name]))

        head = ""
        for entry in rows_of("audit_entry"):
            head = str(entry["entry_hash"])
        return _Rows(
            tables=tables,
            entries=next(one.rows for one in tables if one.shape.name == "audit_entry"),
            head=head,
            files=_files(rows_of),
            unwritten=unwritten_letters(rows_of),
        )


def _files(rows_of: RowsOf) -> tuple[NamedFile, ...]:
    try:
        return tuple(named_files(rows_of))
    except ValueError as error:
        raise StoreUnavailable(
            f"Sổ đăng ký ghi các tệp không nhất quán ({error}), không sao lưu được → Chạy 'vanban audit verify' để biết"
            " chỗ sai, rồi khôi phục từ bản sao lưu trước đó."
        ) from error


def _write_files(storage: Storage, files: Iterable[NamedFile], writer: ArchiveWriter) -> Iterator[AbsentFile]:
    """Write every file that is what the register says; the others are handed back, and are in no archive."""
    for file in files:
        content = storage.read(file.name)
        found = "" if content is None else hashlib.sha256(content).hexdigest()
        if content is not None and found == file.sha256:
            writer.add_file(file.name, content)
        else:
            yield AbsentFile(file=file, found=found)
