"""Family f: SQL in whatever people type, and patterns where names are looked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from world import SHEET, TOML, Attack, World

REPORT = ("report", "add", "thu-2024", "--organ", "Sở Giáo dục và Đào tạo", "--figure", "so_phieu=12")
ON = ("--as-of", "2024-11-30", "--received", "2024-12-02", "--database", "so.db", "--out", "ra")
WORDS = {
    "bỏ bảng": "'; DROP TABLE document; --",
    "điều kiện luôn đúng": "' OR '1'='1",
    "nháy kép": '"; DELETE FROM report; --',
    "hợp bảng": "' UNION SELECT name, sql, 1 FROM sqlite_master --",
    "chú thích": "x'/*",
    "dấu hai chấm": ":id || :1 %(x)s ? $1",
    "nạp thư viện": "'; SELECT load_extension('x'); --",
}
PATTERNS = {"mẫu %": "%", "mẫu _": "___", "mẫu GLOB": "*", "mẫu cả tên": "Sở%", "mẫu trốn": "\\%"}


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, read past our own code."""
    with sqlite3.connect(world.folder / "so.db") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(names)}  # noqa: S608  # its own names


def kept(world: World, payload: str, before: dict[str, list[tuple[object, ...]]]) -> None:
    """Every row that was there is there, the text stands in one as it was typed, and the log agrees with the tables."""
    after = everything(world)
    assert after.keys() == before.keys()
    # A series counts on in its one row; every other row stands for good.
    assert all(set(rows) <= set(after[name]) for name, rows in before.items() if not name.endswith("_series"))
    added = [row for name, rows in after.items() for row in rows if row not in before[name]]
    assert any(payload in str(value) for row in added for value in row)
    world.allowed("audit", "verify", "--database", "so.db")


def as_note(world: World, payload: str) -> None:
    world.launched()
    before = everything(world)
    world.allowed(*REPORT, *ON, "--reporter", payload, "--note", payload)
    kept(world, payload, before)
    shown = json.loads(world.allowed("report", "show", "thu-2024", "--json", "--database", "so.db").out)
    assert payload in json.dumps(shown, ensure_ascii=False).replace('\\"', '"')


def as_actor(world: World, payload: str) -> None:
    world.launched()
    before = everything(world)
    world.allowed(*REPORT, *ON, "--reporter", "Trần Thị B", "--actor", payload)
    kept(world, payload, before)


def as_incoming(world: World, payload: str) -> None:
    world.launched()
    before = everything(world)
    add = ("incoming", "add", "--organ", "Sở Nội vụ", "--author", payload, "--code", payload, "--issued", "2024-09-20")
    more = ("--type", "Công văn", "--subject", payload, "--receiver", payload, "--note", payload)
    world.allowed(*add, *more, "--arrived", "2024-09-27", "--database", "so.db")
    kept(world, payload, before)


def as_reason(world: World, payload: str) -> None:
    world.launched()
    before = everything(world)
    world.allowed("close", "thu-2024", "--reason", payload, "--database", "so.db")
    kept(world, payload, before)


def as_reservation(world: World, payload: str) -> None:
    world.launched()
    before = everything(world)
    reserve = ("register", "reserve", "--organ", "Sở Nội vụ", "--notation", "SNV-CCHC", "--year", "2024")
    world.allowed(*reserve, "--reason", payload, "--database", "so.db")
    kept(world, payload, before)


def as_recipient(world: World, payload: str) -> None:
    world.launched()
    before = everything(world)
    toml = TOML.replace('"thu-2024"', '"thu-hai"').replace(SHEET, f"{SHEET}, {{ name = {json.dumps(payload)} }}")
    folder = world.campaign(toml=toml)
    ran = world.run("launch", folder, "--yes", "--database", "so.db", "--out", "ra")
    if ran.code:  # some names cannot be printed as the law asks
        assert everything(world) == before
    else:
        kept(world, payload, before)


def unknown(*words: str) -> Callable[[World, str], None]:
    """A name that is looked for and is not there; nothing is shown in its place, and nothing is written."""

    def tried(world: World, payload: str) -> None:
        world.launched()
        before = everything(world)
        ran = world.run(*(payload if word == "?" else word for word in words), "--database", "so.db")
        assert ran.code in {1, 2} or "trien-khai" not in ran.out
        assert "Sở Giáo dục" not in ran.out.replace(payload, "")
        assert everything(world) == before

    return tried


_FIELDS: dict[str, Callable[[World, str], None]] = {
    "người báo cáo, ghi chú": as_note,
    "người thực hiện": as_actor,
    "văn bản đến": as_incoming,
    "lý do kết thúc": as_reason,
    "lý do giữ số": as_reservation,
    "nơi nhận": as_recipient,
}
_LOOKUPS = {
    "mã đợt": ("board", "?"),
    "mã đợt của báo cáo": ("report", "show", "?"),
    "cơ quan của sổ": ("register", "show", "--organ", "?"),
    "cơ quan của nghĩa vụ": ("obligations", "show", "--organ", "?"),
    "đợt của nghĩa vụ": ("obligations", "show", "--campaign", "?"),
    "mã kế hoạch": ("approve", "?", "--name", "A", "--position", "B", "--content"),
    "đợt của kế hoạch": ("plans", "--campaign", "?"),
}
_SOME = ("bỏ bảng", "điều kiện luôn đúng", "hợp bảng")
ATTACKS = (
    *(
        Attack(name=name, where=where, payload=payload, holds="ghi nguyên chữ, sổ và nhật ký còn đủ", carry_out=field)
        for where, field in _FIELDS.items()
        for name, payload in WORDS.items()
    ),
    *(
        Attack(name=name, where=where, payload=payload, holds="không thấy gì, không ghi gì", carry_out=unknown(*words))
        for where, words in _LOOKUPS.items()
        for name, payload in {**{name: WORDS[name] for name in _SOME}, **PATTERNS}.items()
    ),
)
