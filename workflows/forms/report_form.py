"""What a unit, or the clerk who takes its call, fills in to report."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from vanban.domain.errors import InvalidInput, Problem
from workflows.forms.checking import Form


class FigureAnswer(Form):
    """Một số liệu."""

    figure: str = Field(min_length=1, title="Mã số liệu", description="Có sẵn khi mở ô này từ bảng theo dõi.")
    label: str = Field(default="", title="Số liệu", description="Tên số liệu, chỉ để đọc.")
    value: str = Field(default="", title="Giá trị", description="Số viết theo kiểu Việt Nam: 1.234 hoặc 12,5.")


class ReportForm(Form):
    """Nhập báo cáo của một đơn vị."""

    campaign: str = Field(min_length=1, title="Mã đợt phát hành", description="Có sẵn khi mở ô này từ bảng theo dõi.")
    organ: str = Field(min_length=1, title="Đơn vị báo cáo", description="Tên hoặc mã trong danh bạ.")
    assignment: str = Field(min_length=1, title="Mã nhiệm vụ", description="Mã của nhiệm vụ trong tệp campaign.toml.")
    figures: list[FigureAnswer] = Field(
        default_factory=list, title="Số liệu", description="Mỗi số liệu một dòng; số nguyên hoặc có phần thập phân."
    )
    as_of: dt.date = Field(title="Số liệu tính đến ngày", description="Viết NĂM-THÁNG-NGÀY, ví dụ 2024-12-10.")
    reporter: str = Field(
        min_length=1, title="Người báo cáo", description="Họ và tên người chịu trách nhiệm về số liệu."
    )
    note: str = Field(default="", title="Ghi chú", description="Khó khăn, kiến nghị của đơn vị nếu có.")
    reason: str = Field(
        default="", title="Lý do sửa báo cáo", description="Phải ghi khi đơn vị đã báo cáo trước đó và nay gửi số khác."
    )

    def answers(self) -> dict[str, str]:
        """What was answered, by figure.

        Raises:
            InvalidInput: a figure is answered on several lines; which of them counts is not for us to guess.
        """
        keys = [one.figure for one in self.figures]
        twice = [
            Problem(
                file="Nhập báo cáo của một đơn vị",
                place=f"số liệu '{key}'",
                message=f"ghi {keys.count(key)} dòng",
                remedy="chỉ giữ một dòng",
            )
            for key in dict.fromkeys(keys)
            if keys.count(key) > 1
        ]
        if twice:
            raise InvalidInput(twice)
        return {one.figure: one.value for one in self.figures}
