"""Commands of the outgoing register: show, export, audit, open, reserve, void."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.books import Shelf, book_names, book_title, nothing_in, offices_meant
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from vanban.domain.letters.document import RegisterKey
    from vanban.domain.organisation import Organisation
    from vanban.store.database import Database
    from vanban.store.register.register_rows import RegisterRow

app = typer.Typer(help="Sổ đăng ký văn bản đi: xem, xuất, kiểm tra, giữ số, bỏ số.", no_args_is_help=True)

Organ = Annotated[str, typer.Option("--organ", metavar="MÃ HOẶC TÊN", help="Cơ quan, ghi mã hoặc tên trong danh bạ.")]
Series = Annotated[str, typer.Option("--series", metavar="DÃY", help="Dãy số của cơ quan.")]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="NĂM", help="Năm của sổ; xem và xuất: mặc định mọi năm, lệnh khác: năm nay."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="LÝ DO", help="Lý do, ghi vào sổ và nhật ký.")]
DEFAULT_SERIES = "chung"


class BookKind(StrEnum):
    """The forms that the register is printed in."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"


@app.command()
def show(
    database: options.Database = options.DEFAULT_DATABASE,
    organ: Organ = "",
    year: Year = None,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Xem sổ: mười cột của Nghị định 30/2020/NĐ-CP, Phụ lục IV, mục I."""
    from dataclasses import astuple

    from vanban.regulations.law import law_on
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.registers.export_register import paper_last, register_lines

    today = options.occasion().today
    columns = law_on(today).outgoing_register_columns
    store = existing_database(database)
    office = None if as_json else office_directory(directory)
    registers = []
    for key, rows in _books(store, organ, year, directory).items():
        lines = [astuple(line) for line in register_lines(rows, paper_last=paper_last(store, key))]
        cells = [dict(zip(columns, line, strict=True)) for line in lines]
        registers.append({"organ": key.organ_id, "series": key.series, "year": key.year, "entries": cells})
        if office is not None:
            name = book_title(key.organ_id, _last_day(rows, key.year, today), office)
            screen.print_table(f"Sổ đăng ký văn bản đi năm {key.year}: {name}, dãy {key.series}", columns, lines)
    if as_json:
        screen.print_json({"registers": registers})
    elif not registers:
        screen.say(nothing_in("Sổ chưa có văn bản nào", organ, year))


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
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.registers.export_register import export_register, paper_last

    today = options.occasion().today
    store = existing_database(database)
    books = _books(store, organ, year, directory)
    if not books:
        screen.say(nothing_in("Sổ chưa có văn bản nào; không ghi tệp nào", organ, year))
    office = office_directory(directory)
    shelf = Shelf(out, "so-van-ban-di", {key.organ_id for key in books})
    for key, rows in books.items():
        superior, name = book_names(key.organ_id, _last_day(rows, key.year, today), office)
        for one in kind or list(BookKind):
            content = export_register(
                rows,
                organisation_name=name,
                superior_name=superior,
                series=key.series,
                year=key.year,
                kind=one.value,
                law=law_on(today),
                paper_last=paper_last(store, key),
            )
            path = shelf.folder(key.organ_id) / f"so-van-ban-di-{key.organ_id}-{key.series}-{key.year}.{one.value}"
            write_whole(path, content)
            shelf.tell(path)
    shelf.tell_folders()


@app.command()
def audit(database: options.Database = options.DEFAULT_DATABASE, as_json: options.AsJson = False) -> None:
    """Kiểm tra sổ: số liên tục, không trùng, ngày không lùi, số bỏ có lý do, khớp với nhật ký."""
    from vanban.store.auditing.register_audit import audit_register

    findings = audit_register(existing_database(database))
    if as_json:
        screen.print_json([screen.finding_json(one) for one in findings])
    else:
        screen.print_findings(findings)
        screen.say("Sổ đúng: số liên tục, không trùng, khớp với nhật ký." if not findings else "Sổ có điều phải xem.")
    if findings:
        raise typer.Exit(1)


@app.command("open")
def open_(
    organ: Organ,
    last_used: Annotated[int, typer.Option("--last-used", min=0, help="Số cuối cùng đã dùng trên sổ giấy.")],
    reason: Reason,
    year: Year = None,
    series: Series = DEFAULT_SERIES,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    actor: options.Actor = "",
) -> None:
    """Mở sổ nối tiếp sổ giấy: số đầu tiên được cấp là số sau số đã dùng."""
    from vanban.store.database import open_database
    from vanban.store.register.series import open_series

    at = options.occasion(actor)
    key = _key(organ, series, year, directory)
    open_series(open_database(database), key, last_used=last_used, reason=reason, now=at.now, actor=at.actor)
    screen.say(f"Đã mở sổ năm {key.year} của {key.organ_id}, dãy {key.series}: số tiếp theo là {last_used + 1}.")


@app.command()
def reserve(
    organ: Organ,
    notation: Annotated[str, typer.Option("--notation", help="Ký hiệu, ví dụ SNV-CCHC.")],
    reason: Reason,
    year: Year = None,
    series: Series = DEFAULT_SERIES,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    actor: options.Actor = "",
) -> None:
    """Giữ một số để dùng sau."""
    from vanban.store.database import open_database
    from vanban.store.register.series import reserve as reserve_number

    at = options.occasion(actor)
    key = _key(organ, series, year, directory)
    store = open_database(database)
    number = reserve_number(store, key, code_notation=notation, reason=reason, now=at.now, actor=at.actor)
    screen.say(f"Đã giữ số {number:02d}/{notation} trong sổ năm {key.year}: {reason}")


@app.command()
def void(
    organ: Organ,
    number: Annotated[int, typer.Option("--number", min=1, help="Số đã giữ, nay bỏ.")],
    reason: Reason,
    year: Year = None,
    series: Series = DEFAULT_SERIES,
    database: options.Database = options.DEFAULT_DATABASE,
    directory: options.OwnDirectory = None,
    actor: options.Actor = "",
) -> None:
    """Bỏ một số đã giữ mà không dùng; số đó không được cấp lại."""
    from vanban.store.register.series import void as void_number

    at = options.occasion(actor)
    key = _key(organ, series, year, directory)
    void_number(existing_database(database), key, number, reason=reason, now=at.now, actor=at.actor)
    screen.say(f"Đã bỏ số {number:02d} trong sổ năm {key.year}: {reason}")


def existing_database(name: str) -> Database:
    """The database of a register that exists; reading makes none."""
    from vanban.domain.errors import StoreUnavailable
    from vanban.store.database import open_existing

    found = open_existing(name)
    if found is None:
        raise StoreUnavailable(f"Chưa có sổ ở '{name}' → Kiểm tra --database, hoặc phát hành văn bản trước.")
    return found


def _books(store: Database, organ: str, year: int | None, own: Path | None) -> dict[RegisterKey, list[RegisterRow]]:
    """The rows of each book: one organisation, series and year; a name may mean an office of any time."""
    from vanban.store.register.register_rows import entries

    books: dict[RegisterKey, list[RegisterRow]] = {}
    for row in entries(store, year=year):
        books.setdefault(row.register_key, []).append(row)
    meant = offices_meant(organ, {key.organ_id for key in books}, own)
    return {key: rows for key, rows in books.items() if key.organ_id in meant}


def _key(organ: str, series: str, year: int | None, own: Path | None) -> RegisterKey:
    from vanban.domain.letters.document import RegisterKey

    chosen = year or options.occasion().today.year
    return RegisterKey(organ_id=find_organisation(organ, chosen, own).id, series=series, year=chosen)


def find_organisation(organ: str, year: int | None, own: Path | None) -> Organisation:
    """The organisation as it stands at the end of the book's year, or today in the current one."""
    from vanban.usecases.planning.office_directory import office_directory

    return office_directory(own).on(_last_day([], year, options.occasion().today)).find(organ)


def _last_day(rows: list[RegisterRow], year: int | None, today: date) -> date:
    """The day of the last document, else the end of the book's year, or today in the current one."""
    end = today if year in {None, today.year} else date(year or today.year, 12, 31)
    return max((row.issued_date for row in rows if row.issued_date), default=end)
