"""What a clerk fills in to issue an approved plan."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from workflows.forms.checking import Form


class Confirmation(StrEnum):
    """The one answer that issues; it is no default."""

    YES = "Phát hành"


class LaunchForm(Form):
    """Phát hành một kế hoạch đã duyệt."""

    plan_id: str = Field(
        min_length=1, title="Mã kế hoạch", description="Có sẵn khi mở ô này từ trang của kế hoạch; không sửa."
    )
    confirmation: Confirmation = Field(
        title="Xác nhận",
        description="Chọn “Phát hành” để cấp số, vào sổ và vẽ văn bản. Bấm hai lần vẫn chỉ cấp số một lần.",
    )
    name: str = Field(min_length=1, title="Văn thư phát hành", description="Họ và tên; được ghi vào nhật ký.")
