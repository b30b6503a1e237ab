"""The Vietnamese words for what a JSON Schema finds wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from vanban.intake.schema import Schema
from vanban.intake.toml_lines import FieldPath

_SHOWN_LENGTH = 60
_TYPES = {
    "string": "chuỗi chữ trong dấu nháy kép",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách trong dấu [ ]",
    "object": "bảng khóa và giá trị",
}
_EMPTY = ("để trống", "ghi giá trị hoặc xóa khóa này")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that a schema finds wrong: which keyword with which value, in which instance."""

    path: FieldPath
    keyword: str
    value: Any
    instance: Any
    schema: Schema
    in_name: bool

    @property
    def remedy(self) -> str:
        return str(self.schema.get("x-remedy", "sửa lại theo hướng dẫn trong docs/campaign-file.md"))


def wording(found: Violation) -> tuple[str, str]:
    """Message and remedy for a value."""
    return _SAID.get(found.keyword, _said_otherwise)(found)


def nearest(word: str, known: Iterable[str], kind: str) -> str:
    """A remedy that names the known word closest to a wrong one, or all that may stand there."""
    names = list(known)
    lowered = {name.casefold(): name for name in names}
    close = get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    if close:
        return f"có phải ý là '{lowered[close[0]]}'? Sửa lại {kind} này"
    if not names:
        return f"xóa {kind} này"
    return f"chọn một trong: {', '.join(names)}"


def toml_text(value: object) -> str:
    """A plain value as TOML writes it, for the examples in remedies."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_text(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_text(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def shown(value: object) -> str:
    """A value short enough for a message."""
    text = value if isinstance(value, str) else toml_text(value)
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"


def _wrong_type(found: Violation) -> tuple[str, str]:
    wanted = _TYPES[str(found.value)]
    return f"giá trị '{shown(found.instance)}' sai kiểu", f"ghi {wanted}"


def _wrong_choice(found: Violation) -> tuple[str, str]:
    return f"giá trị '{shown(found.instance)}' không dùng được", _choose(str(found.instance), found.value)


def _choose(word: str, choices: Iterable[str]) -> str:
    listed = list(choices)
    close = nearest(word, listed, "giá trị")
    every = f"chọn một trong: {', '.join(listed)}"
    return close if close == every else f"{close}; {every}"


def _wrong_constant(found: Violation) -> tuple[str, str]:
    return f"giá trị '{shown(found.instance)}' không dùng được", f"ghi {toml_text(found.value)}"


def _wrong_form(found: Violation) -> tuple[str, str]:
    if not str(found.instance).strip():
        return _EMPTY
    return f"giá trị '{shown(found.instance)}' không đúng dạng", found.remedy


def _no_such_day(found: Violation) -> tuple[str, str]:
    return f"ngày '{shown(found.instance)}' không có trong lịch", found.remedy


def _empty(_found: Violation) -> tuple[str, str]:
    return _EMPTY


def _empty_list(_found: Violation) -> tuple[str, str]:
    return "danh sách rỗng", "ghi ít nhất một mục hoặc xóa khóa này"


def _too_long(found: Violation) -> tuple[str, str]:
    return f"quá dài ({len(found.instance)} chữ)", f"rút gọn còn {found.value} chữ"


def _twice(_found: Violation) -> tuple[str, str]:
    return "danh sách có mục ghi hai lần", "xóa mục ghi lặp"


def _too_small(found: Violation) -> tuple[str, str]:
    return f"số {found.instance} quá nhỏ", f"ghi số từ {found.value} trở lên"


def _not_above(found: Violation) -> tuple[str, str]:
    return f"số {found.instance} quá nhỏ", f"ghi số lớn hơn {found.value}"


def _too_large(found: Violation) -> tuple[str, str]:
    return f"số {found.instance} quá lớn", f"ghi số không quá {found.value}"


def _one_of(found: Violation) -> tuple[str, str]:
    choices = [key for option in found.value for key in option["required"]]
    given = [key for key in choices if key in found.instance]
    listed = ", ".join(choices)
    if not given:
        return f"thiếu một trong các khóa: {listed}", "ghi đúng một khóa trong số đó"
    return f"các khóa {' và '.join(given)} không dùng cùng nhau", f"chỉ giữ một trong các khóa: {listed}"


def _needs_another(found: Violation) -> tuple[str, str]:
    wanted = " hoặc ".join(f"'{key}'" for option in found.value for key in option["required"])
    key = found.schema["x-key"]
    return f"khóa '{key}' chỉ dùng kèm khóa {wanted}", f"xóa '{key}' hoặc thêm {wanted}"


def _said_otherwise(found: Violation) -> tuple[str, str]:
    return f"giá trị '{shown(found.instance)}' không dùng được", found.remedy


_SAID: Mapping[str, Callable[[Violation], tuple[str, str]]] = {
    "type": _wrong_type,
    "enum": _wrong_choice,
    "const": _wrong_constant,
    "pattern": _wrong_form,
    "format": _no_such_day,
    "minLength": _empty,
    "minItems": _empty_list,
    "maxLength": _too_long,
    "uniqueItems": _twice,
    "minimum": _too_small,
    "exclusiveMinimum": _not_above,
    "maximum": _too_large,
    "oneOf": _one_of,
    "anyOf": _needs_another,
}
