"""Commands of packs: pack, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vanban.cli import options
from vanban.cli.commands.campaign import Folder, planned
from vanban.cli.screens import screen
from vanban.cli.screens.launch_screen import show_amendments, show_packs


def pack(
    folder: Folder,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
) -> None:
    """Đóng gói văn bản đã phát hành: mỗi cơ quan một tệp ZIP để nạp vào hệ thống quản lý văn bản."""
    from vanban.store.database import open_existing
    from vanban.usecases.issuing.read_launch import read_launch
    from vanban.usecases.packing.pack_campaign import pack_campaign

    made = planned(folder, database, options.day_of(day), directory)
    store = open_existing(database)
    launched = read_launch(made, store)
    show_packs(pack_campaign(launched, made.campaign, made.commission.directory, out / made.campaign.id))
    show_amendments(store, launched)


def verify(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP.zip…", help="Gói do 'vanban pack' làm ra.")],
) -> None:
    """Kiểm tra gói trước khi nạp hoặc chuyển đi: đủ các tệp trong bảng kê, đúng mã băm, không thừa tệp nào."""
    from vanban.storage.files import sha256_of
    from vanban.usecases.packing.verify_pack import verify_pack

    told = [(file, verify_pack(file)) for file in dict.fromkeys(files)]
    sound = [(file, sha256_of(file)) for file, problems in told if not problems]
    if sound:
        screen.print_table("Gói nguyên vẹn; đối chiếu mã băm với nơi gửi", ("Tệp", "SHA-256"), sound)
    if len(sound) < len(told):
        screen.complain("Gói không dùng được:")
        for problem in (problem for _, problems in told for problem in problems):
            screen.complain(f"  {problem}")
        raise typer.Exit(1)
