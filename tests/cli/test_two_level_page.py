"""docs/two-level-campaign.md, followed line by line by someone who knows nothing else."""

import json
import re
import shlex
from pathlib import Path
from zipfile import ZipFile

import pytest
from command_line import vanban

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "two-level-campaign.md").read_text(encoding="utf-8")
CAMPAIGN = Path("ra-soat-2025")


def commands(step: int) -> list[list[str]]:
    """The commands of a step as words."""
    (section,) = re.findall(rf"^## {step}\. .*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return [
        shlex.split(line)[1:]
        for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
        for line in block.splitlines()
    ]


def edit_as_told() -> None:
    """Step 2: names of signatories, an attachment that the text names, and the # taken from what the page names."""
    sheet = CAMPAIGN / "danh-ba" / "signatories.csv"
    sheet.write_text(sheet.read_text("utf-8-sig").replace(",,Phó Chủ tịch", ",Nguyễn Văn A,Phó Chủ tịch"), "utf-8-sig")
    (CAMPAIGN / "bieu-mau.xlsx").write_bytes(b"a form")
    text = CAMPAIGN / "ra-soat.md"
    text.write_text(
        text.read_text("utf-8").replace("Tổng hợp theo biểu mẫu", "Tổng hợp (theo biểu mẫu kèm theo)"), "utf-8"
    )
    file = CAMPAIGN / "campaign.toml"
    above, _, level = file.read_text("utf-8").partition("# [[levels]]")
    above = re.sub(r"(?m)^# (directory|attachments) =", r"\1 =", above)
    file.write_text(above + re.sub(r"(?m)^# ", "", f"# [[levels]]{level}"), "utf-8")


@pytest.fixture
def followed() -> dict[int, list[str]]:
    """What each command of each step printed; every one of them has to succeed."""
    said: dict[int, list[str]] = {}
    for step in (1, 3, 4, 5, 6, 7, 8):
        if step == 3:
            edit_as_told()
        for words in commands(step):
            ran = vanban(*words)
            assert ran.code == 0, (words, ran.err, ran.out)
            said.setdefault(step, []).append(ran.out + ran.err)
    return said


def test_every_command_of_the_page_does_what_the_page_says(followed):
    planned, packed, owed, extended = followed[3][1], followed[4][1], followed[5][1], followed[5][2]
    recalled, _, packed_again = followed[6]

    assert "66 văn bản của 66 cơ quan; không có điều gì phải sửa" in planned
    # Mon 13/10/2025 less 3 working days: Wed 8/10/2025.
    assert re.search(r"Sở Nội vụ +│ 1 .* 65 +│ 13/10/2025", planned)
    assert re.search(r"└─ Cấp xã │ 65 .* ngoài danh bạ +│ 08/10/2025", planned)
    assert Path("so-do.svg").read_text("utf-8").startswith("<svg")
    assert "66 văn bản, 132 tệp DOCX và PDF trong output/ra-soat-2025" in followed[4][0]
    assert "Đã đóng 66 gói" in packed
    assert "1 nghĩa vụ báo cáo" in owed
    assert "hạn 13/10/2025 → 20/10/2025" in extended
    assert "xa-22525-van-hung-202507-thu-hoi-cap-xa.zip" in recalled
    assert "Thu hồi bằng Công văn số 02/UBND-VP" in packed_again
    assert "Đính chính bằng Công văn số 02/SNV-CCHC" in packed_again
    assert "Nhật ký nguyên vẹn" in followed[7][3]
    assert len(list(Path("so").iterdir())) == 4
    with ZipFile("output/ra-soat-2025/goi/snv-202507.zip") as pack:
        assert "van-ban/0001-SNV-CCHC-ra-soat/kem-theo/bieu-mau.xlsx" in pack.namelist()
    letters = json.loads(vanban("register", "show", "--json").out)["registers"]
    assert len(letters) == 66


def test_every_column_of_the_tree_is_explained():
    from vanban.usecases.planning.describe_cascade import TREE_COLUMNS  # noqa: PLC0415  # the commands load it when asked

    assert [column for column in TREE_COLUMNS[1:] if f"| {column} |" not in PAGE] == []
