"""An invented province of four levels: a campaign folder and the directory of all its offices."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "2024-khao-sat-hai-long"
TEXTS = ("trien-khai.md", "so-gddt.md", "cap-huyen.md", "cap-xa.md")
"""From the top level down; all of them as the example has them, so that they are as long as real letters."""
DAY = date(2024, 9, 27)
"""The day of issue of the letter at the top."""

_ENCLOSED = "phu-luc.txt"
_ORGANISATIONS = (
    "id", "name", "short_name", "abbreviation", "kind", "level", "parent_id", "place_name", "rank",
)  # fmt: skip
_SIGNATORIES = ("id", "organ", "full_name", "position", "capacities", "on_behalf_of")
_CAMPAIGN = f"""\
format = 1

[campaign]
id = "tinh-thu-nghiem"
title = "Khảo sát mức độ hài lòng ở một tỉnh thử nghiệm"
directory = "danh-ba"

[facts]
dien_thoai = "0000.000.000"

[citations.qd1711]
type = "Quyết định"
code = "1711/QĐ-UBND"
date = 2024-07-01
issuer = "Ủy ban nhân dân tỉnh Thử Nghiệm"

[citations.cv2979]
type = "Công văn"
code = "2979/TN-CCHC"
date = 2024-08-07
issuer = "Sở Thử nghiệm"
subject = "việc chuẩn bị khảo sát, đánh giá mức độ hài lòng năm 2024"

[windows.tuyen_truyen]
title = "Thời gian tuyên truyền"
from = "2024-10"
to = "2024-11"

[[letters]]
id = "cap-1"
text = "{TEXTS[0]}"
issuer = "thu-nghiem"
drafting_unit = "CCHC"
date = {DAY}
signatory = {{ capacity = "KT" }}
recipients = [
  {{ group = "cap-2", channel = "VBĐT" }},
  {{ name = "Văn phòng Sở", role = "copy", channel = "VBĐT" }},
]
file_copy = {{ unit = "CCHC" }}
attachments = ["{_ENCLOSED}"]

[[levels]]
name = "Cấp 2"
relays = {{ group = "cap-2" }}
issue_after_working_days = 1
margin_working_days = 5
id = "cap-2"
text = "{TEXTS[1]}"
drafting_unit = "NV"
signatory = {{ capacity = "KT" }}
recipients = [
  {{ relation = "direct_units", label = "Các cơ quan trực thuộc", channel = "VBĐT" }},
  {{ organisation = "thu-nghiem", role = "copy", label = "Sở Thử nghiệm (để báo cáo)", channel = "VBĐT" }},
]
file_copy = {{ unit = "NV" }}
attachments = ["{_ENCLOSED}"]

[[levels]]
name = "Cấp 3"
relays = {{ relation = "direct_units" }}
issue_after_working_days = 1
margin_working_days = 5
id = "cap-3"
text = "{TEXTS[2]}"
drafting_unit = "VP"
signatory = {{ capacity = "KT" }}
recipients = [
  {{ relation = "direct_units", label = "Các đơn vị trực thuộc", channel = "VBĐT" }},
  {{ organisation = "thu-nghiem", role = "copy", label = "Sở Thử nghiệm (để báo cáo)", channel = "VBĐT" }},
  {{ name = "Chủ tịch và các Phó Chủ tịch UBND", role = "copy", channel = "VBĐT" }},
]
file_copy = {{ unit = "VP" }}
attachments = ["{_ENCLOSED}"]

[[levels]]
name = "Cấp 4"
relays = {{ group = "cap-4" }}
issue_after_working_days = 1
margin_working_days = 3
id = "cap-4"
text = "{TEXTS[3]}"
drafting_unit = "VP"
signatory = {{ capacity = "KT" }}
recipients = [
  {{ name = "Trạm y tế", channel = "VBĐT" }},
  {{ name = "Các trường học trên địa bàn", channel = "VBĐT" }},
  {{ name = "Các thôn, tổ dân phố", channel = "giấy" }},
  {{ name = "Chủ tịch và các Phó Chủ tịch UBND", role = "copy", channel = "VBĐT" }},
]
file_copy = {{ unit = "VP" }}
attachments = ["{_ENCLOSED}"]

[[assignments]]
key = "phuc_tra"
title = "Phúc tra phiếu và gửi kết quả phúc tra"
letter = "cap-1"
deadline = {{ wording = "chậm nhất ngày", day = 2024-12-16 }}
figures = ["so_phieu", "so_phuc_tra"]
quotas = ["phuc_tra"]
documents = ["Kết quả phúc tra"]

[[assignments]]
key = "tuyen_truyen"
title = "Thông tin, tuyên truyền về cuộc khảo sát"
letter = "cap-1"
assignees = ["cap-2"]
window = "tuyen_truyen"

[[figures]]
key = "so_phieu"
label = "Tổng số phiếu khảo sát"
unit = "phiếu"

[[figures]]
key = "so_phuc_tra"
label = "Số phiếu đã phúc tra"
unit = "phiếu"
at_most = "so_phieu"

[[quotas]]
key = "phuc_tra"
label = "Tỷ lệ phiếu được phúc tra"
reached = "so_phuc_tra"
total = "so_phieu"
minimum_percent = 10
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """An organisation of the province with who signs for it."""

    id: str
    name: str
    kind: str
    parent: str
    signs: str

    @property
    def organisation(self) -> tuple[str, ...]:
        return (self.id, self.name, self.name, "TN", self.kind, "xa", self.parent, "Thử Nghiệm", "")

    @property
    def signatory(self) -> tuple[str, ...]:
        return (f"pho-{self.id}", self.id, "Nguyễn Văn A", f"Phó {self.signs}", "KT", self.signs)


def build_province(folder: Path, breadths: tuple[int, int, int], name: str) -> int:
    """Write the campaign and its directory into a new folder; the number of offices, each of which writes a letter.

    Args:
        folder: does not exist yet.
        breadths: how many offices stand directly under each office of the first three levels.
        name: goes into the name of every office, so that two provinces share none.
    """
    offices = tuple(_offices(breadths, name))
    own = folder / "danh-ba"
    own.mkdir(parents=True)
    for text in TEXTS:
        shutil.copy(EXAMPLE / text, folder)
    (folder / _ENCLOSED).write_text("Mẫu phiếu khảo sát\n", encoding="utf-8")
    (folder / "campaign.toml").write_text(_CAMPAIGN, encoding="utf-8")
    _write(own / "organisations.csv", _ORGANISATIONS, (one.organisation for one in offices))
    _write(own / "signatories.csv", _SIGNATORIES, (one.signatory for one in offices))
    groups = [(f"cap-{level}", f"Các cơ quan cấp {level}", f"kind=cap_{level}") for level in (2, 3, 4)]
    _write(own / "groups.csv", ("id", "label", "selector"), groups)
    return len(offices)


def three(breadths: Sequence[int]) -> tuple[int, int, int]:
    """What a province takes, from the words of a command line."""
    first, second, third = breadths
    return first, second, third


def _offices(breadths: tuple[int, int, int], name: str) -> Iterator[_Office]:
    top = _Office(id="thu-nghiem", name="Sở Thử nghiệm", kind="cap_1", parent="", signs="Giám đốc")
    yield top
    districts, communes, schools = breadths
    for i in range(1, districts + 1):
        district = _Office(
            id=f"{top.id}-{i}",
            name=f"Ủy ban nhân dân huyện {name} {i}",
            kind="cap_2",
            parent=top.id,
            signs="Chủ tịch",
        )
        yield district
        for j in range(1, communes + 1):
            commune = _Office(
                id=f"{district.id}-{j}",
                name=f"Ủy ban nhân dân xã {name} {i}.{j}",
                kind="cap_3",
                parent=district.id,
                signs="Chủ tịch",
            )
            yield commune
            for k in range(1, schools + 1):
                yield _Office(
                    id=f"{commune.id}-{k}",
                    name=f"Trường Tiểu học số {k} xã {name} {i}.{j}",
                    kind="cap_4",
                    parent=commune.id,
                    signs="Hiệu trưởng",
                )


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
