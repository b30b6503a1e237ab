"""Whether the register's database can be reached, fits the software, is sound, and lies where it is safe."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url, select, text
from sqlalchemy.exc import ArgumentError

from vanban.domain.errors import StoreUnavailable
from vanban.store import audit
from vanban.store.database import Database, connect
from vanban.store.failures import holds_a_password
from vanban.store.schema import CURRENT_VERSION, version_of
from vanban.store.tables import register_series
from vanban.usecases.keeping.checkup import Check, failed, fault, good, warning

SUBJECT = "Cơ sở dữ liệu"
_REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.s3fs"}
)
"""Kinds of file systems that lie on another machine: the log of SQLite needs memory that all its readers share."""
_RESTORE = "giữ nguyên tệp, báo người quản trị; khôi phục bản sao lưu gần nhất bằng 'vanban restore' vào chỗ mới"


def examine_database(url_or_path: str, mounts: str) -> Iterator[Check]:
    """The database as it is: nothing is made and nothing is brought up to date.

    Args:
        url_or_path: as in every command.
        mounts: the text of ``/proc/mounts``, empty where there is none.
    """
    try:
        path = _sqlite_file(url_or_path)
        database, version = _answering(url_or_path)
        if database is None:
            yield good(SUBJECT, f"chưa có {path}; lệnh ghi đầu tiên sẽ tạo")
            return
        yield _check_version(database, version)
        if version is not None:
            yield from _check_rows(database)
        if path is not None:
            yield check_disk(path, mounts)
    except StoreUnavailable as error:
        yield failed(SUBJECT, error)


def issuing_offices(url_or_path: str) -> frozenset[str]:
    """The ids of the organisations that have a register; none where the database does not answer."""
    try:
        database, version = _answering(url_or_path)
        if database is None or version is None:
            return frozenset()
        with database.reading() as connection:
            return frozenset(connection.scalars(select(register_series.c.organ_id).distinct()))
    except StoreUnavailable:
        return frozenset()


def kept_register(url_or_path: str) -> Database | None:
    """The database where it answers and has the tables of this software; nothing is made."""
    try:
        database, version = _answering(url_or_path)
    except StoreUnavailable:
        return None
    return database if version == CURRENT_VERSION else None


def check_disk(path: Path, mounts: str) -> Check:
    """Whether a SQLite file lies on a disk of this machine."""
    subject = "Ổ đĩa của cơ sở dữ liệu"
    kind = _file_system(path.absolute(), mounts)
    if kind in _REMOTE:
        return fault(
            subject,
            f"{path} nằm trên ổ mạng ({kind}): nhật ký ghi trước của SQLite không an toàn ở đó, sổ có thể hỏng",
            "chép sổ về ổ đĩa của máy này bằng 'vanban backup' và 'vanban restore', hoặc dùng PostgreSQL",
        )
    return good(subject, f"ổ đĩa của máy này{f' ({kind})' if kind else ''}")


def _answering(url_or_path: str) -> tuple[Database | None, str | None]:
    """The database and the version of its tables; a file that is not there is not made."""
    path = _sqlite_file(url_or_path)
    if path is not None and not path.exists():
        return None, None
    database = connect(url_or_path)
    with database.reading() as connection:
        return database, version_of(connection)


def _check_version(database: Database, version: str | None) -> Check:
    where = database.engine.url.render_as_string()
    size = f"{_size(database) / 10**6:.1f} MB".replace(".", ",")
    if version is None:
        return good(SUBJECT, f"{where}: mở được, chưa có bảng nào; lệnh ghi đầu tiên sẽ tạo")
    if version > CURRENT_VERSION:
        return fault(SUBJECT, f"{where}: bảng phiên bản {version}, mới hơn phần mềm này", "cập nhật phần mềm")
    if version < CURRENT_VERSION:
        remedy = f"sao lưu ngay; lệnh kế tiếp sẽ tự nâng lên {CURRENT_VERSION}"
        return warning(SUBJECT, f"{where}: bảng phiên bản {version}, {size}", remedy)
    return good(SUBJECT, f"{where}: bảng phiên bản {version}, {size}")


def _check_rows(database: Database) -> Iterator[Check]:
    if database.engine.dialect.name == "sqlite":
        with database.reading() as connection:
            found = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
        if found != "ok":
            yield fault("Tệp SQLite", f"hỏng: {found}", _RESTORE)
    began = time.monotonic()
    verdict = audit.verify(database)
    if verdict.sound:
        seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
        yield good("Nhật ký", f"nguyên vẹn: {verdict.entries} mục, kiểm tra trong {seconds} giây")
    else:
        yield fault("Nhật ký", verdict.message, _RESTORE)


def _size(database: Database) -> int:
    url = database.engine.url
    if url.get_backend_name() == "sqlite":
        files = (Path(f"{url.database}{ending}") for ending in ("", "-wal"))
        return sum(one.stat().st_size for one in files if one.exists())
    with database.reading() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _sqlite_file(url_or_path: str) -> Path | None:
    """The file of a SQLite database, ``None`` for a server."""
    if holds_a_password(url_or_path):
        return None  # refused by whoever opens it
    if "://" not in url_or_path:
        return Path(url_or_path)
    try:
        url = make_url(url_or_path)
    except (ArgumentError, ValueError):
        return None  # said by whoever opens it
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _file_system(path: Path, mounts: str) -> str:
    """The kind of the file system that holds a path: that of the longest mount point above it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, its_kind, *_ = [*line.split(), "", "", ""]
        point = point.replace("\\040", " ")
        above = bool(point) and (point == "/" or f"{path}/".startswith(f"{point.rstrip('/')}/"))
        if above and len(point) >= len(best):
            best, kind = point, its_kind
    return kind
