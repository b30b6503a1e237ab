"""An office with something in every table, for the tests of its backup: ``so.db`` and ``ra`` in the current folder."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from command_line import Ran, vanban

from vanban.store.database import open_database
from vanban.store.reporting.board_rows import board_entries
from vanban.store.reporting.notices import Notice, NoticeKind, mark_sent, record_sweep

EXAMPLES = Path(__file__).parents[2] / "examples"
CAMPAIGN = "dot-mau-2024"
BOOK = ("--database", "so.db")
AT = (*BOOK, "--out", "ra")
TO = ("--database", "moi/so.db", "--out", "moi/ra")
"""Where an archive of the office is restored to."""
BOSS = ("--name", "Bùi Thế An", "--position", "Phó Giám đốc")
INCOMING = (
    *("--organ", "snv-2020", "--author", "Văn phòng Chính phủ", "--code", "12/VPCP-KSTT", "--issued", "2024-08-07"),
    *("--type", "Công văn", "--subject", "V/v khảo sát", "--arrived", "2024-08-08"),
)
OWED = ("--letter", "trien-khai", "--issuer", "Sở Nội vụ", "--assignment", "bao_cao")


def blank(letter, kind):
    """The file of a letter, at once, where only matters that it is another for every letter."""
    content = f"{kind} {letter.code} {letter.subject}\n{letter.addressees}".encode() * 40
    return content, hashlib.sha256(content).hexdigest()


def on(day: str, *words: object) -> Ran:
    """A command as on a day that the machine's clock need not have reached."""
    now = datetime.fromisoformat(f"{day}T02:30:00").replace(tzinfo=UTC)
    with patch("vanban.cli.clock.now", return_value=now):
        return vanban(*words)


def done(day: str, *words: object) -> Ran:
    ran = on(day, *words)
    assert ran.code == 0, (words, ran.out[-2000:], ran.err)
    return ran


@contextmanager
def undrawn() -> Iterator[None]:
    """Letters are drawn in this process, and hardly; what is hardly drawn has no form to be looked at."""
    with (
        patch("vanban.rendering.letter_files.letter_bytes", blank),
        patch("vanban.usecases.checking.check_letter.check_letter", return_value=()),
        patch("vanban.cli.pools.local_press._WORTH_A_POOL", 10**9),
    ):
        yield


def work_for_months(folder: Path) -> None:
    """One campaign through all its days, and the examples of three and of two levels."""
    year = ("--year", "2024")
    done(
        "2024-08-01",
        "incoming",
        "open",
        "--organ",
        "snv-2020",
        "--last-used",
        4,
        "--reason",
        "nối sổ giấy",
        *year,
        *BOOK,
    )
    done("2024-08-08", "incoming", "add", *INCOMING, *BOOK)
    done("2024-10-01", "launch", EXAMPLES / "2024-khao-sat-hai-long", "--yes", *AT)
    done("2024-10-01", "launch", folder, "--yes", *AT)
    reserved = ("register", "reserve", "--organ", "snv-2020", "--notation", "SNV-CCHC")
    done("2024-10-01", *reserved, "--reason", "giữ cho công văn khẩn", *year, *BOOK)
    done("2024-10-01", *reserved, "--reason", "giữ cho báo cáo", *year, *BOOK)
    done(
        "2024-10-01",
        *("register", "void", "--organ", "snv-2020", "--number", 4),
        "--reason",
        "không dùng",
        *year,
        *BOOK,
    )
    correction = ("--wrong", "năm 2042", "--right", "năm 2024", "--reason", "lỗi đánh máy", "--signatory", "bui-the-an")
    letter = ("--organ", "Sở Nội vụ", "--number", 2, *year, "--date", "2024-10-02")
    done("2024-10-02", "correct", *letter, *correction, "--yes", *AT)
    more_time = ("--organ", "UBND huyện Cam Lâm", "--due", "2024-12-20", "--reason", "mưa lũ")
    done("2024-11-20", "extend", "--campaign", CAMPAIGN, *OWED, *more_time, *BOOK)
    Path("phieu.pdf").write_bytes(b"%PDF-1.7 one form")
    report("2024-12-02", "so_phieu=1.234", "--evidence", "phieu.pdf")
    report("2024-12-03", "so_phieu=1.238", "--reason", "cộng thiếu một phiếu", "--evidence", "phieu.pdf")
    waiting = json.loads(done("2024-12-05", "remind", CAMPAIGN, "--json", *AT).out)["campaigns"][0]["waiting"]
    done("2024-12-05", "remind", "--issue", waiting[0]["plan"], *BOSS, *AT)
    notify(date(2024, 12, 6))
    done("2024-12-30", "close", CAMPAIGN, "--reason", "đã đủ báo cáo", *BOOK)
    done("2026-09-16", "launch", EXAMPLES / "2026-khao-sat-hai-long-hai-cap", "--yes", *AT)


def report(day: str, figure: str, *more: object) -> None:
    words = ("--organ", "Sở GD&ĐT", "--figure", figure, "--as-of", "2024-11-30", "--reporter", "Trần Thị B")
    done(day, "report", "add", CAMPAIGN, *words, *more, *AT)


def notify(day: date) -> None:
    """What a round of the day's flow leaves."""
    office = open_database("so.db")
    owed = board_entries(office, CAMPAIGN, day)[1].obligation
    by = {"now": datetime(2024, 12, 6, 1, tzinfo=UTC), "actor": "Nguyễn Văn A"}
    mark_sent(office, [Notice(obligation=owed.key, kind=NoticeKind.OVERDUE, due=owed.due.day, day=day)], **by)
    record_sweep(office, day, **by)


def files(folder: str | Path) -> dict[str, bytes]:
    """Every file, hidden ones too."""
    root = Path(folder)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def issued(folder: str | Path) -> dict[str, bytes]:
    """Every file but drafts, which a command draws again, and what a crash left hidden."""
    return {
        name: content
        for name, content in files(folder).items()
        if "/du-thao/" not in name and not Path(name).name.startswith(".")
    }


def rows(database: str | Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read past the software."""
    with closing(sqlite3.connect(database)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(raw.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}  # noqa: S608


def backed_up(name: str = "kho.zip", *more: object) -> tuple[Ran, dict[str, Any]]:
    """The office in an archive, and what the command told of it."""
    ran = vanban("backup", name, *AT, "--json", *more)
    return ran, json.loads(ran.out)
