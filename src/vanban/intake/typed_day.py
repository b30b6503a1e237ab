"""Days as people in Vietnam type them."""

from __future__ import annotations

import re
from datetime import date

from vanban.intake.reading import Unusable

_OFFICE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LONGEST = 40


def typed_day(text: str) -> date:
    """The day of ``30/11/2024`` or ``2024-11-30``, with or without leading zeros.

    Raises:
        Unusable: it is no day of the calendar, or written otherwise.
    """
    typed = text.strip()
    if not typed:
        raise Unusable("để trống", "ghi ngày, ví dụ 30/11/2024")
    try:
        if found := _OFFICE.fullmatch(typed):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := _ISO.fullmatch(typed):
            return date(*map(int, found.groups()))
    except ValueError as error:
        raise Unusable(f"ngày '{typed}' không có trong lịch", "kiểm tra lại ngày, tháng, năm") from error
    raise Unusable(f"'{typed[:_LONGEST]}' không phải là ngày", "ghi ngày/tháng/năm, ví dụ 30/11/2024")
