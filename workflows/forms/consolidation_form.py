"""What a clerk fills in to have the reports of an office's units added up."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from workflows.forms.checking import Form


class ConsolidationForm(Form):
    """Tổng hợp báo cáo."""

    campaign: str = Field(min_length=1, title="Mã đợt phát hành", description="Có sẵn khi mở ô này từ bảng theo dõi.")
    issuer: str = Field(
        min_length=1, title="Cơ quan tổng hợp", description="Cơ quan đã giao báo cáo: tên hoặc mã trong danh bạ."
    )
    assignment: str = Field(min_length=1, title="Mã nhiệm vụ", description="Mã của nhiệm vụ trong tệp campaign.toml.")
    letter: str = Field(
        default="",
        title="Mã văn bản giao báo cáo",
        description="Chỉ ghi khi cơ quan giao cùng nhiệm vụ bằng nhiều văn bản.",
    )
    as_of: dt.date = Field(
        title="Số liệu tính đến ngày", description="Báo cáo nhận đến hết ngày này, viết NĂM-THÁNG-NGÀY."
    )
    name: str = Field(min_length=1, title="Người tổng hợp", description="Họ và tên; được ghi vào nhật ký.")
