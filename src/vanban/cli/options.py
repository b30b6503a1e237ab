"""The flags that mean the same in every command, and what they stand for."""

from __future__ import annotations

import getpass
import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from vanban.cli import clock
from vanban.domain.dates.occasion import SUPPOSED, Occasion
from vanban.storage.folder import FolderStorage
from vanban.storage.places import folder_at, storage_at
from vanban.storage.storage import Storage


def _storage(given: str | Storage) -> Storage:
    """What stands behind ``--out``; the default is a storage already."""
    return storage_at(given) if isinstance(given, str) else given


def _folder(given: str | Path) -> Path:
    """The same for what is opened on this machine: books, directories."""
    return folder_at(given) if isinstance(given, str) else given


_OUT_HELP = "Thư mục ghi tệp; nơi lưu văn bản thì s3://bucket/thư-mục cũng được."
Out = Annotated[Storage, typer.Option("--out", metavar="NƠI GHI", envvar="VANBAN_OUT", parser=_storage, help=_OUT_HELP)]
OutFolder = Annotated[Path, typer.Option("--out", metavar="NƠI GHI", parser=_folder, help=_OUT_HELP)]
Database = Annotated[
    str,
    typer.Option(
        "--database", metavar="URL", envvar="VANBAN_DATABASE", help="Sổ đăng ký: tệp SQLite hoặc địa chỉ PostgreSQL."
    ),
]
Day = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        metavar="NĂM-THÁNG-NGÀY",
        formats=["%Y-%m-%d"],
        help="Ngày ban hành; ở lệnh chỉ để xem thì là ngày muốn xem.",
    ),
]
OwnDirectory = Annotated[
    Path | None,
    typer.Option("--directory", metavar="THƯ MỤC", help="Danh bạ riêng của cơ quan: thư mục CSV hoặc tệp XLSX."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Đồng ý, không hỏi lại.")]
Packed = Annotated[
    bool, typer.Option("--pack", help="Đóng gói văn bản này thành tệp ZIP để nạp vào hệ thống quản lý văn bản.")
]
AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]
Actor = Annotated[
    str,
    typer.Option("--actor", envvar="VANBAN_ACTOR", help="Người thực hiện, ghi vào nhật ký; mặc định: tên đăng nhập."),
]

DEFAULT_FOLDER = Path("output")
DEFAULT_OUT = FolderStorage(DEFAULT_FOLDER)
DEFAULT_DATABASE = "vanban.db"


def day_of(given: datetime | None) -> date | None:
    """The day of a ``--date``; typer hands over an instant."""
    return None if given is None else given.date()


def occasion(actor: str = "") -> Occasion:
    """Now, and who is at the keyboard; who acts on a supposed day is marked for the audit log."""
    name = actor or _login_name()
    return Occasion(now=clock.now(), actor=name + SUPPOSED * (clock.supposed_day() is not None))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return f"uid-{os.getuid()}"
