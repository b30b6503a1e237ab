"""A pack is looked at before it is loaded or passed on: every file that its manifest names, and no other."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban.domain.errors import Problem
from vanban.usecases.packing.pack_campaign import MEMBERS_LIMIT, SIZE_LIMIT_MB
from vanban.usecases.packing.pack_contents import MANIFEST
from vanban.usecases.packing.pack_paths import is_safe

_MANIFEST_LIMIT_MB = 64
_MEGABYTE = 1024 * 1024
_AT_A_TIME = 256 * 1024
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What the library raises for a member that is broken, encrypted or packed in a way that it does not know."""
_MAKE_ANEW = "tạo lại gói bằng 'vanban pack', hoặc xin lại tệp gói"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    size: int
    sha256: str


def verify_pack(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a pack; empty when every file is the one that its manifest names.

    The manifest cannot vouch for itself: to be sure of it, compare the SHA-256 of the whole pack.
    """
    try:
        with zipfile.ZipFile(path) as pack:
            return tuple(_problems(pack, path.name))
    except FileNotFoundError:
        return (Problem(file=str(path), place="", message="không có tệp này", remedy="kiểm tra đường dẫn"),)
    except _UNREADABLE:
        return (Problem(file=str(path), place="", message="không phải tệp ZIP đọc được", remedy=_MAKE_ANEW),)


def _problems(pack: zipfile.ZipFile, file: str) -> Iterator[Problem]:
    members = [one for one in pack.infolist() if not one.is_dir()]
    by_name = {one.filename: one for one in members}
    unpacked = sum(one.file_size for one in members)
    if len(members) > MEMBERS_LIMIT or unpacked > 2 * SIZE_LIMIT_MB * _MEGABYTE:
        yield Problem(file=file, place="", message="gói quá lớn để kiểm tra", remedy=_MAKE_ANEW)
        return
    listed = _listed(pack, by_name.get(MANIFEST))
    if listed is None:
        yield Problem(file=file, place=MANIFEST, message="thiếu hoặc không đọc được bảng kê này", remedy=_MAKE_ANEW)
        return
    if len(by_name) != len(members):
        yield _problem(file, "", "có hai tệp trùng đường dẫn")
    messages = {name: _unlisted(name, listed) for name in by_name}
    for name, expected in listed.items():
        messages[name] = messages.get(name) or _difference(pack, by_name.get(name), expected)
    for name, message in messages.items():
        if message:
            yield _problem(file, name, message)


def _unlisted(name: str, listed: Mapping[str, _Listed]) -> str:
    if not is_safe(name):
        return "đường dẫn ra ngoài thư mục giải nén hoặc có ký tự lạ"
    return "" if name == MANIFEST or name in listed else "tệp không có trong bảng kê"


def _problem(file: str, place: str, message: str) -> Problem:
    return Problem(file=file, place=place, message=message, remedy=_MAKE_ANEW)


def _listed(pack: zipfile.ZipFile, member: zipfile.ZipInfo | None) -> Mapping[str, _Listed] | None:
    """What the manifest says of each file, or ``None`` where it says nothing that can be understood."""
    if member is None or member.file_size > _MANIFEST_LIMIT_MB * _MEGABYTE:
        return None
    try:
        manifest = json.loads(pack.read(member))
        entries = [*(file for letter in manifest["letters"] for file in letter["files"]), *manifest["other_files"]]
        return {str(one["path"]): _Listed(size=int(one["size"]), sha256=str(one["sha256"])) for one in entries}
    except (*_UNREADABLE, ValueError, KeyError, TypeError):
        return None


def _difference(pack: zipfile.ZipFile, member: zipfile.ZipInfo | None, expected: _Listed) -> str:
    if member is None:
        return "thiếu tệp có trong bảng kê"
    if member.file_size != expected.size:
        return f"tệp dài {member.file_size} byte, bảng kê ghi {expected.size} byte"
    digest = hashlib.sha256()
    try:
        with pack.open(member) as content:
            while part := content.read(_AT_A_TIME):
                digest.update(part)
    except _UNREADABLE:
        return "tệp hỏng, không giải nén được"
    return "" if digest.hexdigest() == expected.sha256 else "mã SHA-256 khác với bảng kê"
