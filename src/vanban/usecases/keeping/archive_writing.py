"""Writing the archive of an office, member after member, with what each must be."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from vanban.store.canonical import canonical_json
from vanban.store.portable.table_shape import Row, TableShape
from vanban.usecases.keeping.manifest import FILES_FOLDER, MANIFEST, README, Manifest, Member, StoredTable
from vanban.usecases.keeping.sealed_file import SEAL_BYTES, SealingStream

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date of the format: a member's bytes do not depend on when it was written."""
_ABOUT = """Bản sao lưu của phần mềm vanban, làm lúc {made_at}.

tables/        mọi bảng của sổ đăng ký, mỗi dòng một bản ghi (JSON)
files/         các tệp DOCX, PDF đã phát hành và tài liệu kèm theo báo cáo
MANIFEST.json  bảng kê: mã SHA-256 của từng tệp, phiên bản, mã băm cuối của nhật ký

Kiểm tra tệp này:         vanban restore TỆP --check
Khôi phục vào chỗ trống:  vanban restore TỆP --database SỔ-MỚI --out THƯ-MỤC-MỚI

Không mở ra rồi nén lại: tệp đã đổi dù một byte thì không khôi phục được.
"""


class ArchiveWriter:
    """An archive that is being written to a stream; closed by :meth:`finish`."""

    def __init__(self, file: BinaryIO) -> None:
        self._stream = SealingStream(file)
        self._zip = zipfile.ZipFile(cast("BinaryIO", self._stream), "w")
        self._zip.comment = b"0" * SEAL_BYTES
        self._members: list[Member] = []

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(self._members)

    def add_table(self, shape: TableShape, rows: Iterable[Row]) -> StoredTable:
        """Write a table, a line for each row."""
        count = 0
        path = StoredTable(shape=shape, rows=0).path
        with self._member(path, zipfile.ZIP_DEFLATED) as member:
            for row in rows:
                member.write(f"{canonical_json(row)}\n".encode())
                count += 1
        return StoredTable(shape=shape, rows=count)

    def add_file(self, name: str, content: bytes) -> None:
        """Write a letter or evidence as it is: both are packed already, and what is not packed cannot be a bomb."""
        with self._member(FILES_FOLDER + name, zipfile.ZIP_STORED) as member:
            member.write(content)

    def add_about(self, made_at: str) -> None:
        """Write what the archive is, for whoever opens it without knowing."""
        with self._member(README, zipfile.ZIP_DEFLATED) as member:
            member.write(_ABOUT.format(made_at=made_at).encode())

    def finish(self, manifest: Manifest) -> str:
        """Write the manifest and the seal, which is returned."""
        with self._member(MANIFEST, zipfile.ZIP_DEFLATED) as member:
            member.write(manifest.text().encode())
        self._zip.close()
        return self._stream.seal()

    @contextmanager
    def _member(self, path: str, packing: int) -> Iterator[_Counted]:
        info = zipfile.ZipInfo(path, _FIRST_DAY)
        info.compress_type = packing
        with self._zip.open(info, "w", force_zip64=True) as stream:
            counted = _Counted(cast("BinaryIO", stream))
            yield counted
        self._members.append(Member(path=path, size=counted.size, sha256=counted.digest.hexdigest()))


class _Counted:
    """A member while it is written, with its size and hash so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> None:
        self._stream.write(content)
        self.size += len(content)
        self.digest.update(content)
