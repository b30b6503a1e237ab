"""What a table looks like from outside its database: named columns of four kinds, and values that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from vanban.domain.errors import StoreUnavailable

Row = tuple[int | str | bool | None, ...]
"""The values of a row in the order of its columns; a day is written 2026-03-16."""


class ValueKind(StrEnum):
    """What a column holds; every table of every version is made of these."""

    INTEGER = "integer"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"


_LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by name and kind."""

    name: str
    kind: ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """A table by name, with its columns in their order."""

    name: str
    columns: tuple[Column, ...]

    def row_out(self, values: Iterable[Any]) -> Row:
        """A row as its database gives it, as an archive holds it.

        Raises:
            StoreUnavailable: A value is not of its column's kind: somebody wrote it past the software.
        """
        return tuple(self._out(column, value) for column, value in zip(self.columns, values, strict=True))

    def row_in(self, values: Row) -> dict[str, int | str | bool | date | None]:
        """A row of an archive, as its database takes it.

        Raises:
            ValueError: It is no row of this table.
        """
        return {column.name: _in(column.kind, value) for column, value in zip(self.columns, values, strict=True)}

    def _out(self, column: Column, value: Any) -> int | str | bool | None:
        try:
            return _out(column.kind, value)
        except ValueError as error:
            raise StoreUnavailable(
                f"Bảng {self.name}, cột {column.name} có giá trị hỏng ({value!r}), không sao lưu được → Chạy 'vanban"
                " audit verify' và 'vanban register audit' để biết chỗ sai, rồi khôi phục từ bản sao lưu trước đó."
            ) from error


def _out(kind: ValueKind, value: Any) -> int | str | bool | None:
    if kind is ValueKind.DATE and isinstance(value, date):
        return value.isoformat()
    if kind is ValueKind.BOOLEAN and type(value) is int and value in {0, 1}:
        return bool(value)
    _in(kind, value)
    found: int | str | bool | None = value
    return found


def _in(kind: ValueKind, value: Any) -> int | str | bool | date | None:
    match kind, value:
        case (_, None) | (ValueKind.BOOLEAN, bool()):
            found: bool | None = value
            return found
        case ValueKind.TEXT, str():
            value.encode()  # half a character is none, which json would let pass
            return value
        case ValueKind.INTEGER, int() if not isinstance(value, bool) and abs(value) <= _LARGEST_INTEGER:
            return int(value)
        case ValueKind.DATE, str():
            return _day(value)
        case _:
            raise ValueError(f"{value!r} is no {kind}")


def _day(written: str) -> date:
    day = date.fromisoformat(written)
    if day.isoformat() != written:
        raise ValueError(f"{written!r} is not how a day is written")
    return day
