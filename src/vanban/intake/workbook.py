"""The sheets of an XLSX workbook from outside, opened only when nothing in it is dangerous."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from vanban.intake.outside_file import Content, Row, UnreadableTable, opened

LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
LARGEST_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 10 * 1024 * 1024
"""Small sheets of repeated cells pack tightly and harm nobody."""
LARGEST_STRINGS_BYTES = 64 * 1024 * 1024
LARGEST_OTHER_PART_BYTES = 16 * 1024 * 1024
"""The table of strings, the styles and the like are held in memory as a whole; sheets are read row by row."""
MOST_COLUMNS = 64
LAST_ROW = 1_048_576
_MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam", ".xlsb")
_SHEETS, _STRINGS = "xl/worksheets/", "xl/sharedstrings.xml"
_CHUNK_BYTES = 1024 * 1024
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SAVE_AGAIN = "mở bằng Excel hoặc LibreOffice rồi lưu lại"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, LookupError, ValueError, TypeError,
    AttributeError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are damaged, encrypted or no workbooks at all."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows`` can be gone through once, before the next sheet is asked for."""

    title: str
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed; what it came to is not looked at."""


def check_workbook_name(name: str) -> None:
    """Refuse workbooks that may carry macros, by their name.

    Raises:
        UnreadableTable: The name is that of such a workbook.
    """
    if PurePath(name).suffix.lower() in _MACRO_SUFFIXES:
        raise UnreadableTable("sổ tính có thể chứa macro, không được đọc", "lưu lại ở dạng .xlsx")


def workbook_sheets(content: Content) -> Generator[Sheet]:
    """The visible sheets of a workbook, in its order.

    Raises:
        UnreadableTable: The file is dangerous or damaged; damage may show only in the rows of a sheet.
    """
    with _workbook(content) as workbook:
        for sheet in workbook.worksheets:
            if sheet.sheet_state == "visible":
                yield Sheet(sheet.title, _rows(sheet))


def workbook_cells(content: Content, *, most_rows: int) -> Mapping[str, Mapping[str, object]]:
    """What stands in the cells of every sheet, hidden ones too, by sheet and address, as values of their kinds.

    Formulas are :class:`Formula`, whatever they came to when the file was saved; empty cells are left out.

    Raises:
        UnreadableTable: The file is dangerous, damaged, or has cells below the row ``most_rows``.
    """
    with _workbook(content) as workbook:
        return {sheet.title: dict(_cells(sheet, most_rows)) for sheet in workbook.worksheets}


@contextmanager
def _workbook(content: Content) -> Iterator[Any]:
    with opened(content) as stream:
        try:
            _check_archive(stream)
            workbook = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        except _BROKEN as error:
            raise _damaged() from error
        try:
            yield workbook
        finally:
            workbook.close()


def _cells(sheet: Any, most_rows: int) -> Iterator[tuple[str, object]]:
    try:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            # A row may claim any number, and the library counts up to it with rows that hold nothing.
            if number > LAST_ROW:
                raise UnreadableTable("trang tính có hơn 1.048.576 dòng", _SAVE_AGAIN)
            for cell in row:
                if cell.value is None:
                    continue
                if cell.row > most_rows:
                    raise UnreadableTable(f"trang '{sheet.title}' có hơn {most_rows} dòng", _SAVE_AGAIN)
                is_formula = cell.data_type == "f" or isinstance(cell.value, ArrayFormula | DataTableFormula)
                yield cell.coordinate, Formula() if is_formula else cell.value
    except _BROKEN as error:
        raise _damaged() from error


def _rows(sheet: Any) -> Iterator[Row]:
    try:
        # A sheet may claim any size in its header, and rows beyond a claim that is too small would be lost.
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            if number > LAST_ROW:
                raise UnreadableTable("trang tính có hơn 1.048.576 dòng", _SAVE_AGAIN)
            yield Row(number, _as_texts(values))
    except _BROKEN as error:
        raise _damaged() from error


def _as_texts(values: tuple[object, ...]) -> tuple[str, ...]:
    used = len(values)
    while used and values[used - 1] is None:
        used -= 1
    return tuple(_as_text(value) for value in values[:used])


def _as_text(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, ArrayFormula):
        return value.text or "="
    return "=" if isinstance(value, DataTableFormula) else str(value)


def _check_archive(stream: BinaryIO) -> None:
    """Refuse what unpacks to much more than it is, macros under a plain name, and XML that declares entities."""
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
        _check_sizes(parts)
        if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
            raise UnreadableTable("sổ tính chứa macro, không được đọc", "lưu lại ở dạng .xlsx không có macro")
        for part in parts:
            # Of any name: the list of parts may point a reader of XML at each of them.
            if _declares_a_type(archive, part):
                raise UnreadableTable("sổ tính có khai báo DTD", _SAVE_AGAIN)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    swollen = unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > LARGEST_RATIO * packed
    too_large = any(part.file_size > _largest(part.filename.casefold()) for part in parts)
    if swollen or too_large or unpacked > LARGEST_UNPACKED_BYTES:
        raise UnreadableTable("tệp nén bung ra quá lớn", "lưu lại ở dạng .xlsx chỉ với các trang cần dùng")


def _largest(part: str) -> int:
    if part.startswith(_SHEETS) or not part.endswith((".xml", ".rels")):
        return LARGEST_UNPACKED_BYTES
    return LARGEST_STRINGS_BYTES if part == _STRINGS else LARGEST_OTHER_PART_BYTES


def _declares_a_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    kept = b""
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK_BYTES):
            seen = kept + chunk
            if any(declaration in seen for declaration in _DECLARATIONS):
                return True
            # A declaration may lie across two chunks.
            kept = seen[-max(map(len, _DECLARATIONS)) :]
    return False


def _damaged() -> UnreadableTable:
    return UnreadableTable("sổ tính hỏng, không mở được", _SAVE_AGAIN)
