"""Roman numerals, as mục and Phụ lục are numbered."""

from __future__ import annotations

_SIGNS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """``IV`` for 4."""
    signs = []
    for value, sign in _SIGNS:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def from_roman(signs: str) -> int | None:
    """4 for ``IV``; ``None`` for what is no Roman numeral, such as ``IIII``."""
    number, rest = 0, signs
    for value, sign in _SIGNS:
        while rest.startswith(sign):
            number += value
            rest = rest.removeprefix(sign)
    return number if number and roman(number) == signs else None
