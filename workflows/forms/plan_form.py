"""What a clerk fills in to have a campaign planned."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from workflows.forms.checking import Form


class PlanForm(Form):
    """Lập kế hoạch một đợt văn bản."""

    folder: str = Field(
        min_length=1,
        title="Thư mục đợt phát hành",
        description="Thư mục có tệp campaign.toml trên máy chủ; tên không thôi thì tìm trong thư mục các đợt.",
        examples=["2026-khao-sat-hai-long-hai-cap"],
    )
    date: dt.date = Field(
        title="Ngày ban hành",
        description="Viết NĂM-THÁNG-NGÀY: 2026-03-02 là ngày 02 tháng 3 năm 2026. Không được là ngày chưa tới.",
    )
    name: str = Field(
        min_length=1,
        title="Người lập kế hoạch",
        description="Họ và tên; được ghi vào nhật ký.",
        examples=["Nguyễn Văn A"],
    )
