"""The command ``board``: who has reported, who is late, on any day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands.register import existing_database
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from vanban.domain.duties.board import Board
    from vanban.store.database import Database

Campaign = Annotated[str, typer.Argument(metavar="ĐỢT", help="Mã của đợt; không ghi thì xem mọi đợt.")]
LevelNumber = Annotated[int | None, typer.Option("--level", metavar="CẤP", min=1, help="Chỉ một cấp: 1, 2, 3 …")]
Late = Annotated[
    bool, typer.Option("--late", help="Chỉ nơi chưa báo cáo mà đã quá hạn hoặc sắp đến hạn; quá hạn lâu nhất đứng đầu.")
]
XlsxFile = Annotated[Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi bảng ra tệp XLSX.")]
HtmlFile = Annotated[
    Path | None, typer.Option("--html", metavar="TỆP", help="Ghi bảng ra một trang HTML, in được trên giấy A4.")
]


def board(
    campaign: Campaign = "",
    day: options.Day = None,
    level: LevelNumber = None,
    late: Late = False,
    xlsx: XlsxFile = None,
    html: HtmlFile = None,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Xem tình hình báo cáo của một đợt, hoặc của mọi đợt, như của một ngày bất kỳ."""
    from vanban.domain.errors import VanbanError
    from vanban.usecases.watching.deadline_board import deadline_board
    from vanban.usecases.watching.describe_board import at_level

    store = existing_database(database)
    on = options.day_of(day) or options.occasion().today
    if not campaign:
        if level or late or xlsx or html:
            raise VanbanError("--level, --late, --xlsx và --html dùng cho một đợt → Ghi mã của đợt sau 'vanban board'.")
        _show_overview(store, on, as_json=as_json)
        return
    seen = at_level(deadline_board(store, campaign, on), level)
    _show(seen, directory, late=late, as_json=as_json, xlsx=xlsx, html=html)


def _show(
    seen: Board,
    own: Path | None,
    *,
    late: bool,
    as_json: bool,
    xlsx: Path | None,
    html: Path | None,
) -> None:
    from vanban.storage.files import write_whole
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.watching.board_facts import board_facts
    from vanban.usecases.watching.describe_board import issuer_names, pressing_rows
    from vanban.usecases.watching.draw_board import board_page, board_workbook

    names = issuer_names(seen, office_directory(own))
    written = [(path, draw) for path, draw in ((xlsx, board_workbook), (html, board_page)) if path is not None]
    for path, draw in written:
        write_whole(path, draw(seen, names))
    rows = pressing_rows(seen) if late else seen.rows
    if as_json:
        screen.print_json(board_facts(seen, names, rows))
        return
    _print(seen, names, late=late)
    for path, _ in written:
        screen.say(f"  {path}")


def _print(seen: Board, names: Mapping[str, str], *, late: bool) -> None:
    from vanban.usecases.watching.describe_board import (
        BOARD_COLUMNS,
        TITLE_COLUMN,
        board_table,
        heading,
        pressing_rows,
        progress_by_issuer,
        progress_by_level,
        progress_line,
        worth_showing,
    )

    screen.say(heading(seen))
    if not seen.rows:
        screen.say("Đến ngày này chưa có văn bản nào giao báo cáo.")
        return
    issuers = progress_by_issuer(seen, names)
    for level in progress_by_level(seen):
        screen.say(progress_line(level))
        for one in issuers:
            if one.level == level.level:
                screen.say(f"   gửi {progress_line(one)}")
    rows = pressing_rows(seen) if late else seen.rows
    if rows:
        title, *others = {row.obligation.title for row in rows}
        if not others:
            screen.say(f"{TITLE_COLUMN}: {title}")
        columns, cells = worth_showing(BOARD_COLUMNS, board_table(rows), () if others else (TITLE_COLUMN,))
        screen.print_table("Quá hạn và sắp đến hạn" if late else "Từng cơ quan", columns, cells)
    else:
        screen.say("Không có cơ quan nào quá hạn hoặc sắp đến hạn.")


def _show_overview(store: Database, on: date, *, as_json: bool) -> None:
    from vanban.domain.letters.wording import short_date
    from vanban.usecases.watching.board_facts import overview_facts
    from vanban.usecases.watching.deadline_board import campaigns_overview
    from vanban.usecases.watching.describe_board import OVERVIEW_COLUMNS, overview_table

    counts = campaigns_overview(store, on)
    if as_json:
        screen.print_json(overview_facts(counts, on))
    elif counts:
        title = f"Tình hình báo cáo của mọi đợt đến ngày {short_date(on)}"
        screen.print_table(title, OVERVIEW_COLUMNS, overview_table(counts))
    else:
        screen.say(f"Đến ngày {short_date(on)} chưa có đợt nào giao báo cáo.")
