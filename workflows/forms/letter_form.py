"""What a clerk fills in to have one letter written."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from workflows.forms.checking import Form


class LetterForm(Form):
    """Soạn một công văn."""

    id: str = Field(
        min_length=1,
        pattern=r"^[a-z0-9][a-z0-9-]*$",
        title="Mã văn bản",
        description="Chữ thường không dấu, số và gạch nối; mỗi văn bản một mã, ví dụ moi-hop-thang-3.",
    )
    issuer: str = Field(min_length=1, title="Cơ quan ban hành", description="Tên trong danh bạ, ví dụ Sở Nội vụ.")
    drafting_unit: str = Field(
        default="",
        title="Đơn vị soạn thảo",
        description="Chữ viết tắt trong ký hiệu, ví dụ CCHC; bỏ trống nếu không có.",
    )
    subject: str = Field(min_length=1, title="Trích yếu", description="Viết thường, không có chữ V/v và dấu chấm cuối.")
    addressees: list[str] = Field(
        min_length=1, title="Kính gửi", description="Mỗi nơi một dòng: tên cơ quan trong danh bạ, hoặc tên khác."
    )
    copies: list[str] = Field(
        default_factory=list, title="Nơi nhận khác", description="Ngoài “Như trên” và “Lưu”; mỗi nơi một dòng."
    )
    text: str = Field(
        min_length=1,
        title="Nội dung",
        description="Mỗi đoạn cách nhau một dòng trống; đoạn cuối kết thúc bằng ./.",
        json_schema_extra={"format": "textarea"},
    )
    signatory: str = Field(min_length=1, title="Người ký", description="Mã trong danh bạ, hoặc KT, TM, TL, TUQ, Q.")
    date: dt.date = Field(title="Ngày ban hành", description="Viết NĂM-THÁNG-NGÀY. Không được là ngày chưa tới.")
    name: str = Field(min_length=1, title="Người soạn thảo", description="Họ và tên; được ghi vào nhật ký.")
