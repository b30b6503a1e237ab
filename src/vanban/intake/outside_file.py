"""A file from outside, on the disk or in memory, whose size is looked at before it is opened."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from vanban.intake.reading import Unusable

LARGEST_FILE_BYTES = 20 * 1024 * 1024

Content: TypeAlias = Path | bytes
"""Where the bytes of a file are: on the disk, or here."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as it stands in its file, with the line or row number that its reader sees."""

    number: int
    values: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(value.strip() for value in self.values)


class UnreadableTable(Unusable):
    """A table of which nothing more can be read; ``line`` is where, 0 when it is the file as a whole."""

    def __init__(self, message: str, remedy: str, *, line: int = 0) -> None:
        super().__init__(message, remedy)
        self.line = line


def opened(content: Content) -> BinaryIO:
    """The bytes as a stream, for files that are not too large.

    Raises:
        UnreadableTable: The file is missing, too large or may not be read.
    """
    try:
        if isinstance(content, Path) and not content.is_file():
            raise UnreadableTable("không có tệp hay thư mục này", "kiểm tra lại đường dẫn")
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        if size > LARGEST_FILE_BYTES:
            raise UnreadableTable("tệp lớn hơn 20 MB", "bỏ các trang, hình ảnh không dùng rồi lưu lại")
        return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)
    except OSError as error:
        raise UnreadableTable("không mở được tệp", "kiểm tra quyền đọc tệp") from error
