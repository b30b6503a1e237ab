"""What the morning's rounds may be told: usually nothing."""

from __future__ import annotations

from pydantic import Field

from workflows.forms.checking import Form


class SweepForm(Form):
    """Theo dõi thời hạn và nhắc việc."""

    campaign: str = Field(
        default="", title="Mã đợt phát hành", description="Bỏ trống là mọi đợt đang theo dõi trên máy chủ này."
    )
