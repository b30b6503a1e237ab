"""An office's own directory, read from CSV files or an XLSX workbook and written back to CSV."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vanban.directory.cells import Cells, escaped
from vanban.directory.consistency import faults_of
from vanban.directory.directory import Directory
from vanban.directory.rows import (
    OPTIONAL_COLUMNS,
    REMARK_COLUMNS,
    REQUIRED_COLUMNS,
    group_of,
    group_row,
    organisation_of,
    organisation_row,
    signatory_of,
    signatory_row,
)
from vanban.domain.errors import InvalidDirectory, Problem

LARGEST_FILE_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
LARGEST_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 10 * 1024 * 1024
"""Small sheets of repeated cells pack tightly and harm nobody."""
MOST_ROWS = 50_000
_MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam", ".xlsb")
MOST_COLUMNS = 64
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, LookupError, ValueError, TypeError,
    AttributeError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are damaged, encrypted or no workbooks at all."""
_EMPTY = Directory()
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table as it stands in its file; ``line_numbers`` fills with the line of each row that is read."""

    name: str
    file: str
    sheet: str
    lines: tuple[_Line, ...]
    line_numbers: list[int] = field(default_factory=list)

    def problem(self, line: int, column: str, message: str, remedy: str) -> Problem:
        parts = [f"trang {self.sheet}"] if self.sheet else []
        parts += [f"dòng {line}"] + ([f"cột {column}"] if column else [])
        return Problem(file=self.file, place=", ".join(parts), message=message, remedy=remedy)


def read_directory(path: Path, base: Directory = _EMPTY) -> Directory:
    """The directory in a folder (organisations.csv, groups.csv, signatories.csv, any of them) or a workbook.

    Args:
        path: the folder, or an .xlsx file with sheets of these names.
        base: the directory whose organisations and groups the rows may refer to; it is not part of the result.

    Raises:
        InvalidDirectory: with every problem of every row.
    """
    tables = {table.name: table for table in (_folder(path) if path.is_dir() else _workbook(path))}
    if not tables:
        wanted = ", ".join(REQUIRED_COLUMNS)
        raise _refused(path, f"không có bảng nào trong: {wanted}", "đặt tên tệp .csv hoặc trang tính đúng như vậy")
    problems: list[Problem] = []
    own = Directory(
        organisations=_read(tables.get("organisations"), organisation_of, problems),
        groups=_read(tables.get("groups"), group_of, problems),
        signatories=_read(tables.get("signatories"), signatory_of, problems),
    )
    for fault in faults_of(own, base):
        table = tables[fault.table]
        line = table.line_numbers[fault.position]
        problems.append(table.problem(line, fault.column, fault.message, fault.remedy))
    if problems:
        raise InvalidDirectory(problems)
    return own


def write_directory(directory: Directory, folder: Path) -> tuple[Path, ...]:
    """Write the three CSV files that :func:`read_directory` reads; a spreadsheet takes no cell for a formula.

    The files open with a byte order mark, without which Excel does not see that they are UTF-8.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return (
        _write(folder, "organisations", map(organisation_row, directory.organisations)),
        _write(folder, "groups", map(group_row, directory.groups)),
        _write(folder, "signatories", map(signatory_row, directory.signatories)),
    )


def _write(folder: Path, table: str, rows: Iterable[dict[str, str]]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, REQUIRED_COLUMNS[table] + OPTIONAL_COLUMNS[table], lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: escaped(value) for column, value in row.items()} for row in rows)
    path = folder / f"{table}.csv"
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def _read(table: _Table | None, read: Callable[[Cells], _Value], problems: list[Problem]) -> tuple[_Value, ...]:
    """The values of a table's rows; what cannot be read goes to ``problems``, and a stand-in is kept in its place."""
    if table is None:
        return ()
    lines = [line for line in table.lines if any(value.strip() for value in line.values)]
    header = [unicodedata.normalize("NFC", value).strip().casefold() for value in lines[0].values] if lines else []
    faults = list(_header_problems(table, header, lines[0].number if lines else 1))
    problems += faults
    if faults:
        return ()
    values = []
    for line in lines[1:]:
        surplus = [value for value in line.values[len(header) :] if value.strip()]
        if surplus:
            remedy = "đặt ô có dấu phẩy trong ngoặc kép, hoặc xóa ô thừa"
            problems.append(table.problem(line.number, "", f"có ô thừa sau cột cuối: “{surplus[0]}”", remedy))
        cells = Cells({column: value for column, value in zip(header, line.values, strict=False) if column})
        values.append(read(cells))
        table.line_numbers.append(line.number)
        problems += [table.problem(line.number, one.column, one.message, one.remedy) for one in cells.faults]
    return tuple(values)


def _header_problems(table: _Table, header: Sequence[str], line: int) -> Iterator[Problem]:
    known = (*REQUIRED_COLUMNS[table.name], *OPTIONAL_COLUMNS[table.name], *REMARK_COLUMNS)
    for column in REQUIRED_COLUMNS[table.name]:
        if column not in header:
            yield table.problem(line, column, "thiếu cột này", f"thêm cột {column} vào dòng tiêu đề")
    for column in sorted(set(filter(None, header))):
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            remedy = f"có phải là {near[0]}?" if near else "các cột được dùng: " + ", ".join(known)
            yield table.problem(line, column, "không có cột tên này", remedy)
        elif header.count(column) > 1:
            yield table.problem(line, column, "cột này có hai lần", "giữ lại một cột")


def _folder(folder: Path) -> Iterator[_Table]:
    for name in REQUIRED_COLUMNS:
        path = folder / f"{name}.csv"
        if path.is_file():
            yield _Table(name=name, file=path.name, sheet="", lines=_csv_lines(path))


def _csv_lines(path: Path) -> tuple[_Line, ...]:
    _check_size(path)
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(
            path, "tệp không phải UTF-8", "lưu lại ở dạng “CSV UTF-8 (phân cách bằng dấu phẩy)”", f"dòng {line}"
        ) from error
    first = text.partition("\n")[0]
    # Excel with Vietnamese regional settings divides columns by semicolons.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="," if "," in first else ";", strict=True)
    lines: list[_Line] = []
    start = 1
    try:
        for values in reader:
            lines.append(_Line(number=start, values=tuple(values)))
            start = reader.line_num + 1
    except csv.Error as error:
        raise _refused(path, "dấu ngoặc kép hoặc ô không đúng dạng CSV", "sửa dòng này", f"dòng {start}") from error
    return tuple(lines)


def _workbook(path: Path) -> list[_Table]:
    if path.suffix.lower() in _MACRO_SUFFIXES:
        raise _refused(path, "sổ tính có thể chứa macro, không được đọc", "lưu lại ở dạng .xlsx")
    if path.suffix.lower() != ".xlsx":
        raise _refused(path, "không phải thư mục hay tệp .xlsx", "đưa thư mục có các tệp .csv, hoặc một tệp .xlsx")
    _check_size(path)
    try:
        _check_archive(path)
        return list(_sheets(path))
    except _BROKEN as error:
        raise _refused(path, "sổ tính hỏng, không mở được", "mở bằng Excel hoặc LibreOffice rồi lưu lại") from error


def _sheets(path: Path) -> Iterator[_Table]:
    workbook = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            name = sheet.title.strip().casefold()
            if name not in REQUIRED_COLUMNS:
                continue
            # A sheet may claim any size in its header, and rows beyond a claim that is too small would be lost.
            sheet.reset_dimensions()
            lines = []
            for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
                if number > MOST_ROWS:
                    raise _refused(path, f"trang {name} có hơn {MOST_ROWS} dòng", "xóa các dòng trống ở cuối trang")
                lines.append(_Line(number=number, values=tuple(_as_text(value) for value in values)))
            yield _Table(name=name, file=path.name, sheet=sheet.title, lines=tuple(lines))
    finally:
        workbook.close()


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise _refused(path, "không có tệp hay thư mục này", "kiểm tra lại đường dẫn")
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise _refused(path, "tệp lớn hơn 20 MB", "bỏ các trang, hình ảnh không dùng rồi lưu lại")


def _check_archive(path: Path) -> None:
    """Refuse what unpacks to much more than it is, macros under a plain name, and XML that declares entities."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        packed = max(1, sum(part.compress_size for part in parts))
        swollen = unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > LARGEST_RATIO * packed
        if swollen or unpacked > LARGEST_UNPACKED_BYTES:
            raise _refused(path, "tệp nén bung ra quá lớn", "lưu lại ở dạng .xlsx chỉ với các trang cần dùng")
        if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
            raise _refused(path, "sổ tính chứa macro, không được đọc", "lưu lại ở dạng .xlsx không có macro")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares_a_type(archive.read(part)):
                raise _refused(path, "sổ tính có khai báo DTD", "mở bằng Excel hoặc LibreOffice rồi lưu lại")


def _declares_a_type(xml: bytes) -> bool:
    return any("<!DOCTYPE".encode(encoding) in xml for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _refused(path: Path, message: str, remedy: str, place: str = "") -> InvalidDirectory:
    return InvalidDirectory([Problem(file=path.name, place=place, message=message, remedy=remedy)])
