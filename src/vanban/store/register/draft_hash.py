"""The fingerprint of a draft, by which a second launch knows that the letter is still the same."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from operator import itemgetter
from types import NoneType
from typing import Any

from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.signing import Signatory
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

_Spelling = Callable[[Any], str]
"""What makes of a value of one class its canonical JSON, without making lists and dictionaries of it first."""


def draft_sha256(draft: Draft) -> str:
    """SHA-256 over the draft, in hexadecimal; number and planned day do not count.

    A field at its default is left out, so that one which the domain gains later changes no letter of today.
    """
    return hashlib.sha256(_NOW[type(draft)](draft).encode()).hexdigest()


def draft_sha256_in_0001(draft: Draft) -> str:
    """The fingerprint that the draft had in a register of step 0001, before levels and duties."""
    return hashlib.sha256(_THEN[type(draft)](draft).encode()).hexdigest()


class _Spellings(dict[type[Any], _Spelling]):
    """The spelling of every class that has come up, and of its fields that count."""

    def __init__(self, counted: Callable[[Any], Sequence[tuple[str, object]]]) -> None:
        self._counted = counted

    def __missing__(self, kind: type[Any]) -> _Spelling:
        spelling = self[kind] = self._of_fields(kind) if dataclasses.is_dataclass(kind) else self._of_other(kind)
        return spelling

    def _of_fields(self, kind: type[Any]) -> _Spelling:
        """The class name goes along, so that blocks of two kinds never look alike."""
        counted = [(f'"{name}":', name, default) for name, default in sorted(self._counted(kind), key=itemgetter(0))]
        head = f'["{kind.__name__}",{{'

        def spelling(value: Any) -> str:
            told = []
            for label, name, default in counted:
                held = getattr(value, name)
                # Asking a value whether it is a default that nothing equals takes as long as spelling it.
                if default is dataclasses.MISSING or held != default:
                    told.append(label + self[type(held)](held))
            return head + ",".join(told) + "}]"

        return spelling

    def _of_other(self, kind: type[Any]) -> _Spelling:
        if issubclass(kind, tuple | list):
            return lambda value: f"[{','.join([self[type(item)](item) for item in value])}]"
        if issubclass(kind, Mapping):
            return self._of_mapping
        if issubclass(kind, frozenset | set):
            return lambda value: f"[{','.join(sorted(self[type(item)](item) for item in value))}]"
        for other, spelt in _SPELT:
            if issubclass(kind, other):
                return spelt
        raise TypeError(f"a draft cannot hold {kind.__name__}: it has no canonical spelling")

    def _of_mapping(self, value: Mapping[Any, Any]) -> str:
        told = {str(key): self[type(item)](item) for key, item in value.items()}
        return f"{{{','.join(f'{encode_basestring(key)}:{told[key]}' for key in sorted(told))}}}"


@cache
def _of_member(member: Enum) -> str:
    return canonical_json(member.value)


_SPELT: tuple[tuple[Any, _Spelling], ...] = (
    (Enum, _of_member),
    (str, encode_basestring),
    (bool, lambda value: "true" if value else "false"),
    (NoneType, lambda _: "null"),
    (int, int.__repr__),
    # Equal drafts must hash alike, and 60 == 60.0.
    (float, lambda value: canonical_json(int(value) if value.is_integer() else value)),
    (bytes, lambda value: canonical_json(["bytes", hashlib.sha256(value).hexdigest()])),
    (date, lambda value: canonical_json(value.isoformat())),
)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _counted_now(kind: Any) -> Sequence[tuple[str, object]]:
    """The names that may count, with their defaults; a required field has one that nothing equals."""
    left_out = _LEFT_OUT.get(kind, frozenset())
    return tuple((field.name, _default(field)) for field in dataclasses.fields(kind) if field.name not in left_out)


def _counted_then(kind: Any) -> Sequence[tuple[str, object]]:
    names = _IN_0001.get(kind.__name__) or [name for name, _ in _counted_now(kind)]
    return tuple((name, dataclasses.MISSING) for name in names)


_NOW = _Spellings(_counted_now)
_THEN = _Spellings(_counted_then)
