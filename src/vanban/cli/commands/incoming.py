"""Commands of the incoming register: add, show, export, open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.books import Shelf, book_names, book_title, nothing_in, offices_meant
from vanban.cli.commands.register import BookKind, Organ, Reason, Year, existing_database, find_organisation
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from pathlib import Path

    from vanban.domain.letters.incoming import IncomingDocument
    from vanban.store.database import Database

app = typer.Typer(help="Sổ đăng ký văn bản đến: đăng ký, xem, xuất, mở sổ.", no_args_is_help=True)

_A_DAY = {"metavar": "NĂM-THÁNG-NGÀY", "formats": ["%Y-%m-%d"]}


@app.command()
def add(
    organ: Organ,
    author: Annotated[str, typer.Option("--author", metavar="CƠ QUAN", help="Tác giả: cơ quan ban hành văn bản.")],
    code: Annotated[str, typer.Option("--code", metavar="SỐ", help="Số, ký hiệu, ví dụ 1923/SNV-CCHC.")],
    issued: Annotated[datetime, typer.Option("--issued", help="Ngày ghi trên văn bản.", **_A_DAY)],
    type_name: Annotated[str, typer.Option("--type", metavar="TÊN LOẠI", help="Tên loại, ví dụ “Công văn”.")],
    subject: Annotated[str, typer.Option("--subject", metavar="TRÍCH YẾU", help="Trích yếu nội dung.")],
    arrived: Annotated[datetime | None, typer.Option("--arrived", help="Ngày đến; mặc định hôm nay.", **_A_DAY)] = None,
    receiver: Annotated[
        str, typer.Option("--receiver", metavar="TÊN", help="Đơn vị hoặc người nhận để giải quyết.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="GHI CHÚ", help="Ghi chú.")] = "",
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Đăng ký một văn bản đến và cho số đến; đăng ký lại đúng văn bản ấy thì vẫn số cũ."""
    from vanban.store.database import open_database
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.registers.day_by_clock import day_by_clock
    from vanban.usecases.registers.register_incoming import Arrival, register_incoming

    at, store = options.occasion(actor), open_database(database)
    arrival = Arrival(
        organ=organ,
        author=author,
        code=code,
        issued_date=issued.date(),
        type_name=type_name,
        subject=subject,
        arrival_date=options.day_of(arrived) or day_by_clock(store, at, "ghi rõ ngày đến bằng --arrived"),
        receiver=receiver,
        note=note,
    )
    entered = register_incoming(arrival, office_directory(directory), store, at)
    if as_json:
        screen.print_json(_facts(entered))
        return
    year = entered.arrival_date.year
    screen.say(f"Số đến {entered.arrival_number}, ngày đến {entered.arrival_date:%d/%m/%Y}, sổ văn bản đến năm {year}.")


@app.command()
def show(
    database: options.Database = options.DEFAULT_DATABASE,
    organ: Organ = "",
    year: Year = None,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Xem sổ: mười cột của Nghị định 30/2020/NĐ-CP, Phụ lục IV, mục VI."""
    from dataclasses import astuple

    from vanban.regulations.law import law_on
    from vanban.store.register.incoming import paper_last_arrival
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.registers.export_incoming import incoming_lines

    law = law_on(options.occasion().today)
    columns = law.incoming_register_columns
    store = existing_database(database)
    office = None if as_json else office_directory(directory)
    registers = []
    for (organ_id, its_year), documents in _books(store, organ, year, directory).items():
        paper = paper_last_arrival(store, organ_id, its_year)
        lines = [astuple(line) for line in incoming_lines(documents, law, paper_last=paper)]
        cells = [dict(zip(columns, line, strict=True)) for line in lines]
        registers.append({"organ": organ_id, "year": its_year, "entries": cells})
        if office is not None:
            name = book_title(organ_id, documents[-1].arrival_date, office)
            screen.print_table(f"Sổ đăng ký văn bản đến năm {its_year}: {name}", columns, lines)
    if as_json:
        screen.print_json({"registers": registers})
    elif not registers:
        screen.say(nothing_in("Sổ chưa có văn bản đến nào", organ, year))


@app.command()
def export(
    database: options.Database = options.DEFAULT_DATABASE,
    out: options.OutFolder = options.DEFAULT_FOLDER,
    organ: Organ = "",
    year: Year = None,
    directory: options.OwnDirectory = None,
    kind: Annotated[list[BookKind] | None, typer.Option("--format", help="Dạng tệp; mặc định cả bốn.")] = None,
) -> None:
    """Xuất sổ ra CSV, XLSX, DOCX và PDF; có nhiều cơ quan thì mỗi cơ quan một thư mục."""
    from vanban.regulations.law import law_on
    from vanban.storage.files import write_whole
    from vanban.store.register.incoming import paper_last_arrival
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.registers.export_incoming import export_incoming

    law = law_on(options.occasion().today)
    store = existing_database(database)
    books = _books(store, organ, year, directory)
    if not books:
        screen.say(nothing_in("Sổ chưa có văn bản đến nào; không ghi tệp nào", organ, year))
    office = office_directory(directory)
    shelf = Shelf(out, "so-van-ban-den", {organ_id for organ_id, _ in books})
    for (organ_id, its_year), documents in books.items():
        superior, name = book_names(organ_id, documents[-1].arrival_date, office)
        for one in kind or list(BookKind):
            content = export_incoming(
                documents,
                organisation_name=name,
                superior_name=superior,
                year=its_year,
                kind=one.value,
                law=law,
                paper_last=paper_last_arrival(store, organ_id, its_year),
            )
            path = shelf.folder(organ_id) / f"so-van-ban-den-{organ_id}-{its_year}.{one.value}"
            write_whole(path, content)
            shelf.tell(path)
    shelf.tell_folders()


@app.command("open")
def open_(
    organ: Organ,
    last_used: Annotated[int, typer.Option("--last-used", min=0, help="Số đến cuối cùng đã dùng trên sổ giấy.")],
    reason: Reason,
    year: Year = None,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    actor: options.Actor = "",
) -> None:
    """Mở sổ nối tiếp sổ giấy: số đến đầu tiên được cấp là số sau số đã dùng."""
    from vanban.store.database import open_database
    from vanban.store.register.incoming import open_incoming

    at = options.occasion(actor)
    chosen = year or at.today.year
    organ_id = find_organisation(organ, chosen, directory).id
    store = open_database(database)
    open_incoming(store, organ_id, chosen, last_used=last_used, reason=reason, now=at.now, actor=at.actor)
    screen.say(f"Đã mở sổ văn bản đến năm {chosen} của {organ_id}: số đến tiếp theo là {last_used + 1}.")


def _books(
    store: Database, organ: str, year: int | None, own: Path | None
) -> dict[tuple[str, int], list[IncomingDocument]]:
    """The documents of each book: one office and year of arrival."""
    from vanban.store.register.incoming import incoming_entries

    books: dict[tuple[str, int], list[IncomingDocument]] = {}
    for one in incoming_entries(store, year=year):
        books.setdefault((one.organ_id, one.arrival_date.year), []).append(one)
    meant = offices_meant(organ, {organ_id for organ_id, _ in books}, own)
    return {book: documents for book, documents in books.items() if book[0] in meant}


def _facts(entered: IncomingDocument) -> dict[str, object]:
    return {
        "organ": entered.organ_id,
        "year": entered.arrival_date.year,
        "arrival_number": entered.arrival_number,
        "arrival_date": entered.arrival_date.isoformat(),
        "author": entered.author,
        "code": entered.code,
        "issued_date": entered.issued_date.isoformat(),
        "type": entered.type_name,
        "subject": entered.subject,
    }
