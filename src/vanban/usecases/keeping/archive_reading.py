"""Reading the archive of an office with care: nothing of it is used before all of it is known to be whole."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from vanban.domain.errors import InvalidInput, Problem
from vanban.storage.storage import is_plain
from vanban.store.portable.table_shape import Row, TableShape
from vanban.usecases.keeping.manifest import (
    FILES_FOLDER,
    MANIFEST,
    README,
    Manifest,
    Member,
    NamedFile,
    StoredTable,
    read_manifest,
)
from vanban.usecases.keeping.named_files import Value, named_files
from vanban.usecases.keeping.sealed_file import seal_of

MEGABYTE = 1024 * 1024
MEMBERS_LIMIT = 5_000_000
MANIFEST_LIMIT_MB = 1024
LINE_LIMIT_MB = 64
FILE_LIMIT_MB = 512
"""A letter or evidence is read whole; evidence has its own, lower limit when it comes in."""
LARGEST_RATIO = 250
"""Rows of the most even register pack to a fiftieth; what a bomb unpacks to is a thousand times as large."""
_AT_A_TIME = 256 * 1024
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
"""What the library raises for an archive that is broken, encrypted or packed in a way that it does not know."""
_OTHER_COPY = "dùng bản sao lưu khác, hoặc chép lại tệp này từ nơi cất giữ"


class UnusableBackup(InvalidInput):
    """An archive from which nothing is restored, with all that is wrong with it."""

    code = "BACKUP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive that is whole: every hash fits, every row is one of its table, every file is one that a row names."""

    manifest: Manifest
    seal: str
    _zip: zipfile.ZipFile

    def rows(self, table: StoredTable) -> Iterator[Row]:
        """The rows of a table, one after the other."""
        return _rows(self._zip, table)

    def content(self, file: Member) -> bytes:
        """A letter or evidence."""
        return self._zip.read(file.path)


@contextmanager
def whole_archive(path: Path) -> Iterator[Archive]:
    """The archive at ``path``, read through once before it is handed over.

    Raises:
        UnusableBackup: A byte of it is not as it was written, or it is not to be trusted.
    """
    with path.open("rb") as file, _opened(file, path.name) as archive:
        yield archive


def archive_in(file: BinaryIO, name: str) -> Manifest:
    """The manifest of an archive in an open file, read through as for a restoration.

    Raises:
        UnusableBackup: as :func:`whole_archive` says.
    """
    with _opened(file, name) as archive:
        return archive.manifest


@contextmanager
def _opened(file: BinaryIO, name: str) -> Iterator[Archive]:
    seal = seal_of(file)
    if seal is None:
        raise _unusable(name, [("", "tệp không nguyên vẹn: bị cắt, hỏng, sửa, hoặc không phải bản sao lưu")])
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise _unusable(name, [("", "tệp không phải bản sao lưu")]) from error
    with archive:
        manifest = _manifest(archive, name)
        faults = list(_faults(archive, manifest))
        if not faults:
            faults = list(_contradictions(archive, manifest))
        if faults:
            raise _unusable(name, faults)
        yield Archive(manifest=manifest, seal=seal, _zip=archive)


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    members = archive.infolist()
    if len(members) > MEMBERS_LIMIT:
        raise _unusable(name, [("", f"có hơn {MEMBERS_LIMIT} tệp bên trong")])
    entry = next((one for one in members if one.filename == MANIFEST), None)
    if entry is None:
        raise _unusable(name, [(MANIFEST, "thiếu bảng kê")])
    if danger := _danger(entry):
        raise _unusable(name, [(MANIFEST, danger)])
    try:
        return read_manifest(archive.read(entry))
    except _BROKEN as error:
        message = "bảng kê không đọc được, hoặc do bản phần mềm mới hơn ghi"
        raise _unusable(name, [(MANIFEST, message)]) from error


def _faults(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Every member that is not what the manifest says, or that may do harm."""
    found = [one for one in archive.infolist() if one.filename != MANIFEST]
    if len(archive.namelist()) != len(set(archive.namelist())) or len(archive.infolist()) != len(found) + 1:
        yield "", "có hai tệp trùng tên bên trong"
    listed = {one.path: one for one in manifest.members}
    if len(listed) != len(manifest.members):
        yield MANIFEST, "bảng kê ghi một tệp hai lần"
    by_name = {one.filename: one for one in found}
    for path in sorted(by_name.keys() | listed.keys()):
        member, expected = by_name.get(path), listed.get(path)
        if member is None or expected is None:
            yield path, "thiếu tệp có trong bảng kê" if member is None else "tệp không có trong bảng kê"
        elif fault := _unsafe(member) or _difference(archive, member, expected):
            yield path, fault


def _unsafe(member: zipfile.ZipInfo) -> str:
    if not is_plain(member.filename) or member.is_dir():
        return "tên tệp dẫn ra ngoài thư mục khôi phục, hoặc là tên ẩn"
    return _danger(member)


def _danger(member: zipfile.ZipInfo) -> str:
    """What may fill the memory or the disk, or cannot be what this software wrote."""
    is_file = member.filename.startswith(FILES_FOLDER)
    if member.flag_bits & _ENCRYPTED or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "tệp có mật khẩu hoặc nén theo cách lạ"
    if is_file and (member.compress_type != zipfile.ZIP_STORED or member.file_size > FILE_LIMIT_MB * MEGABYTE):
        return f"tệp lớn hơn {FILE_LIMIT_MB} MB hoặc bị nén"
    if member.filename == MANIFEST and member.file_size > MANIFEST_LIMIT_MB * MEGABYTE:
        return f"bảng kê lớn hơn {MANIFEST_LIMIT_MB} MB"
    if member.file_size > MEGABYTE + LARGEST_RATIO * member.compress_size:
        return "giải nén ra lớn bất thường, có thể là tệp phá hoại"
    return ""


def _difference(archive: zipfile.ZipFile, member: zipfile.ZipInfo, expected: Member) -> str:
    if member.file_size != expected.size:
        return f"tệp dài {member.file_size} byte, bảng kê ghi {expected.size} byte"
    digest = hashlib.sha256()
    try:
        with archive.open(member) as content:
            while part := content.read(_AT_A_TIME):
                digest.update(part)
    except _BROKEN:
        return "tệp hỏng, không giải nén được"
    return "" if digest.hexdigest() == expected.sha256 else "mã SHA-256 khác với bảng kê"


def _contradictions(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """What cannot have been written together, in an archive whose hashes all fit: it was made by other means."""
    tables = {one.shape.name: one for one in manifest.tables}
    known = {one.path for one in manifest.tables} | {README} | {one.path for one in manifest.files}
    if len(tables) != len(manifest.tables) or known != {one.path for one in manifest.members}:
        yield MANIFEST, "các bảng và tệp không đúng là của một bản sao lưu"
        return
    unread = list(_unreadable_tables(archive, manifest))
    yield from unread
    if unread:
        return
    try:
        named = {one.name: one.sha256 for one in named_files(lambda name: _mapped(archive, tables[name]))}
    except (KeyError, ValueError):
        yield "", "các bảng không phải của một sổ đăng ký"
        return
    absent = {one.file.name: one.file.sha256 for one in manifest.absent}
    kept = {one.path.removeprefix(FILES_FOLDER): one.sha256 for one in manifest.files}
    if len(kept) + len(absent) != len(named) or kept | absent != named:
        yield "", "các tệp trong bản sao lưu không phải là những tệp mà sổ đăng ký ghi"


def _unreadable_tables(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[tuple[str, str]]:
    for table in manifest.tables:
        try:
            count = 0
            for row in _rows(archive, table):
                table.shape.row_in(row)
                count += 1
        except (*_BROKEN, TypeError, RecursionError):
            yield table.path, "có dòng không phải bản ghi của bảng này"
            continue
        if count != table.rows:
            yield table.path, f"có {count} dòng, bảng kê ghi {table.rows}"


def _rows(archive: zipfile.ZipFile, table: StoredTable) -> Iterator[Row]:
    with archive.open(table.path) as lines:
        while line := lines.readline(LINE_LIMIT_MB * MEGABYTE):
            values: Any = json.loads(line)
            if not isinstance(values, list):
                raise TypeError("a row is a list of values")
            yield tuple(values)


def _mapped(archive: zipfile.ZipFile, table: StoredTable) -> Iterator[Mapping[str, Value]]:
    return mapped_rows(table.shape, _rows(archive, table))


def mapped_rows(shape: TableShape, rows: Iterable[Row]) -> Iterator[Mapping[str, Value]]:
    """Rows with the names of their columns."""
    names = [one.name for one in shape.columns]
    return (dict(zip(names, row, strict=True)) for row in rows)


def file_of(member: Member) -> NamedFile:
    """The letter or evidence that a member holds."""
    return NamedFile(name=member.path.removeprefix(FILES_FOLDER), sha256=member.sha256)


def unusable(name: str, message: str, remedy: str = _OTHER_COPY) -> UnusableBackup:
    """The error that says one thing of a whole archive."""
    return UnusableBackup((Problem(file=name, place="", message=message, remedy=remedy),))


def _unusable(name: str, faults: Iterable[tuple[str, str]]) -> UnusableBackup:
    return UnusableBackup(
        Problem(file=name, place=place, message=message, remedy=_OTHER_COPY) for place, message in faults
    )
