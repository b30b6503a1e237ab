"""Commands of the directory: show, find, check, import, export."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from vanban.directory.directory import Directory
    from vanban.directory.directory_on import DirectoryOn

app = typer.Typer(help="Danh bạ: cơ quan, nhóm nhận, người ký theo từng ngày.", no_args_is_help=True)
Group = Annotated[str, typer.Option("--group", metavar="MÃ NHÓM", help="Chỉ các cơ quan của một nhóm.")]
Own = Annotated[Path, typer.Argument(metavar="TỆP", help="Thư mục CSV hoặc tệp XLSX của cơ quan.")]


@app.command()
def show(
    day: options.Day = None,
    group: Group = "",
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Xem cơ quan có hiệu lực trong một ngày."""
    on = _on(day, directory)
    chosen = on.members(group) if group else on.organisations
    if as_json:
        facts = [{"id": one.id, "name": one.name, "abbreviation": one.abbreviation} for one in chosen]
        screen.print_json({"day": on.day.isoformat(), "organisations": facts})
        return
    rows = [(one.id, one.name, one.abbreviation) for one in chosen]
    screen.print_table(f"{len(chosen)} cơ quan, đơn vị ngày {on.day:%d/%m/%Y}", ("Mã", "Tên", "Viết tắt"), rows)


@app.command()
def groups(day: options.Day = None, directory: options.OwnDirectory = None) -> None:
    """Xem các nhóm nhận và số cơ quan của từng nhóm trong một ngày."""
    on = _on(day, directory)
    rows = [(one.id, one.label, len(on.resolve(one)) or "0: kê trong danh bạ riêng") for one in on.groups()]
    screen.print_table(f"Nhóm nhận ngày {on.day:%d/%m/%Y}", ("Mã", "In trên văn bản", "Số nơi"), rows)


@app.command()
def find(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="Mã, tên hoặc tên ngắn.")],
    day: options.Day = None,
    directory: options.OwnDirectory = None,
) -> None:
    """Tìm một cơ quan trong một ngày, với cấp trên và người ký."""
    on = _on(day, directory)
    found = on.find(name)
    parent = on.parent(found)
    screen.say(f"{found.name} ({found.id}), viết tắt {found.abbreviation or 'chưa rõ'}")
    screen.say(f"Cấp trên: {parent.name if parent else 'không có trong danh bạ'}")
    rows = [(one.id, " / ".join(one.signature_lines), one.full_name) for one in on.signatories_of(found)]
    if rows:
        screen.print_table("Người ký", ("Mã", "Quyền hạn, chức vụ", "Họ và tên"), rows)
    else:
        screen.say(f"Chưa có người ký ngày {on.day:%d/%m/%Y}: thêm vào signatories.csv của danh bạ riêng.")


@app.command()
def signatories(
    group: Annotated[str, typer.Option("--group", metavar="MÃ NHÓM", help="Nhóm cơ quan sẽ ban hành văn bản.")],
    out: options.OutFolder,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
) -> None:
    """Lập bảng người ký còn để trống họ tên, cho những cơ quan của một nhóm chưa có người ký."""
    from vanban.intake.sheets.signatory_sheet import write_signatory_sheet

    on = _on(day, directory)
    unsigned = [one for one in on.members(group) if not on.signatories_of(one)]
    if not unsigned:
        screen.say("Mọi cơ quan của nhóm đều đã có người ký.")
        return
    path = write_signatory_sheet(unsigned, out, day=on.day)
    screen.say(f"{path}: {len(unsigned)} cơ quan chưa có người ký")
    screen.say("Điền cột full_name, sửa chức vụ nếu khác, lưu dạng CSV UTF-8, rồi kiểm tra:")
    screen.say(f"  vanban directory check {shlex.quote(str(out))}")


@app.command("import")
def import_(source: Own, out: options.OutFolder) -> None:
    """Kiểm tra danh bạ riêng và ghi thành thư mục CSV để các đợt phát hành dùng."""
    from vanban.intake.sheets.directory_file import write_directory

    own = _own(source)
    paths = write_directory(own, out)
    screen.say(_counts(own))
    for path in paths:
        screen.say(f"  {path}")
    screen.say(f'Trong campaign.toml, đặt thư mục này cạnh tệp và ghi: directory = "{out.name}"')


@app.command()
def check(source: Own) -> None:
    """Kiểm tra danh bạ riêng; không ghi gì."""
    screen.say(f"Danh bạ đúng: {_counts(_own(source))}")


@app.command()
def export(out: options.OutFolder, directory: options.OwnDirectory = None) -> None:
    """Xuất danh bạ kèm theo phần mềm, cùng danh bạ riêng nếu có, ra thư mục CSV."""
    from vanban.intake.sheets.directory_file import write_directory
    from vanban.usecases.planning.office_directory import office_directory

    for path in write_directory(office_directory(directory), out):
        screen.say(f"  {path}")


def _own(source: Path) -> Directory:
    from vanban.directory.directory import shipped_directory
    from vanban.intake.sheets.directory_file import read_directory

    return read_directory(source, shipped_directory())


def _counts(directory: Directory) -> str:
    return (
        f"{len(directory.organisations)} cơ quan, {len(directory.groups)} nhóm nhận, "
        f"{len(directory.signatories)} người ký."
    )


def _on(day: options.Day, own: Path | None) -> DirectoryOn:
    from vanban.usecases.planning.office_directory import office_directory

    return office_directory(own).on(options.day_of(day) or options.occasion().today)
