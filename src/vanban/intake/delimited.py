"""The rows of a CSV file, one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, repeat
from typing import BinaryIO

from vanban.intake.outside_file import Content, Row, UnreadableTable, opened

_BLANK = ",; \t\r\n"


def csv_rows(content: Content) -> Iterator[Row]:
    """The rows of a UTF-8 file, with or without byte order mark, divided by commas or semicolons.

    Raises:
        UnreadableTable: The file cannot be opened, or a line is no UTF-8 or no CSV; the rows before it were given.
    """
    with opened(content) as stream:
        lines = _decoded(stream)
        blank_lines, heading = 0, next(lines, "")
        while heading and not heading.strip(_BLANK):
            blank_lines, heading = blank_lines + 1, next(lines, "")
        reader = csv.reader(
            chain(repeat("\n", blank_lines), (heading,), lines), delimiter=_delimiter(heading), strict=True
        )
        start = 1
        try:
            for values in reader:
                yield Row(start, tuple(values))
                start = reader.line_num + 1
        except csv.Error as error:
            raise UnreadableTable("dấu ngoặc kép hoặc ô không đúng dạng CSV", "sửa dòng này", line=start) from error


def _decoded(stream: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableTable(
                "tệp không phải UTF-8", "lưu lại ở dạng “CSV UTF-8 (phân cách bằng dấu phẩy)”", line=number
            ) from error


def _delimiter(header: str) -> str:
    # Excel with Vietnamese regional settings divides columns by semicolons.
    return "," if header.count(",") > header.count(";") else ";"
