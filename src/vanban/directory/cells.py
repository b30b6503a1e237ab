"""The cells of one row of a directory table, read with every fault noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vanban.domain.organisation import Validity

_LOOK_ALIKES_OF_D = frozenset("\u00d0\u00f0\u0189")
"""Eth and African D print like Đ (U+0110), but no search or comparison finds them."""
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_OFFICE_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,78}[a-z0-9])?")
_DANGEROUS_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet takes what follows for a formula, after a tab or line break too and, in some languages, when wide."""
_DANGEROUS_MIDDLE = re.compile(r"""(?<=;)(?='*[=+\-@])""")
"""Where Excel parts columns at semicolons, as in Vietnam, a comma file's cell is cut there, quotes or not."""
_ESCAPED_MIDDLE = re.compile(r"""(?<=;)'(?='*[=+\-@])""")
ESCAPE = "'"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong in a column of a row, and what to do about it, both in Vietnamese."""

    column: str
    message: str
    remedy: str


class Cells:
    """One row by column name; ``faults`` collects what could not be read, and a stand-in value is returned."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self.faults: list[CellFault] = []
        self._row = {column: self._clean(column, value) for column, value in row.items()}

    def text(self, column: str, *, required: bool = False) -> str:
        value = self._row.get(column, "")
        if required and not value:
            self.fault(column, "để trống", "điền giá trị vào ô này")
        return value

    def identifier(self, column: str, *, required: bool = True) -> str:
        """An id or a word of a fixed vocabulary: it ends in file names, so only plain characters pass."""
        value = self.text(column, required=required)
        if value and not _IDENTIFIER.fullmatch(value):
            self.fault(
                column, f"mã “{value}” không hợp lệ", "chỉ dùng a–z, 0–9, gạch nối và gạch dưới, tối đa 80 ký tự"
            )
        return value

    def identifiers(self, column: str) -> tuple[str, ...]:
        return tuple(part for part in (part.strip() for part in self.text(column).split(";")) if part)

    def steps(self, column: str) -> tuple[str, ...]:
        value = self.text(column)
        return tuple(part.strip() for part in value.split("|")) if value else ()

    def number(self, column: str) -> int | None:
        value = self.text(column)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", value):
            self.fault(column, f"“{value}” không phải số nguyên", "ghi số nguyên từ 0, không có dấu chấm, dấu phẩy")
            return None
        return int(value)

    def validity(self) -> Validity:
        start, end = self.day("valid_from"), self.day("valid_to")
        if start and end and end < start:
            self.fault(
                "valid_to",
                f"ngày cuối {end.isoformat()} trước ngày đầu {start.isoformat()}",
                "sửa valid_from hoặc valid_to; ngày cuối còn hiệu lực vẫn tính",
            )
        return Validity(valid_from=start, valid_to=end)

    def day(self, column: str) -> date | None:
        value = self.text(column)
        if not value:
            return None
        day = _read_day(value)
        if day is None:
            self.fault(column, f"ngày “{value}” không đọc được", "ghi dạng 2025-07-01 hoặc 01/7/2025, đúng lịch")
        return day

    def fault(self, column: str, message: str, remedy: str) -> None:
        self.faults.append(CellFault(column=column, message=message, remedy=remedy))

    def _clean(self, column: str, raw: str) -> str:
        value = " ".join(unicodedata.normalize("NFC", raw).split())
        if value.startswith("="):
            self.fault(column, "ô bắt đầu bằng dấu =, là công thức", "thay công thức bằng chữ hoặc số")
        if _LOOK_ALIKES_OF_D & set(value):
            self.fault(
                column, f"“{value}” có chữ Ð (U+00D0) giống chữ Đ (U+0110)", "gõ lại chữ Đ bằng bộ gõ tiếng Việt"
            )
        if any(unicodedata.category(character) in {"Cc", "Cf"} for character in value):
            self.fault(column, "có ký tự không nhìn thấy", "gõ lại nội dung ô, không dán từ nơi khác")
        return unescaped(value)


def escaped(value: str) -> str:
    """The value as a spreadsheet will take for text, never for a formula."""
    if ";" in value:
        value = _DANGEROUS_MIDDLE.sub(ESCAPE, value)
    if value.startswith(ESCAPE) or value[:1] in _DANGEROUS_STARTS:
        return ESCAPE + value
    return value


def unescaped(value: str) -> str:
    """The value that :func:`escaped` was given."""
    guarded = value.startswith(ESCAPE) and (value[1:2] == ESCAPE or value[1:2] in _DANGEROUS_STARTS)
    plain = value[1:] if guarded and len(value) > 1 else value
    return _ESCAPED_MIDDLE.sub("", plain) if ";" in plain else plain


def _read_day(value: str) -> date | None:
    if match := _ISO_DATE.fullmatch(value):
        year, month, day = match.groups()
    elif match := _OFFICE_DATE.fullmatch(value):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
