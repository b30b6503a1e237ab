"""The fingerprint of a draft, by which a second launch knows that the letter is still the same."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from vanban.domain.calendar import ComputedDay
from vanban.domain.document import DocumentCode
from vanban.domain.draft import Draft
from vanban.domain.letter import Letter
from vanban.domain.signing import Signatory
from vanban.store.canonical import canonical_json

_LEFT_OUT = {
    Letter: frozenset({"issued_on"}),
    DocumentCode: frozenset({"code_number"}),
    Signatory: frozenset({"validity"}),
    ComputedDay: frozenset({"projected"}),
}
"""What ``Letter.numbered`` fills in, so that a letter launched a day later is still the same letter; until when its
signatory may sign, which an office may enter long after the letter left; and whether the holidays of a deadline's
year had been announced."""
_NOT_YET_IN_0001 = frozenset({"level", "above", "duties"})
"""The fields of a draft that came with step 0002 of the tables."""


def draft_sha256(draft: Draft) -> str:
    """SHA-256 over every field of the draft, in hexadecimal; number and planned day do not count."""
    return hashlib.sha256(canonical_json(_plain(draft)).encode()).hexdigest()


def draft_sha256_in_0001(draft: Draft) -> str:
    """The fingerprint that the draft had before levels and duties, for letters issued in that time."""
    kind, fields = _plain_fields(draft)
    older = {name: value for name, value in fields.items() if name not in _NOT_YET_IN_0001}
    return hashlib.sha256(canonical_json([kind, older]).encode()).hexdigest()


def _plain(value: object) -> object:
    """The value as JSON can write it; a class name goes along, so that blocks of two kinds never look alike."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        # Equal drafts must hash alike, and 60 == 60.0.
        return int(value) if value.is_integer() else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return list(_plain_fields(value))
    return _plain_other(value)


def _plain_fields(value: object) -> tuple[str, dict[str, object]]:
    kind: Any = type(value)
    return kind.__name__, {name: _plain(getattr(value, name)) for name in _counted_fields(kind)}


def _plain_other(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_plain(item) for item in value), key=canonical_json)
    raise TypeError(f"a draft cannot hold {type(value).__name__}: it has no canonical spelling")


@cache
def _counted_fields(kind: type[Any]) -> tuple[str, ...]:
    left_out = _LEFT_OUT.get(kind, frozenset())
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in left_out)
