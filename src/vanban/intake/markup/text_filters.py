"""The filters of a letter text: how dates, numbers, words and lists are written.

A value that is missing passes through every filter, so that it is reported once, where it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Undefined

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.wording import official_date, printed_month, short_date

_LONGEST_JOIN = 100_000
_MOST_ITEMS = 10_000
_MOST_DECIMALS = 6


class Misused(Exception):
    """A filter got what it cannot write; the message says it in Vietnamese."""


def _long_day(value: object) -> object:
    if isinstance(value, Undefined):
        return value
    if isinstance(value, (date, PlannedDay)):
        return official_date(value)
    raise Misused("bộ lọc 'ngay' chỉ dùng cho ngày")


def _short_day(value: object) -> object:
    if isinstance(value, PlannedDay):
        value = value.as_date
    if isinstance(value, Undefined):
        return value
    if isinstance(value, date):
        return short_date(value.date() if isinstance(value, datetime) else value)
    raise Misused("bộ lọc 'ngay_ngan' chỉ dùng cho ngày đã biết")


def _month(value: object) -> object:
    if isinstance(value, Undefined):
        return value
    if isinstance(value, (date, PlannedDay)):
        return f"{printed_month(value.month)}/{value.year}"
    raise Misused("bộ lọc 'thang' chỉ dùng cho ngày")


def _number(value: object, decimals: int | None = None) -> object:
    if isinstance(value, Undefined):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise Misused("bộ lọc 'so' chỉ dùng cho số")
    if decimals is None:
        return format_decimal(value, locale="vi", decimal_quantization=False)
    if not isinstance(decimals, int) or not 0 <= decimals <= _MOST_DECIMALS:
        raise Misused(f"bộ lọc 'so' chỉ ghi từ 0 đến {_MOST_DECIMALS} số lẻ")
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale="vi")


def _on_words(change: Callable[[str], str]) -> Callable[[object], object]:
    def changed(value: object) -> object:
        if isinstance(value, Undefined):
            return value
        if not isinstance(value, str):
            raise Misused("bộ lọc này chỉ dùng cho chữ")
        return change(value)

    return changed


def _joined(value: object, separator: str = "") -> object:
    if isinstance(value, Undefined):
        return value
    pieces = list(islice(_items(value), _MOST_ITEMS))
    if not all(isinstance(piece, (str, int)) for piece in pieces):
        raise Misused("bộ lọc 'join' chỉ nối chữ và số")
    words = [str(piece) for piece in pieces]
    if sum(map(len, words)) + len(words) * len(str(separator)) > _LONGEST_JOIN:
        raise Misused("danh sách nối lại quá dài")
    return str(separator).join(words)


def _on_items(take: Callable[[list[object]], object]) -> Callable[[object], object]:
    def taken(value: object) -> object:
        if isinstance(value, Undefined):
            return value
        items = list(islice(_items(value), _MOST_ITEMS))
        if not items and take is not len:
            raise Misused("danh sách rỗng")
        return take(items)

    return taken


def _items(value: object) -> Iterator[object]:
    if not isinstance(value, Iterable):
        raise Misused("bộ lọc này chỉ dùng cho danh sách")
    return iter(value)


FILTERS: Mapping[str, Any] = {
    "ngay": _long_day,
    "ngay_ngan": _short_day,
    "thang": _month,
    "so": _number,
    "upper": _on_words(str.upper),
    "lower": _on_words(str.lower),
    "join": _joined,
    "length": _on_items(len),
    "first": _on_items(lambda items: items[0]),
    "last": _on_items(lambda items: items[-1]),
}
