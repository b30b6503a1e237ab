"""A small campaign that is right in every part, for tests to spoil one part of."""

from __future__ import annotations

from pathlib import Path

import pytest

CAMPAIGN = """\
format = 1

[campaign]
id = "khao-sat-2024"
title = "Khảo sát mức độ hài lòng năm 2024"

[links]
phieu = "https://forms.gle/abc"

[facts]
so_phieu = 24270

[windows.tuyen_truyen]
title = "Thời gian tuyên truyền"
from = "2024-10"
to = "2024-11"

[citations.cv2979]
type = "Công văn"
code = "2979/SNV-CCHC"
date = 2024-08-07
issuer = "Sở Nội vụ"
subject = "việc chuẩn bị khảo sát"

[[letters]]
id = "trien-khai"
text = "trien-khai.md"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-09-27
signatory = { capacity = "KT" }
recipients = [
  { group = "ubnd-huyen" },
  { name = "Báo Khánh Hòa", role = "copy", channel = "VBĐT" },
]
file_copy = { unit = "CCHC", copies = 1 }
attachments = ["mau-phieu.docx"]

[[assignments]]
key = "bao_cao"
title = "Báo cáo kết quả"
letter = "trien-khai"
window = "tuyen_truyen"
deadline = { wording = "trước ngày", day = 2024-12-05 }
figures = ["so_phieu", "so_phuc_tra"]
quotas = ["phuc_tra"]

[[figures]]
key = "so_phieu"
label = "Tổng số phiếu"
unit = "phiếu"

[[figures]]
key = "so_phuc_tra"
label = "Số phiếu phúc tra"
unit = "phiếu"
at_most = "so_phieu"

[[quotas]]
key = "phuc_tra"
label = "Tỷ lệ phúc tra"
reached = "so_phuc_tra"
total = "so_phieu"
minimum_percent = 10
"""

TEXT = """\
+++
type = "công văn"
subject = "triển khai khảo sát năm 2024"
appendices = [{ title = "Mẫu thông báo", text = "thong-bao.md" }]
+++

Sở Nội vụ đề nghị các đơn vị thực hiện./.
"""


@pytest.fixture
def campaign_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dot"
    folder.mkdir()
    (folder / "campaign.toml").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "trien-khai.md").write_text(TEXT, encoding="utf-8")
    (folder / "thong-bao.md").write_text("Trân trọng thông báo./.\n", encoding="utf-8")
    (folder / "mau-phieu.docx").write_bytes(b"a form")
    return folder
