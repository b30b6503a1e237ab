"""The command ``doctor``: whether this machine and this office can work, and what to do where they cannot."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from vanban.cli import options
from vanban.cli.screens import screen

Sweep = Annotated[
    bool, typer.Option("--sweep", help="Xóa tệp tạm ẩn mà một lần bị ngắt để lại trong nơi lưu, đã quá một ngày.")
]
_MOUNTS = Path("/proc/mounts")


def doctor(
    database: options.Database = options.DEFAULT_DATABASE,
    out: options.Out = options.DEFAULT_OUT,
    directory: options.OwnDirectory = None,
    sweep: Sweep = False,
    as_json: options.AsJson = False,
) -> None:
    """Khám máy và nơi làm việc: phần mềm, phông chữ, lịch, sổ, nơi lưu, danh bạ, máy chủ; kèm cách sửa."""
    from vanban.usecases.keeping.examine_office import OfficePlaces, examine_office, is_fit
    from vanban.usecases.keeping.leftover_files import sweep as sweep_leftovers

    at = options.occasion()
    swept = sweep_leftovers(out, at.now) if sweep else ()
    mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
    places = OfficePlaces(database=database, storage=out, directory=directory, environment=os.environ, mounts=mounts)
    checks = tuple(examine_office(places, at))
    if as_json:
        told = [
            {"subject": one.subject, "health": one.health.value, "found": one.found, "remedy": one.remedy}
            for one in checks
        ]
        screen.print_json({"fit": is_fit(checks), "checks": told, "swept": [str(one.path) for one in swept]})
    else:
        for one in swept:
            screen.say(f"Đã xóa tệp tạm {one.path} ({one.size} byte).")
        rows = [(one.subject, _HEALTH[one.health.value], one.found, one.remedy) for one in checks]
        screen.print_table("Khám máy và nơi làm việc", ("Mục", "Kết quả", "Nhận thấy", "Cách sửa"), rows)
        screen.say("Làm việc được." if is_fit(checks) else "Có chỗ hỏng phải sửa trước khi phát hành.")
    if not is_fit(checks):
        raise typer.Exit(1)


_HEALTH = {"good": "Tốt", "warning": "Lưu ý", "fault": "HỎNG"}
