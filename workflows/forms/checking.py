"""The check of a filled form that Prefect does not make, answered in Vietnamese with every field at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from vanban.domain.errors import InvalidInput, Problem

_REMEDIES = {
    "missing": ("còn thiếu", "điền ô này"),
    "string_too_short": ("còn trống", "điền ô này"),
    "extra_forbidden": ("không có ô này", "bỏ đi, hoặc sửa tên cho đúng"),
    "date": ("không phải là ngày", "viết NĂM-THÁNG-NGÀY, ví dụ 2024-09-27"),
    "enum": ("không có trong danh sách", "chọn một trong các mục của ô này"),
    "string_type": ("không phải là chữ", "viết chữ hoặc số vào ô này"),
}
_OTHERWISE = ("không dùng được", "xem lời giải thích của ô này")


class Form(BaseModel):
    """A form: plain fields, none optional, which Prefect shows badly."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, use_enum_values=False)


_Form = TypeVar("_Form", bound=Form)


def checked(form: type[_Form], request: _Form | Mapping[str, Any]) -> _Form:
    """The form as a screen sent it or a program made it, valid.

    Raises:
        InvalidInput: with every field that cannot be used; the screen checks neither days nor empty fields.
    """
    try:
        return form.model_validate(request)
    except ValidationError as error:
        name = (form.__doc__ or "").strip().rstrip(".")
        raise InvalidInput(_problem(form, name, one["type"], one["loc"]) for one in error.errors()) from None


def given(request: object, field: str) -> str:
    """A field of a request that may still be as a screen sent it, for a name or a heading."""
    fields = request.model_dump() if isinstance(request, Form) else request
    return str(fields.get(field, "?")) if isinstance(fields, Mapping) else "?"


def _problem(form: type[Form], name: str, kind: str, place: tuple[int | str, ...]) -> Problem:
    key = str(place[0]) if place else ""
    field = form.model_fields.get(key)
    message, remedy = _REMEDIES.get("date" if kind.startswith("date") else kind, _OTHERWISE)
    label = field.title if field and field.title else key
    return Problem(file=name, place=label, message=message, remedy=remedy)
