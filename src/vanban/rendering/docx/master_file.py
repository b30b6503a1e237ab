"""The parts of a Word master, read within limits: a master that calls elsewhere would do so in every letter."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from vanban.rendering.filling import broken_master

_MOST_PARTS = 1000
_LARGEST_UNPACKED_BYTES = 100 * 1024 * 1024
_SAVE_AGAIN = "mở bằng Word rồi lưu lại dạng .docx"
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External")
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def master_parts(path: Path) -> dict[str, bytes]:
    """Every part by its name.

    Raises:
        InvalidTemplate: it is missing, no ZIP, too large, holds macros, entities, or something from elsewhere.
    """
    try:
        with zipfile.ZipFile(path) as file:
            if len(file.infolist()) > _MOST_PARTS or sum(one.file_size for one in file.infolist()) > (
                _LARGEST_UNPACKED_BYTES
            ):
                raise broken_master(path, "tệp nén bung ra quá lớn", "dùng lại tệp mẫu kèm theo phần mềm")
            parts = {name: file.read(name) for name in file.namelist()}
    except FileNotFoundError as error:
        raise broken_master(path, "không có tệp mẫu này", "dùng lại tệp mẫu kèm theo phần mềm") from error
    except _BROKEN as error:
        raise broken_master(path, "không đọc được như một tệp DOCX", _SAVE_AGAIN) from error
    if danger := _danger(parts):
        raise broken_master(path, danger, "dùng lại tệp mẫu kèm theo phần mềm, hoặc bỏ phần ấy trong Word rồi lưu lại")
    return parts


def _danger(parts: Mapping[str, bytes]) -> str:
    for name, content in parts.items():
        if name.lower().endswith("vbaproject.bin"):
            return "có macro"
        if name.endswith((".xml", ".rels")) and any(one in content for one in _DECLARATIONS):
            return f"phần {name[:80]} có khai báo DOCTYPE"
        if name.endswith(".rels") and any(_calls_elsewhere(one) for one in _RELATION.findall(content)):
            return f"phần {name[:80]} gọi tới tệp hoặc địa chỉ bên ngoài"
    return ""


def _calls_elsewhere(relation: bytes) -> bool:
    """Whether Word would fetch something when it opens the file; a link waits for a click."""
    return bool(_OUTSIDE.search(relation)) and not _LINK.search(relation)
