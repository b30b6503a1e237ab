"""Family d: texts that a spreadsheet would run when somebody opens what was exported."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from world import SHEET, TOML, Attack, World

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ORGAN = ("--organ", "Sở Nội vụ")
HEAD = "id,name,short_name,abbreviation,kind,level,parent_id,place_name,valid_from,valid_to"


def nothing_runs(world: World, out: str, payload: str) -> None:
    """No cell of a CSV or XLSX file is a formula, however it is opened; the text itself is all there."""
    found = ""
    files = [path for path in (world.folder / out).rglob("*") if path.is_file()]
    for path in files:
        found += in_file(path.name, path.read_bytes())
    core = "".join(re.findall(r"[\w+]+", payload))
    assert core in "".join(re.findall(r"[\w+]+", found)), files


def in_file(name: str, content: bytes) -> str:
    if name.endswith(".csv"):
        return in_csv(content.decode("utf-8-sig"))
    if not name.endswith((".xlsx", ".zip")):
        return ""
    (Path("mo")).mkdir(exist_ok=True)
    place = Path("mo") / name
    place.write_bytes(content)
    with zipfile.ZipFile(place) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    if name.endswith(".zip"):
        return "".join(in_file(Path(part).name, inner) for part, inner in parts.items())
    words = ""
    for part, xml in parts.items():
        if part.startswith(("xl/worksheets/sheet", "xl/sharedStrings")):
            assert not re.search(rb"<f[ >/]", xml), part
            words += xml.decode()
        assert "externalLink" not in part
        assert b"ddeLink" not in xml
    return words


def in_csv(text: str) -> str:
    # Excel parts at semicolons where Vietnam is set as the region, also in a file that means commas.
    for delimiter in ",;":
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                assert not cell.startswith(STARTS), (delimiter, cell)
    return text


def in_incoming(world: World, payload: str) -> None:
    add = (
        "incoming",
        "add",
        *ORGAN,
        "--author",
        payload,
        "--code",
        "12/UBND",
        "--issued",
        "2024-09-20",
        "--type",
        "Công văn",
    )
    more = ("--subject", payload, "--receiver", payload, "--note", payload, "--arrived", "2024-09-27")
    world.allowed(*add, *more, "--database", "so.db")
    world.allowed("incoming", "export", "--database", "so.db", "--out", "so")
    nothing_runs(world, "so", payload)


def in_register(world: World, payload: str) -> None:
    world.launched(toml=with_recipient(payload))
    world.allowed("register", "export", "--database", "so.db", "--out", "so", "--format", "csv", "--format", "xlsx")
    nothing_runs(world, "so", payload)


def in_pack(world: World, payload: str) -> None:
    folder = world.launched(toml=with_recipient(payload))
    world.allowed("pack", folder, "--database", "so.db", "--out", "ra")
    nothing_runs(world, "ra", payload)


def with_recipient(payload: str) -> str:
    return TOML.replace(SHEET, SHEET + f", {{ name = {json.dumps(payload)} }}")


def in_board(world: World, payload: str) -> None:
    world.launched(toml=with_words(payload))
    (world.folder / "so").mkdir()
    world.allowed("board", "thu-2024", "--database", "so.db", "--xlsx", "so/bang.xlsx")
    nothing_runs(world, "so", payload)


def in_form(world: World, payload: str) -> None:
    world.launched(toml=with_words(payload))
    (world.folder / "so").mkdir()
    world.allowed("report", "template", "thu-2024", "so/mau.xlsx", "--database", "so.db")
    nothing_runs(world, "so", payload)


def in_sums(world: World, payload: str) -> None:
    world.launched(toml=with_words(payload))
    (world.folder / "so").mkdir()
    add = (
        "report",
        "add",
        "thu-2024",
        "--organ",
        "Sở Giáo dục và Đào tạo",
        "--figure",
        "so_phieu=12",
        "--note",
        payload,
    )
    who = ("--as-of", "2024-11-30", "--received", "2024-12-02", "--reporter", payload)
    world.allowed(*add, *who, "--database", "so.db", "--out", "ra")
    sums = ("report", "consolidate", "thu-2024", "--issuer", "Sở Nội vụ", "--as-of", "2024-12-02")
    world.allowed(*sums, "--xlsx", "so/tong.xlsx", "--database", "so.db")
    nothing_runs(world, "so", payload)


def with_words(payload: str) -> str:
    said = json.dumps(payload)
    return TOML.replace('"Đợt thử"', said).replace('"Báo cáo kết quả"', said).replace('"Số phiếu"', said)


def in_directory(world: World, payload: str) -> None:
    own = world.folder / "danh-ba"
    own.mkdir()
    guarded = payload if payload.startswith("a") else f"'{payload}"
    text = StringIO()
    cells = ("truong-thu", guarded, guarded, "TN", "don_vi_su_nghiep", "tinh", "", "Khánh Hòa", "", "")
    csv.writer(text).writerow(cells)
    (own / "organisations.csv").write_text(f"{HEAD}\n{text.getvalue()}", encoding="utf-8")
    ran = world.run("directory", "import", "danh-ba", "--out", "moi")
    if ran.code:
        assert "organisations.csv" in ran.err
        return
    nothing_runs(world, "moi", payload)


# fmt: off
PAYLOADS = {
    "dấu bằng": "=1+1", "lệnh DDE": "=cmd|'/c calc'!A1+1", "dấu cộng": "+1+1", "dấu trừ": "-1+1", "a còng": "@SUM(1+1)",
    "liên kết": '=HYPERLINK("https://example.org","xem")+1', "sau dấu chấm phẩy": "a;=1+1", "sau hai dấu chấm phẩy": "a;;@SUM(1+1)",
    "dấu bằng rộng": "＝1+1", "sau dấu cách": " =1+1", "sau dấu nháy": "'=1+1", "sau dấu tab": "\t=1+1", "sau dấu xuống dòng": "\n=1+1",
    "sau dấu về đầu dòng": "\r=1+1",
}
# fmt: on
_PLACES: dict[str, tuple[Callable[[World, str], None], tuple[str, ...]]] = {
    "sổ văn bản đến": (in_incoming, tuple(PAYLOADS)),
    "sổ văn bản đi": (in_register, ("dấu bằng", "lệnh DDE", "sau dấu chấm phẩy", "dấu trừ")),
    "gói và phiếu nạp": (in_pack, ("dấu bằng", "lệnh DDE", "sau dấu chấm phẩy", "a còng")),
    "bảng theo dõi": (in_board, ("dấu bằng", "dấu cộng", "a còng", "sau dấu nháy")),
    "mẫu báo cáo": (in_form, ("dấu bằng", "dấu cộng", "a còng", "liên kết")),
    "bảng tổng hợp": (in_sums, ("dấu bằng", "dấu trừ", "a còng", "sau dấu tab")),
    "danh bạ": (in_directory, ("dấu bằng", "dấu cộng", "dấu trừ", "a còng", "sau dấu chấm phẩy", "dấu bằng rộng")),
}
ATTACKS = tuple(
    Attack(name=name, where=where, payload=PAYLOADS[name], holds="là chữ khi mở bằng Excel", carry_out=place)
    for where, (place, names) in _PLACES.items()
    for name in names
)
