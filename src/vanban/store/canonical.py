"""One spelling for every value that is hashed: the same value gives the same text in every process."""

from __future__ import annotations

import json
from decimal import Decimal

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no optional white space; Vietnamese letters stay themselves."""
    return _ENCODER.encode(value)


def decimal_text(value: Decimal) -> str:
    """A decimal number in plain digits, without zeros that say nothing: ``12.50`` and ``1.25E+1`` are ``12.5``."""
    if not value.is_finite():
        raise ValueError("only a finite number can be kept")
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
