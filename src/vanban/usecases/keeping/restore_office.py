"""An office brought back from its archive, into an empty database and an empty place for its letters."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vanban.domain.errors import IllegalTransition
from vanban.domain.judging.finding import Finding
from vanban.storage.folder import FolderStorage
from vanban.storage.storage import Storage, StorageFailed
from vanban.store import audit
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import Database, connect
from vanban.store.portable.table_loading import loaded_tables, tables_with_rows
from vanban.store.schema import CURRENT_VERSION
from vanban.usecases.keeping.archive_reading import Archive, file_of, unusable, whole_archive
from vanban.usecases.keeping.manifest import Manifest, Member

UNFINISHED = "KHOI-PHUC-CHUA-XONG.txt"
"""Lies among the letters from the first file to the end, so that half an office is not taken for a whole one."""
_ABOUT = """Thư mục này đang được khôi phục từ bản sao lưu {name}, chưa xong. Đừng dùng, đừng phát hành văn bản.
Lệnh khôi phục bị ngắt thì chạy lại đúng lệnh ấy; xong thì tệp này tự mất.
Dấu niêm phong của bản sao lưu: {seal}
"""
_WRITTEN_TOGETHER = 8
"""Files that the disk gets at a time: it takes in several hardly slower than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """An office as it is after its restoration; ``findings`` is what is wrong in its register.

    The archive said the same of the register when it was made, or the restoration would have failed.
    """

    manifest: Manifest
    findings: tuple[Finding, ...]


def restore_office(path: Path, database_url: str, storage: Storage, *, expected_head: str = "") -> Restoration:
    """Bring everything back, or nothing; begun again after a crash, it goes on.

    Args:
        path: the archive.
        database_url: of the database, which has no rows; nothing is made there before the archive is known to be whole.
        storage: has no files.
        expected_head: the hash of an audit entry noted elsewhere, which must be in the archive.

    Raises:
        UnusableBackup: The archive is damaged, was tampered with, or is of newer software; nothing was written.
        IllegalTransition: The database or the place for the letters is not empty; nothing was written.
        StorageFailed: A file cannot be written, or there is no room for all.
        StoreUnavailable: The database fails.
    """
    with whole_archive(path) as archive:
        _refuse_newer(archive, path)
        _refuse_other_chain(archive, path, expected_head)
        begun = _refuse_files(storage, archive)
        database = connect(database_url)
        with database.reading() as connection:
            taken = tables_with_rows(connection)
        if not taken:
            _refuse_small_disks(archive.manifest, database, storage)
            _load(archive, path, database, storage, begun=begun)
        elif begun and _same_office(archive.manifest, database):
            _write_files(archive, path, storage, begun=True)
        else:
            raise IllegalTransition(
                f"Cơ sở dữ liệu đã có dữ liệu (bảng {', '.join(taken)}) → Khôi phục vào cơ sở dữ liệu mới; lệnh này"
                " không ghi đè và không trộn vào sổ đang có."
            )
        findings = _verify(archive.manifest, database)
    storage.remove(UNFINISHED)
    return Restoration(manifest=archive.manifest, findings=findings)


def check_backup(path: Path, *, expected_head: str = "") -> Manifest:
    """What an archive holds, after all of it was read; nothing is written.

    Raises:
        UnusableBackup: as :func:`restore_office` says.
    """
    with whole_archive(path) as archive:
        _refuse_newer(archive, path)
        _refuse_other_chain(archive, path, expected_head)
        return archive.manifest


def _load(archive: Archive, path: Path, database: Database, storage: Storage, *, begun: bool) -> None:
    tables = {one.shape: one for one in archive.manifest.tables}
    try:
        with loaded_tables(database, archive.manifest.schema, tuple(tables), lambda shape: archive.rows(tables[shape])):
            _write_files(archive, path, storage, begun=begun)
    except ValueError as error:
        raise unusable(path.name, f"các bảng không nạp được vào sổ đăng ký ({error})") from error


def _write_files(archive: Archive, path: Path, storage: Storage, *, begun: bool) -> None:
    storage.write_whole(UNFINISHED, _ABOUT.format(name=path.name, seal=archive.seal).encode())
    for batch in _batches(archive.manifest.files):
        storage.write_all(_contents(archive, batch, storage if begun else None))


def _contents(archive: Archive, batch: tuple[Member, ...], there: Storage | None) -> Iterator[tuple[str, bytes]]:
    """The files of a batch, but for those that lie ``there`` already."""
    for member in batch:
        named = file_of(member)
        if there is not None and there.sha256_of(named.name) == named.sha256:
            continue
        content = archive.content(member)
        if hashlib.sha256(content).hexdigest() != named.sha256:
            raise StorageFailed(f"Bản sao lưu bị sửa trong lúc đang đọc, ở tệp {named.name} → Chạy lại lệnh.")
        yield named.name, content


def _batches(files: tuple[Member, ...]) -> Iterator[tuple[Member, ...]]:
    return (files[start : start + _WRITTEN_TOGETHER] for start in range(0, len(files), _WRITTEN_TOGETHER))


def _refuse_newer(archive: Archive, path: Path) -> None:
    if archive.manifest.schema > CURRENT_VERSION:
        raise unusable(
            path.name,
            f"do bản phần mềm mới hơn làm ra (vanban {archive.manifest.vanban}, bảng {archive.manifest.schema})",
            "cập nhật phần mềm rồi chạy lại",
        )


def _refuse_other_chain(archive: Archive, path: Path, expected_head: str) -> None:
    """A log that was rewritten from some entry on has other hashes from there."""
    if not expected_head:
        return
    table = next(one for one in archive.manifest.tables if one.shape.name == "audit_entry")
    position = [one.name for one in table.shape.columns].index("entry_hash")
    if not any(row[position] == expected_head for row in archive.rows(table)):
        raise unusable(
            path.name,
            f"nhật ký trong bản sao lưu không có mục mang mã băm {expected_head}",
            "dùng bản sao lưu làm sau khi ghi mã băm ấy; nếu không có thì nhật ký đã bị viết lại",
        )


def _refuse_files(storage: Storage, archive: Archive) -> bool:
    """Whether a restoration from this very archive was begun here; anything else must be an empty place."""
    found = set(storage.names())
    mark = storage.read(UNFINISHED) if UNFINISHED in found else None
    begun = mark is not None and archive.seal.encode() in mark
    foreign = found - {UNFINISHED} - ({file_of(one).name for one in archive.manifest.files} if begun else set())
    if mark is not None and not begun:
        raise IllegalTransition(
            f"Ở '{storage}' có lần khôi phục chưa xong từ bản sao lưu khác → Chạy lại với bản sao lưu ấy"
            f" (xem {UNFINISHED}), hoặc khôi phục vào chỗ khác còn trống."
        )
    if foreign:
        raise IllegalTransition(
            f"'{storage}' đã có {len(foreign)} tệp (ví dụ {min(foreign)}) → Khôi phục vào một thư mục mới hoặc rỗng;"
            " lệnh này không ghi đè tệp đang có."
        )
    return begun


def _refuse_small_disks(manifest: Manifest, database: Database, storage: Storage) -> None:
    """What would fill the disk half way is told before the first byte."""
    letters = sum(one.size for one in manifest.files)
    rows = sum(one.size for one in manifest.members) - letters
    needed: dict[Path, int] = {}
    if isinstance(storage, FolderStorage):
        needed[storage.root] = letters
    url = database.engine.url
    if url.get_backend_name() == "sqlite":
        # The rows go through the log beside the file.
        needed[Path(url.database or "").parent] = 2 * rows
    for folder, size in needed.items():
        there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
        free = shutil.disk_usage(there).free
        if size > free:
            raise StorageFailed(
                f"Ổ đĩa của {folder} chỉ còn {free // 10**6} MB, cần {size // 10**6} MB → Dọn bớt hoặc chọn ổ khác."
            )


def _same_office(manifest: Manifest, database: Database) -> bool:
    verdict = audit.verify(database)
    return (verdict.entries, verdict.head) == (manifest.entries, manifest.head)


def _verify(manifest: Manifest, database: Database) -> tuple[Finding, ...]:
    """Faults of an archive that had none are ours; those that it had are told again."""
    findings = audit_register(database)
    if not manifest.faults and (findings or not _same_office(manifest, database)):
        raise IllegalTransition(
            "Sổ vừa khôi phục không khớp với nhật ký trong bản sao lưu → Đừng dùng sổ này; giữ nguyên bản sao lưu,"
            " chạy 'vanban audit verify' và báo người quản trị."
        )
    return findings
