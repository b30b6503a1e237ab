"""The fingerprint of a draft, by which a second launch knows that the letter is still the same."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Mapping
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
_IN_0001 = {
    "Draft": ("key", "series", "letter", "recipients", "signatory", "file_copy", "attachments"),
    "Letter": (
        *("document_type", "letterhead", "issuer_name", "code", "place", "subject", "addressees", "blocks"),
        *("distribution_list", "signature", "appendices", "urgency", "circulation_mark", "contact_line"),
    ),
    "Letterhead": ("superior_lines", "issuer_lines"),
    "Paragraph": ("role", "runs", "marker"),
    "Run": ("text", "bold", "italic", "href"),
    "Table": ("aligns", "head", "rows"),
    "Image": ("content", "media_type", "alt", "width_mm", "height_mm"),
    "QrCode": ("link", "alt", "width_mm"),
    "SignatureBlock": ("lines", "full_name"),
    "Appendix": ("label", "title", "blocks"),
    "Recipient": ("label", "role", "organ_ids", "channel", "copies"),
    "Signatory": ("id", "organ_id", "full_name", "position", "authorities", "authorisation"),
    "Authority": ("capacity", "on_behalf_of"),
    "FileCopy": ("unit", "copies", "drafter"),
}
"""What counted while the tables were at step 0001, at its default or not: those fingerprints stand in registers."""

_FieldsOf = Callable[[Any], Iterable[str]]


def draft_sha256(draft: Draft) -> str:
    """SHA-256 over the draft, in hexadecimal; number and planned day do not count.

    A field at its default is left out, so that one which the domain gains later changes no letter of today.
    """
    return hashlib.sha256(canonical_json(_plain(draft, _telling)).encode()).hexdigest()


def draft_sha256_in_0001(draft: Draft) -> str:
    """The fingerprint that the draft had in a register of step 0001, before levels and duties."""
    return hashlib.sha256(canonical_json(_plain(draft, _as_in_0001)).encode()).hexdigest()


def _telling(value: Any) -> Iterable[str]:
    kind: Any = type(value)
    return [name for name, default in _counted_fields(kind) if getattr(value, name) != default]


def _as_in_0001(value: Any) -> Iterable[str]:
    kind: Any = type(value)
    return _IN_0001.get(kind.__name__) or [name for name, _ in _counted_fields(kind)]


def _plain(value: object, fields_of: _FieldsOf) -> object:
    """The value as JSON can write it; a class name goes along, so that blocks of two kinds never look alike."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        # Equal drafts must hash alike, and 60 == 60.0.
        return int(value) if value.is_integer() else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, {name: _plain(getattr(value, name), fields_of) for name in fields_of(value)}]
    return _plain_other(value, fields_of)


def _plain_other(value: object, fields_of: _FieldsOf) -> object:
    if isinstance(value, tuple | list):
        return [_plain(item, fields_of) for item in value]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item, fields_of) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_plain(item, fields_of) for item in value), key=canonical_json)
    raise TypeError(f"a draft cannot hold {type(value).__name__}: it has no canonical spelling")


@cache
def _counted_fields(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    """The names that may count, with their defaults; a required field has one that nothing equals."""
    left_out = _LEFT_OUT.get(kind, frozenset())
    return tuple((field.name, _default(field)) for field in dataclasses.fields(kind) if field.name not in left_out)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
