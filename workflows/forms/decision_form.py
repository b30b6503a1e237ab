"""What whoever checks a plan fills in: Decree 30/2020/NĐ-CP, Art. 12 asks for two such decisions."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from vanban.domain.campaigns.approval import Aspect
from workflows.forms.checking import Form


class AspectChoice(StrEnum):
    """The two aspects in the words of Art. 12."""

    CONTENT = "Nội dung văn bản"
    FORMAT = "Thể thức, kỹ thuật trình bày"

    @property
    def aspect(self) -> Aspect:
        return Aspect[self.name]


class Answer(StrEnum):
    """Yes or no; neither is the default."""

    YES = "Duyệt"
    NO = "Không duyệt"


class DecisionForm(Form):
    """Duyệt kế hoạch phát hành."""

    plan_id: str = Field(
        min_length=1, title="Mã kế hoạch", description="Có sẵn khi mở ô này từ trang của kế hoạch; không sửa."
    )
    aspect: AspectChoice = Field(
        title="Duyệt phần nào",
        description="Điều 12 Nghị định 30/2020/NĐ-CP: nội dung và thể thức được hai người kiểm tra riêng.",
    )
    answer: Answer = Field(title="Ý kiến", description="Duyệt, hoặc không duyệt và ghi lý do ở dưới.")
    name: str = Field(min_length=1, title="Họ và tên người duyệt", description="Được ghi vào sổ duyệt và nhật ký.")
    position: str = Field(min_length=1, title="Chức vụ", description="Ví dụ: Trưởng phòng Cải cách hành chính.")
    reason: str = Field(default="", title="Lý do", description="Phải ghi khi không duyệt.")
