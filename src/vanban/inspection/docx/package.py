"""A DOCX file opened with care: its parts are read within limits, and what is dangerous or no DOCX is refused."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from vanban.inspection.docx.names import RELATIONSHIPS, STRICT
from vanban.inspection.unreadable import UnreadableFile

LARGEST_FILE_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
LARGEST_PART_BYTES = 16 * 1024 * 1024
MOST_TAGS = 1_500_000
"""A part that is read is held in memory as a tree, which is large where its tags are many: these take some 250 MB."""
LARGEST_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024
"""Small parts of repeated markup pack tightly and harm nobody."""
MOST_MEMBERS = 5000
_SMALL_PART_BYTES, _SMALL_PARTS_KEPT = 4096, 128

_KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTENT_TYPES = "[content_types].xml"
_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What zipfile raises on archives that are damaged, encrypted or packed in ways that Word does not use."""
_SAVE_AGAIN = "mở bằng Word hoặc LibreOffice, lưu lại thành tệp .docx rồi kiểm tra lại"


@dataclass(frozen=True, slots=True)
class Part:
    """An XML part: its name in the archive, its root and the parts that it points at, by id."""

    name: str
    root: ET.Element
    relations: Mapping[str, tuple[str, str]]
    """Id → kind of relation (``header``, ``styles``) and the name of the part meant."""

    def related(self, kind: str) -> str | None:
        """The first part of that kind."""
        return next((target for one, target in self.relations.values() if one == kind), None)


class DamagedXml(Exception):
    """XML that is broken or not to be trusted; the message is Vietnamese and begins with the verb."""


class BeyondLimits(Exception):
    """A document that is larger or deeper than is measured; the message is Vietnamese and says how."""


def xml_tree(content: bytes) -> ET.Element:
    """The root of XML that has no document type: nothing in it stands for something else. It is not to be changed.

    Raises:
        DamagedXml: It is broken, has a document type or is too large.
    """
    return _kept_tree(content) if len(content) <= _SMALL_PART_BYTES else _read_tree(content)


@lru_cache(_SMALL_PARTS_KEPT)
def _kept_tree(content: bytes) -> ET.Element:
    """The tree of a small part: the letters of an office share their headers and lists of parts."""
    return _read_tree(content)


def _read_tree(content: bytes) -> ET.Element:
    if any(declaration in content for declaration in _DECLARATIONS):
        raise DamagedXml("có khai báo DOCTYPE, có thể gây hại")
    if content.count(b"<") > MOST_TAGS:
        raise DamagedXml("quá dài")
    for strict, usual in STRICT.items():
        if strict in content:
            content = content.replace(strict, usual)
    parser = ET.XMLParser()  # noqa: S314  # document types are refused above, sizes are limited
    try:
        parser.feed(content)
        root: ET.Element = parser.close()
    except (ET.ParseError, LookupError, ValueError) as error:
        raise DamagedXml("bị hỏng") from error
    return root


class Package:
    """An open DOCX; parts are read when they are asked for.

    Raises:
        UnreadableFile: It is no DOCX that can be measured.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.name
        content = self._content(path)
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except _BROKEN as error:
            raise self.refused("tệp bị hỏng hoặc không phải tệp .docx") from error
        self._members = {info.filename.lower(): info for info in self._archive.infolist()}
        self._check_members()
        self._check_kind()

    def main(self) -> Part:
        """The part that holds the text."""
        package = self._relations("")
        target = next((name for kind, name in package.values() if kind == "officeDocument"), "word/document.xml")
        return self.part(target)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name.lower() in self._members

    def part(self, name: str) -> Part:
        """An XML part that must be there."""
        if not self.has(name):
            raise self.refused(f"tệp thiếu phần {name}")
        return Part(name=name, root=self._tree(name), relations=self._relations(name))

    def bytes_of(self, name: str | None) -> bytes | None:
        """The content of a part that may be missing."""
        return None if name is None or not self.has(name) else self._read(name)

    def tree_of(self, name: str, content: bytes) -> ET.Element:
        """The root of a part whose bytes are known."""
        try:
            return xml_tree(content)
        except DamagedXml as error:
            raise self.refused(f"phần {name[:80]} {error}") from error

    def refused(self, reason: str, remedy: str = _SAVE_AGAIN) -> UnreadableFile:
        """The error that says why this file cannot be measured."""
        return UnreadableFile(self.file, reason, remedy)

    def _content(self, path: Path) -> bytes:
        try:
            if not path.is_file():
                raise self.refused("không có tệp này", "kiểm tra lại đường dẫn")
            if path.stat().st_size > LARGEST_FILE_BYTES:
                raise self.refused("tệp lớn hơn 20 MB", "bỏ bớt hình ảnh rồi lưu lại")
            content = path.read_bytes()
        except OSError as error:
            raise self.refused("không mở được tệp", "kiểm tra quyền đọc tệp") from error
        if content.startswith(_OLD_OFFICE):
            if _ENCRYPTED in content:
                raise self.refused("tệp có đặt mật khẩu", "bỏ mật khẩu rồi lưu lại")
            raise self.refused("tệp Word kiểu cũ (.doc)", "mở bằng Word hoặc LibreOffice rồi lưu thành tệp .docx")
        return content

    def _check_members(self) -> None:
        infos = self._archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise self.refused(f"tệp có hơn {MOST_MEMBERS} phần")
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
            raise self.refused("tệp có đặt mật khẩu", "bỏ mật khẩu rồi lưu lại")
        if any(info.compress_type not in _KNOWN_PACKING for info in infos):
            raise self.refused("tệp nén theo cách mà Word không dùng")
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED_BYTES:
            raise self.refused("nội dung giải nén lớn hơn 200 MB", "bỏ bớt hình ảnh rồi lưu lại")
        for info in infos:
            if info.file_size > max(RATIO_COUNTS_FROM_BYTES, info.compress_size * LARGEST_RATIO):
                raise self.refused(f"phần {info.filename[:80]} nén bất thường, có thể gây hại")

    def _check_kind(self) -> None:
        if _CONTENT_TYPES not in self._members:
            raise self.refused("tệp không phải văn bản Word (.docx)")
        types = self._read(_CONTENT_TYPES)
        if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in self._members):
            raise self.refused("tệp có macro", "lưu lại thành tệp .docx, không có macro")
        # The tree is read too, so that a document type hidden here is refused.
        kinds = [node.get("ContentType", "") for node in self.tree_of("[Content_Types].xml", types)]
        if not any(kind.endswith(_MAIN_TYPES) for kind in kinds):
            raise self.refused("tệp không phải văn bản Word (.docx)")

    def _read(self, name: str) -> bytes:
        info = self._members[name.lower()]
        if info.file_size > LARGEST_PART_BYTES:
            raise self.refused(f"phần {name[:80]} lớn hơn 16 MB", "chia văn bản thành nhiều tệp")
        try:
            with self._archive.open(info) as opened:
                content = opened.read(LARGEST_PART_BYTES + 1)
        except _BROKEN as error:
            raise self.refused(f"phần {name[:80]} bị hỏng") from error
        if len(content) > LARGEST_PART_BYTES:
            raise self.refused(f"phần {name[:80]} lớn hơn 16 MB", "chia văn bản thành nhiều tệp")
        return content

    def _tree(self, name: str) -> ET.Element:
        return self.tree_of(name, self._read(name))

    def _relations(self, name: str) -> Mapping[str, tuple[str, str]]:
        folder, own = posixpath.split(name)
        where = posixpath.join(folder, "_rels", f"{own}.rels")
        if where.lower() not in self._members:
            return {}
        found = {}
        for node in self._tree(where).iter(_PACKAGE_RELATIONS):
            if node.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/")
                found[node.get("Id", "")] = (node.get("Type", "").rpartition("/")[2], target)
        return found


def relation_id(node: ET.Element) -> str:
    """The id by which a node points at another part."""
    return node.get(f"{{{RELATIONSHIPS}}}id", "")
