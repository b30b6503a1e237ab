"""What a clerk fills in to put a deadline off."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from workflows.forms.checking import Form


class ExtensionForm(Form):
    """Gia hạn báo cáo."""

    campaign: str = Field(min_length=1, title="Mã đợt phát hành", description="Có sẵn khi mở ô này từ bảng theo dõi.")
    letter: str = Field(
        min_length=1, title="Mã văn bản giao báo cáo", description="Mã của văn bản trong đợt, ví dụ trien-khai."
    )
    issuer: str = Field(min_length=1, title="Cơ quan ban hành văn bản", description="Tên hoặc mã trong danh bạ.")
    assignment: str = Field(min_length=1, title="Mã nhiệm vụ", description="Mã của nhiệm vụ trong tệp campaign.toml.")
    organ: str = Field(
        default="", title="Đơn vị được gia hạn", description="Tên hoặc mã; bỏ trống là mọi đơn vị của văn bản."
    )
    due: dt.date = Field(title="Hạn mới", description="Ngày cuối còn đúng hạn, viết NĂM-THÁNG-NGÀY.")
    reason: str = Field(min_length=1, title="Lý do gia hạn", description="Được lưu cùng hạn cũ.")
    name: str = Field(min_length=1, title="Người cho gia hạn", description="Họ và tên; được ghi vào nhật ký.")
