"""Recipients listed in a CSV or XLSX file, read row by row with every fault told by row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import PurePath

from vanban.directory.cells import unescaped
from vanban.directory.errors import DirectoryError
from vanban.directory.spelling import name_key
from vanban.domain.errors import VanbanError
from vanban.domain.letters.recipient import RecipientRole
from vanban.intake.characters import composed, mistakes_in
from vanban.intake.delimited import csv_rows
from vanban.intake.outside_file import Content, Row, UnreadableTable
from vanban.intake.reading import Problems
from vanban.intake.sheets.sheet_columns import CHANNEL, COPIES, ID, NAME, ROLE, Columns, read_columns
from vanban.intake.sheets.sheet_report import SheetReport
from vanban.intake.violation_wording import shown
from vanban.intake.workbook import check_workbook_name, workbook_sheets

MOST_RECIPIENTS = 100_000
LONGEST_CELL = 200
_MOST_COPIES = 9999
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_ROLES = {name_key("Kính gửi"): RecipientRole.ADDRESSEE, name_key("Nơi nhận"): RecipientRole.COPY}
_KEY_BYTES = 12
"""Enough that two of 100,000 names never share a key; the names themselves would fill the memory."""

Known = Callable[[str, str], str]
"""Asked with id and name, one of them perhaps empty: the id of the organisation on the day, empty for a name
outside the directory. It raises ``VanbanError`` for who may not be written to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecipient:
    """One row of a sheet: ``organ_id`` is empty for a name outside the directory.

    ``values`` are the cells of the free columns by their names in a text, ``{{ row.dia_chi }}``.
    """

    row: int
    organ_id: str
    name: str
    role: RecipientRole
    channel: str
    copies: int
    values: Mapping[str, str]


def read_recipient_sheet(content: Content, name: str, *, problems: Problems, known: Known) -> Iterator[SheetRecipient]:
    """The recipients of the sound rows, read as they are asked for; a row with a fault is reported and left out.

    Only when the last one was taken are all faults told. Of a workbook the first visible sheet is read.

    Args:
        content: The path of the file, or its bytes.
        name: What messages call the file; its ending says which kind it is.
    """
    report = SheetReport(problems, name)
    try:
        with closing(_rows(content, name)) as rows:
            yield from _recipients(rows, report, known)
    except UnreadableTable as error:
        report.report(error.message, error.remedy, row=error.line)
    finally:
        report.close()


def _rows(content: Content, name: str) -> Generator[Row]:
    kind = PurePath(name).suffix.lower()
    if kind == ".csv":
        yield from csv_rows(content)
        return
    check_workbook_name(name)
    if kind != ".xlsx":
        raise UnreadableTable("không phải tệp .csv hay .xlsx", "lưu lại ở dạng .xlsx hoặc CSV UTF-8")
    with closing(workbook_sheets(content)) as sheets:
        first = next(sheets, None)
        if first is None:
            raise UnreadableTable("sổ tính không có trang nào hiện ra", "bỏ ẩn trang có danh sách nơi nhận")
        yield from first.rows


def _recipients(rows: Iterable[Row], report: SheetReport, known: Known) -> Iterator[SheetRecipient]:
    filled = (row for row in rows if not row.is_blank)
    heading = next(filled, None)
    if heading is None:
        report.report("bảng trống", f"ghi dòng tiêu đề có cột '{NAME}', mỗi dòng sau một nơi nhận")
        return
    columns = read_columns(heading, report)
    if columns is not None:
        yield from _SheetReader(columns, report, known).read(filled)


@dataclass(slots=True)
class _SheetReader:
    """Reads the rows under a heading, and remembers whom it met."""

    columns: Columns
    report: SheetReport
    known: Known
    _taken: frozenset[int] = field(init=False)
    _met: dict[bytes, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._taken = frozenset(column.position for column in self.columns.every)

    def read(self, rows: Iterator[Row]) -> Iterator[SheetRecipient]:
        first = next(rows, None)
        if first is None:
            self.report.report("bảng chỉ có dòng tiêu đề", "ghi mỗi nơi nhận một dòng")
            return
        for count, row in enumerate(chain((first,), rows), start=1):
            if count > MOST_RECIPIENTS:
                self.report.report("bảng có hơn 100.000 nơi nhận", "chia thành nhiều bảng", row=row.number)
                return
            if recipient := self._recipient(row):
                yield recipient

    def _recipient(self, row: Row) -> SheetRecipient | None:
        found_before = self.report.found
        cells = self._cells(row)
        recipient = SheetRecipient(
            row=row.number,
            name=self._name(row.number, cells),
            organ_id=self._organ_id(row.number, cells),
            role=self._role(row.number, cells),
            channel=cells.get(CHANNEL, ""),
            copies=self._copies(row.number, cells),
            values={column.placeholder: cells.get(column.title, "") for column in self.columns.free},
        )
        if self.report.found == found_before:
            self._check_new(recipient)
        return recipient if self.report.found == found_before else None

    def _cells(self, row: Row) -> Mapping[str, str]:
        """The cells by title, without those that were reported."""
        cells = {}
        for column in self.columns.every:
            raw = row.values[column.position] if column.position < len(row.values) else ""
            value = " ".join(composed(raw).split())
            faults = list(_faults(value))
            for message, remedy in faults:
                self.report.report(message, remedy, row=row.number, column=column.title)
            if not faults:
                cells[column.title] = unescaped(value)
        surplus = [value for position, value in enumerate(row.values) if position not in self._taken and value.strip()]
        if surplus:
            self.report.report(
                f"có ô thừa ngoài các cột có tiêu đề: “{shown(surplus[0])}”",
                "đặt ô có dấu phẩy trong ngoặc kép, ghi tiêu đề cho cột này hoặc xóa ô thừa",
                row=row.number,
            )
        return cells

    def _name(self, row: int, cells: Mapping[str, str]) -> str:
        if cells.get(NAME) == "":
            self.report.report("thiếu tên nơi nhận", "ghi tên vào ô này, hoặc xóa cả dòng", row=row, column=NAME)
        return cells.get(NAME, "")

    def _organ_id(self, row: int, cells: Mapping[str, str]) -> str:
        given, name = cells.get(ID, ""), cells.get(NAME, "")
        try:
            return self.known(given, name) if given or name else ""
        except VanbanError as error:
            remedy = error.remedy if isinstance(error, DirectoryError) else "sửa lại mã hoặc tên"
            self.report.report(error.message, remedy, row=row, column=ID if given else NAME)
            return ""

    def _role(self, row: int, cells: Mapping[str, str]) -> RecipientRole:
        written = cells.get(ROLE, "")
        role = _role_named(written) if written else RecipientRole.ADDRESSEE
        if role is None:
            remedy = "ghi 'kính gửi' hoặc 'nơi nhận'; để trống là kính gửi"
            self.report.report(f"không có vai trò “{shown(written)}”", remedy, row=row, column=ROLE)
        return role or RecipientRole.ADDRESSEE

    def _copies(self, row: int, cells: Mapping[str, str]) -> int:
        written = cells.get(COPIES) or "1"
        copies = int(written) if _NUMBER.fullmatch(written) else 0
        if not copies:
            remedy = f"ghi một số nguyên từ 1 đến {_MOST_COPIES}; để trống là 1"
            self.report.report(f"số bản “{shown(written)}” không dùng được", remedy, row=row, column=COPIES)
        return copies

    def _check_new(self, recipient: SheetRecipient) -> None:
        """Each organisation and each name once; what reads alike on paper is one recipient."""
        keys = {NAME: f"{NAME} {name_key(recipient.name)}"}
        if recipient.organ_id:
            keys[ID] = f"{ID} {recipient.organ_id}"
        for column, key in keys.items():
            digest = blake2b(key.encode(), digest_size=_KEY_BYTES).digest()
            first = self._met.setdefault(digest, recipient.row)
            if first != recipient.row:
                self.report.report(
                    f"nơi nhận này đã có ở dòng {first}",
                    "xóa một trong hai dòng, hoặc ghi tên cho phân biệt",
                    row=recipient.row,
                    column=column,
                )
                return


@lru_cache(maxsize=64)
def _role_named(written: str) -> RecipientRole | None:
    return _ROLES.get(name_key(written))


def _faults(value: str) -> Iterator[tuple[str, str]]:
    if value.startswith("="):
        yield "ô này là công thức", "thay công thức bằng chữ hoặc số"
    if len(value) > LONGEST_CELL:
        yield f"ô này dài {len(value)} ký tự, quá {LONGEST_CELL}", "viết ngắn lại"
    yield from mistakes_in(value)
