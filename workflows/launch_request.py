"""What a clerk fills in to launch a campaign, and the check of it that Prefect's form does not make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vanban.domain.errors import InvalidInput, Problem

_REMEDIES = {
    "missing": ("còn thiếu", "điền ô này"),
    "string_too_short": ("còn trống", "điền ô này"),
    "extra_forbidden": ("không có ô này", "bỏ đi, hoặc sửa tên cho đúng"),
    "date": ("không phải là ngày", "viết NĂM-THÁNG-NGÀY, ví dụ 2020-09-15"),
}
_OTHERWISE = ("không dùng được", "xem lời giải thích của ô này")


class LaunchRequest(BaseModel):
    """Phát hành một đợt văn bản."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str = Field(
        min_length=1,
        title="Thư mục đợt phát hành",
        description="Đường dẫn trên máy chạy luồng công việc, nơi có tệp campaign.toml.",
        examples=["examples/2020-truyen-thong-dieu-tra"],
    )
    date: dt.date = Field(
        title="Ngày ban hành",
        description="Viết NĂM-THÁNG-NGÀY: 2020-09-15 là ngày 15 tháng 9 năm 2020. Không được là ngày chưa tới.",
    )
    out: str = Field(
        default="output",
        min_length=1,
        title="Thư mục ghi tệp",
        description="DOCX và PDF được ghi vào thư mục con mang mã của đợt.",
    )
    database: str = Field(
        default="vanban.db",
        min_length=1,
        title="Cơ sở dữ liệu",
        description="Sổ đăng ký văn bản đi: tệp SQLite hoặc URL.",
    )
    directory: str = Field(
        default="",
        title="Danh bạ riêng của cơ quan",
        description="Thư mục CSV hoặc tệp XLSX; bỏ trống thì theo campaign.toml.",
    )


def checked(request: LaunchRequest | Mapping[str, Any]) -> LaunchRequest:
    """The request as a form sent it or a program made it, valid.

    Raises:
        InvalidInput: with every field that cannot be used; a form checks neither days nor empty fields.
    """
    try:
        return LaunchRequest.model_validate(request)
    except ValidationError as error:
        raise InvalidInput(_problem(one["type"], one["loc"]) for one in error.errors()) from None


def given(request: object, field: str) -> str:
    """A field of a request that may still be as a form sent it, for a name or a heading."""
    fields = request.model_dump() if isinstance(request, LaunchRequest) else request
    return str(fields.get(field, "?")) if isinstance(fields, Mapping) else "?"


def _problem(kind: str, place: tuple[int | str, ...]) -> Problem:
    name = str(place[0]) if place else ""
    field = LaunchRequest.model_fields.get(name)
    message, remedy = _REMEDIES.get("date" if kind.startswith("date") else kind, _OTHERWISE)
    label = field.title if field and field.title else name
    return Problem(file="Yêu cầu phát hành", place=label, message=message, remedy=remedy)
