"""Commands of the outgoing register: show, export, audit, open, reserve, void."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vanban.cli import options, screen

if TYPE_CHECKING:
    from vanban.directory.directory_on import DirectoryOn
    from vanban.domain.document import RegisterKey
    from vanban.store.database import Database
    from vanban.store.register import RegisterRow

app = typer.Typer(help="Sổ đăng ký văn bản đi: xem, xuất, kiểm tra, giữ số, bỏ số.", no_args_is_help=True)

Organ = Annotated[str, typer.Option("--organ", metavar="MÃ HOẶC TÊN", help="Cơ quan, theo danh bạ.")]
Series = Annotated[str, typer.Option("--series", metavar="DÃY", help="Dãy số của cơ quan.")]
Year = Annotated[int | None, typer.Option("--year", metavar="NĂM", help="Năm của sổ.")]
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
    as_json: options.AsJson = False,
) -> None:
    """Xem sổ: mười cột của Nghị định 30/2020/NĐ-CP, Phụ lục IV, mục I."""
    from dataclasses import astuple

    from vanban.regulations.law import law_on
    from vanban.usecases.export_register import register_lines

    columns = law_on(options.occasion().today).outgoing_register_columns
    for key, rows in _books(database, organ, year).items():
        lines = [astuple(line) for line in register_lines(rows)]
        if as_json:
            cells = [dict(zip(columns, line, strict=True)) for line in lines]
            screen.print_json({"organ": key[0], "series": key[1], "year": key[2], "entries": cells})
        else:
            screen.print_table(f"Sổ đăng ký văn bản đi năm {key[2]}: {key[0]}, dãy {key[1]}", columns, lines)


@app.command()
def export(
    database: options.Database = options.DEFAULT_DATABASE,
    out: options.Out = options.DEFAULT_OUT,
    organ: Organ = "",
    year: Year = None,
    kind: Annotated[list[BookKind] | None, typer.Option("--format", help="Dạng tệp; mặc định cả bốn.")] = None,
) -> None:
    """Xuất sổ ra CSV, XLSX, DOCX và PDF."""
    from vanban.regulations.law import law_on
    from vanban.rendering.files import write_whole
    from vanban.usecases.export_register import export_register

    today = options.occasion().today
    for key, rows in _books(database, organ, year).items():
        superior, name = _names(key[0], _last_day(rows, today))
        for one in kind or list(BookKind):
            content = export_register(
                rows,
                organisation_name=name,
                superior_name=superior,
                series=key[1],
                year=key[2],
                kind=one.value,
                law=law_on(today),
            )
            path = out / f"so-van-ban-di-{key[0]}-{key[1]}-{key[2]}.{one.value}"
            write_whole(path, content)
            screen.say(f"  {path}")


@app.command()
def audit(database: options.Database = options.DEFAULT_DATABASE, as_json: options.AsJson = False) -> None:
    """Kiểm tra sổ: số liên tục, không trùng, ngày không lùi, số bỏ có lý do, khớp với nhật ký."""
    from vanban.store.register import audit_register

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
    actor: options.Actor = "",
) -> None:
    """Mở sổ nối tiếp sổ giấy: số đầu tiên được cấp là số sau số đã dùng."""
    from vanban.store.database import open_database
    from vanban.store.register import open_series

    at = options.occasion(actor)
    key = _key(organ, series, year)
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
    actor: options.Actor = "",
) -> None:
    """Giữ một số để dùng sau."""
    from vanban.store.database import open_database
    from vanban.store.register import reserve as reserve_number

    at = options.occasion(actor)
    key = _key(organ, series, year)
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
    actor: options.Actor = "",
) -> None:
    """Bỏ một số đã giữ mà không dùng; số đó không được cấp lại."""
    from vanban.store.database import open_database
    from vanban.store.register import void as void_number

    at = options.occasion(actor)
    key = _key(organ, series, year)
    void_number(open_database(database), key, number, reason=reason, now=at.now, actor=at.actor)
    screen.say(f"Đã bỏ số {number:02d} trong sổ năm {key.year}: {reason}")


def existing_database(name: str) -> Database:
    """The database of a register that exists; reading makes none."""
    from vanban.domain.errors import StoreUnavailable
    from vanban.store.database import open_existing

    found = open_existing(name)
    if found is None:
        raise StoreUnavailable(f"Chưa có sổ ở '{name}' → Kiểm tra --database, hoặc phát hành văn bản trước.")
    return found


def _books(database: str, organ: str, year: int | None) -> dict[tuple[str, str, int], list[RegisterRow]]:
    """The rows of each book: one organisation, series and year."""
    from vanban.store.register import entries

    organ_id = _find(organ, year).id if organ else None
    books: dict[tuple[str, str, int], list[RegisterRow]] = {}
    for row in entries(existing_database(database), organ_id=organ_id, year=year):
        key = row.register_key
        books.setdefault((key.organ_id, key.series, key.year), []).append(row)
    if not books:
        screen.say("Sổ chưa có văn bản nào.")
    return books


def _key(organ: str, series: str, year: int | None) -> RegisterKey:
    from vanban.domain.document import RegisterKey

    chosen = year or options.occasion().today.year
    return RegisterKey(organ_id=_find(organ, chosen).id, series=series, year=chosen)


def _find(organ: str, year: int | None) -> Any:
    """The organisation as it stands at the end of the book's year, or today in the current one."""
    from datetime import date

    from vanban.directory.directory import shipped_directory

    today = options.occasion().today
    day = today if year in {None, today.year} else date(year or today.year, 12, 31)
    return shipped_directory().on(day).find(organ)


def _last_day(rows: list[RegisterRow], today: Any) -> Any:
    return max((row.issued_date for row in rows if row.issued_date), default=today)


def _names(organ_id: str, day: Any) -> tuple[str, str]:
    from vanban.directory.directory import shipped_directory

    on: DirectoryOn = shipped_directory().on(day)
    return on.letterhead_names(on.find(organ_id))
