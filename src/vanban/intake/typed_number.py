"""Numbers as people in Vietnam type them: dots or blanks between thousands, a comma before the decimals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from vanban.intake.reading import Unusable

_LONGEST = 40
_MOST_WHOLE_DIGITS = 15
"""What a cell of a spreadsheet keeps exactly."""
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-"})
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?"
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?:,(?P<part>[0-9]+))?"
)
_ENGLISH = re.compile(r"[+-]?[0-9]+\.[0-9]+|[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_TO_WRITE = "chỉ ghi chữ số, ví dụ 1234, 1.234 hoặc 12,5"


def typed_number(text: str) -> Decimal:
    """The number that a text means.

    A dot or a blank stands only between groups of three digits, a comma only before the decimals: "1.234" is one
    thousand two hundred and thirty-four.

    Raises:
        Unusable: it means no number, or might mean two.
    """
    typed = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip().translate(_DASHES)
    if not typed:
        raise Unusable("để trống", "ghi số liệu; không có thì ghi 0")
    shown = typed if len(typed) <= _LONGEST else typed[:_LONGEST] + "…"
    if "%" in typed:
        raise Unusable(f"'{shown}' là tỷ lệ phần trăm", "ghi số đếm được; tỷ lệ do phần mềm tính")
    found = _NUMBER.fullmatch(typed)
    if found is None and _ENGLISH.fullmatch(typed):
        raise Unusable(
            f"'{shown}' không viết theo cách của Việt Nam",
            "dấu phẩy ghi trước phần thập phân, dấu chấm chỉ ghi giữa các nhóm ba chữ số: 1.234,5",
        )
    if found is None:
        raise Unusable(f"'{shown}' không phải là số", _TO_WRITE)
    whole = re.sub(r"[. ]", "", found["whole"])
    part = found["part"] or ""
    if len(whole.lstrip("0")) + len(part) > _MOST_WHOLE_DIGITS:
        raise Unusable(f"'{shown}' có quá {_MOST_WHOLE_DIGITS} chữ số", "kiểm tra lại số liệu")
    number = Decimal(f"{whole}.{part}" if part else whole)
    return -number if found["sign"] == "-" and number else number


def decimals_of(number: Decimal) -> int:
    """How many digits follow the comma as it is written; zeros at the end count."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def written(number: Decimal) -> str:
    """``1.234,5``."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))
