"""An office's own directory, read from CSV files or an XLSX workbook and written back to CSV."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

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
from vanban.intake.delimited import csv_rows
from vanban.intake.outside_file import Row, UnreadableTable
from vanban.intake.reading import line_place
from vanban.intake.workbook import check_workbook_name, workbook_sheets

MOST_ROWS = 50_000
_EMPTY = Directory()
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table as it stands in its file; ``line_numbers`` fills with the line of each row that is read."""

    name: str
    file: str
    sheet: str
    lines: tuple[Row, ...]
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
    lines = [line for line in table.lines if not line.is_blank]
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
            try:
                lines = tuple(csv_rows(path))
            except UnreadableTable as error:
                raise _refused(path, error.message, error.remedy, error.line) from error
            yield _Table(name=name, file=path.name, sheet="", lines=lines)


def _workbook(path: Path) -> list[_Table]:
    try:
        check_workbook_name(path.name)
        if path.suffix.lower() != ".xlsx":
            raise _refused(path, "không phải thư mục hay tệp .xlsx", "đưa thư mục có các tệp .csv, hoặc một tệp .xlsx")
        return [
            _Table(name=name, file=path.name, sheet=sheet.title, lines=tuple(_few(sheet.rows, path, name)))
            for sheet in workbook_sheets(path)
            if (name := sheet.title.strip().casefold()) in REQUIRED_COLUMNS
        ]
    except UnreadableTable as error:
        raise _refused(path, error.message, error.remedy, error.line) from error


def _few(rows: Iterable[Row], path: Path, sheet: str) -> Iterator[Row]:
    for row in rows:
        if row.number > MOST_ROWS:
            raise _refused(path, f"trang {sheet} có hơn {MOST_ROWS} dòng", "xóa các dòng trống ở cuối trang")
        yield row


def _refused(path: Path, message: str, remedy: str, line: int = 0) -> InvalidDirectory:
    place = line_place(line) if line else ""
    return InvalidDirectory([Problem(file=path.name, place=place, message=message, remedy=remedy)])
