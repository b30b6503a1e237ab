"""The sheet from which an e-office can take over a pack's letters: the register's fields, and who gets each letter.

The fields are those that Decree 30/2020/NĐ-CP, Annex VI, Part II asks of an outgoing document, in its order and under
its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from vanban.rendering.books.spreadsheet import CHARACTERS_PER_MM, set_cell, workbook_bytes, write_text

_SIZE_PT = 11.0
_LETTERS_SHEET, _RECIPIENTS_SHEET = "Văn bản đi", "Nơi nhận"

LETTER_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("Mã định danh cơ quan lập danh mục hồ sơ", "FileCode.OrganId", 30),
    ("Năm hình thành hồ sơ", "FileCode.FileCatalog", 22),
    ("Số và ký hiệu hồ sơ", "FileCode.FileNotation", 25),
    ("Số thứ tự văn bản trong hồ sơ", "DocOrdinal", 22),
    ("Tên loại văn bản", "TypeName", 25),
    ("Số của văn bản", "CodeNumber", 22),
    ("Ký hiệu của văn bản", "CodeNotation", 28),
    ("Ngày, tháng, năm văn bản", "IssuedDate", 25),
    ("Tên cơ quan ban hành", "OrganName", 40),
    ("Trích yếu nội dung", "Subject", 80),
    ("Ngôn ngữ", "Language", 22),
    ("Số trang", "PageAmount", 22),
    ("Ghi chú", "Description", 40),
    ("Chức vụ người ký", "SignerInfo.Position", 35),
    ("Họ và tên người ký", "SignerInfo.FullName", 35),
    ("Nơi nhận", "To", 60),
    ("Mức độ khẩn", "Priority", 20),
    ("Số lượng bản phát hành", "IssuedAmount", 25),
    ("Hạn trả lời văn bản", "DueDate", 25),
)
"""Vietnamese name, name of the field, width in mm; the place in a dossier is left to the office that files it."""
RECIPIENT_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("Số của văn bản", "CodeNumber", 22),
    ("Ký hiệu của văn bản", "CodeNotation", 28),
    ("Mã định danh cơ quan nhận", "To.OrganId", 30),
    ("Tên cơ quan nhận", "To.OrganName", 70),
    ("Mã trong danh bạ", "organ_id", 45),
    ("Ghi ở Kính gửi, Nơi nhận là", "label", 70),
    ("Hình thức gửi", "channel", 25),
    ("Số bản", "copies", 15),
)

Cell = str | int | None
"""A count is a number; everything else, days too, is text; ``None`` is left blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """A letter as the sheet states it; ``pages`` is ``None`` where they could not be counted.

    ``urgency_code`` runs from 0 for no mark to 3 for HỎA TỐC, as edXML has it: the Decree gives no codes.
    """

    type_name: str
    code_number: str
    code_notation: str
    issued_date: date
    organ_name: str
    subject: str
    pages: int | None
    position: str
    full_name: str
    recipients: str
    urgency_code: int
    copies: int
    due: date | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (
            *(None,) * 4,
            self.type_name,
            self.code_number,
            self.code_notation,
            _ten_characters(self.issued_date),
            self.organ_name,
            self.subject,
            "Tiếng Việt",
            self.pages,
            None,
            self.position,
            self.full_name,
            self.recipients,
            self.urgency_code,
            self.copies,
            _ten_characters(self.due) if self.due else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecipient:
    """One organisation, or one name outside the directory, that gets a letter."""

    code_number: str
    code_notation: str
    official_code: str
    name: str
    organ_id: str
    label: str
    channel: str
    copies: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        named = (self.code_number, self.code_notation, self.official_code, self.name)
        return (*named, self.organ_id, self.label, self.channel, self.copies)


def import_xlsx(
    lines: Iterable[ImportLine], recipients: Iterable[ImportRecipient], *, title: str, creator: str, dated: date
) -> bytes:
    """The workbook: a sheet of letters, and one in which the group To repeats; the same lines give the same bytes."""
    workbook = Workbook()
    first: Any = workbook.active
    first.title = _LETTERS_SHEET
    _fill(first, LETTER_COLUMNS, (line.cells for line in lines))
    _fill(workbook.create_sheet(_RECIPIENTS_SHEET), RECIPIENT_COLUMNS, (one.cells for one in recipients))
    return workbook_bytes(workbook, title=title, creator=creator, dated=dated)


def _fill(sheet: Any, columns: Sequence[tuple[str, str, int]], rows: Iterable[tuple[Cell, ...]]) -> None:
    heading: tuple[Cell, ...] = tuple(f"{name} ({field})" for name, field, _ in columns)
    for row, cells in enumerate((heading, *rows), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(row=row, column=column)
            if isinstance(value, str):
                write_text(cell, value)
            else:
                cell.value = value
            set_cell(cell, size_pt=_SIZE_PT, bold=row == 1, centred=row == 1)
    for column, (_, _, width_mm) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width_mm * CHARACTERS_PER_MM, 1)
    sheet.freeze_panes = "A2"


def _ten_characters(day: date) -> str:
    """Annex VI, Part II: a date has ten characters, so every month keeps its 0, unlike in running text."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
