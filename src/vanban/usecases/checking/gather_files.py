"""The DOCX and PDF files that somebody means: named one by one, in folders, in ZIP files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vanban.domain.judging.inspected import FileKind

MOST_FILES = 10_000
MOST_BYTES_IN_ZIP = 2_000_000_000
LARGEST_FILE = 200_000_000
LARGEST_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 50_000_000
"""DOCX and PDF files are packed already: a ZIP makes little more than themselves of them."""
_CHUNK = 1 << 20
_KINDS = {f".{kind.value}": kind for kind in FileKind}
_ZIP = ".zip"
_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError)
_NOT_OURS = ("~$", ".")
"""What Word leaves beside an open file, and what is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to check: where it lies, and what to call it; with a ``problem`` it is not read."""

    name: str
    path: Path
    kind: FileKind | None = None
    problem: str = ""


def gather_files(paths: Sequence[Path], scratch: Path) -> tuple[Source, ...]:
    """Every file meant by ``paths``, each once; members of ZIP files are unpacked into ``scratch``."""
    found: dict[str, Source] = {}
    for path in paths:
        for one in _sources(path, scratch):
            found.setdefault(one.name, one)
            if len(found) > MOST_FILES:
                return (*found.values(), _unread(path, f"có hơn {MOST_FILES} tệp → chia thành nhiều lần kiểm tra"))
    return tuple(found.values())


def _sources(path: Path, scratch: Path) -> Iterator[Source]:
    if path.is_dir():
        yield from _in_folder(path, scratch)
    elif not path.exists():
        yield _unread(path, "không có tệp này → kiểm tra lại tên và đường dẫn")
    elif path.suffix.lower() == _ZIP:
        yield from _in_zip(path, scratch)
    elif kind := _KINDS.get(path.suffix.lower()):
        yield Source(name=_shown(path), path=path, kind=kind)
    else:
        yield _unread(path, "không phải tệp DOCX, PDF hay ZIP → lưu lại dưới dạng DOCX hoặc PDF")


def _in_folder(folder: Path, scratch: Path) -> Iterator[Source]:
    wanted = [*_KINDS, _ZIP]
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in wanted and path.is_file() and not path.name.startswith(_NOT_OURS)
    ]
    if not files:
        yield _unread(folder, "thư mục không có tệp DOCX, PDF hay ZIP nào → chọn thư mục khác")
    for path in files:
        yield from _sources(path, scratch)


def _in_zip(path: Path, scratch: Path) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, path, scratch)
    except _DAMAGE as error:
        yield _unread(path, f"tệp ZIP hỏng hoặc không đọc được ({error}) → nén lại")


def _members(archive: zipfile.ZipFile, path: Path, scratch: Path) -> Iterator[Source]:
    infos = [info for info in archive.infolist() if _is_ours(info)]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES_IN_ZIP:
        yield _unread(path, f"tệp ZIP có hơn {MOST_FILES} tệp hoặc hơn 2 GB khi giải nén → chia nhỏ")
        return
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > max(RATIO_COUNTS_FROM_BYTES, LARGEST_RATIO * packed):
        yield _unread(path, "tệp ZIP nén bất thường, có thể gây hại → nén lại")
        return
    if not infos:
        yield _unread(path, "tệp ZIP không có tệp DOCX, PDF nào → kiểm tra lại")
    for number, info in enumerate(infos):
        name = f"{_shown(path)}/{info.filename}"
        kind = _KINDS[PurePosixPath(info.filename).suffix.lower()]
        # Names inside a ZIP are anybody's: files are unpacked under names of our own.
        target = scratch / f"{len(list(scratch.iterdir()))}-{number}.{kind.value}"
        yield _unpacked(archive, info, Source(name=name, path=target, kind=kind))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> Source:
    """One member on the disk, at most as many bytes of it as a file may have."""
    if info.flag_bits & 1:
        return Source(name=source.name, path=source.path, problem="tệp trong ZIP có mật khẩu → bỏ mật khẩu")
    written = 0
    with archive.open(info) as member, source.path.open("wb") as file:
        while chunk := member.read(_CHUNK):
            written += len(chunk)
            if written > LARGEST_FILE:
                too_large = f"tệp lớn hơn {LARGEST_FILE // 1_000_000} MB → kiểm tra lại tệp"
                return Source(name=source.name, path=source.path, problem=too_large)
            file.write(chunk)
    return source


def _is_ours(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename)
    hidden = name.name.startswith(_NOT_OURS) or "__MACOSX" in name.parts
    return name.suffix.lower() in _KINDS and not info.is_dir() and not hidden


def _unread(path: Path, problem: str) -> Source:
    return Source(name=_shown(path), path=path, problem=problem)


def _shown(path: Path) -> str:
    """The name as text that every output can hold; what is no UTF-8 in it, as bytes."""
    return str(path).encode(errors="surrogateescape").decode(errors="backslashreplace")
