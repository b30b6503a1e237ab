"""The commands ``backup`` and ``restore``: all of an office in one file, and back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vanban.cli import options
from vanban.cli.commands.register import existing_database
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from vanban.usecases.keeping.manifest import AbsentFile, Manifest

Archive = Annotated[Path, typer.Argument(metavar="TỆP", help="Bản sao lưu, một tệp ZIP.", show_default=False)]
NewArchive = Annotated[
    Path,
    typer.Argument(
        metavar="TỆP", help="Tệp ZIP mới; ghi một thư mục đã có thì tự đặt tên theo ngày giờ.", show_default=False
    ),
]
Head = Annotated[
    str, typer.Option("--head", metavar="MÃ BĂM", help="Mã băm đã ghi lại trước đây, phải có trong bản sao lưu.")
]
CheckOnly = Annotated[bool, typer.Option("--check", help="Chỉ kiểm tra bản sao lưu từ đầu đến cuối, không ghi gì.")]
_HASH = re.compile(r"[0-9a-f]{64}")
_SHOWN = 20
"""So many missing files are named one by one on the screen; JSON names them all."""


def backup(
    archive: NewArchive,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Sao lưu sổ đăng ký, nhật ký, văn bản đã phát hành và tài liệu kèm theo báo cáo vào một tệp."""
    from vanban.domain.dates.occasion import VIETNAM_TIME
    from vanban.usecases.keeping.backup_office import backup_office

    at = options.occasion(actor)
    if archive.is_dir():
        archive /= f"vanban-{at.now.astimezone(VIETNAM_TIME):%Y%m%d-%H%M%S}.zip"
    made = backup_office(existing_database(database), out, archive, at)
    if as_json:
        facts = _facts(made.manifest) | {"file": str(made.path), "size": made.size, "seal": made.seal}
        screen.print_json(facts | {"unwritten": made.unwritten, "complete": made.is_sound})
    else:
        screen.say(f"Đã sao lưu vào {made.path} ({_megabytes(made.size)} MB), đã đọc lại và đúng đến từng byte.")
        _show(made.manifest)
        if made.unwritten:
            screen.say(
                f"Có {made.unwritten} văn bản đã cấp số mà chưa vẽ tệp: đang phát hành dở, hoặc lần phát hành bị ngắt"
                " → Chạy lại vanban launch của đợt ấy."
            )
        screen.print_findings(made.findings)
        _tell_absent(made.manifest.absent)
    if not made.is_sound:
        raise typer.Exit(1)


def restore(
    archive: Archive,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    head: Head = "",
    check: CheckOnly = False,
    as_json: options.AsJson = False,
) -> None:
    """Khôi phục một bản sao lưu vào sổ mới và thư mục rỗng; bản hỏng hay bị sửa dù một byte thì không ghi gì."""
    from vanban.domain.errors import VanbanError
    from vanban.usecases.keeping.restore_office import check_backup, restore_office

    if head and not _HASH.fullmatch(head):
        raise VanbanError(f"--head '{head}' không phải mã băm → Ghi đủ 64 chữ số và chữ a–f đã in ra khi sao lưu.")
    findings = []
    if check:
        manifest = check_backup(archive, expected_head=head)
    else:
        restored = restore_office(archive, database, out, expected_head=head)
        manifest, findings = restored.manifest, list(restored.findings)
    if as_json:
        screen.print_json(_facts(manifest) | {"restored": not check})
    else:
        screen.say(
            f"Bản sao lưu nguyên vẹn: {archive}"
            if check
            else f"Đã khôi phục {archive}: nhật ký nguyên vẹn, sổ khớp với nhật ký, mọi tệp đúng mã băm."
        )
        _show(manifest)
        screen.print_findings(findings)
        if manifest.faults and check:
            screen.complain("Khi sao lưu, sổ đã có điều phải xem:\n" + "\n".join(f"  {one}" for one in manifest.faults))
        _tell_absent(manifest.absent)
    if manifest.faults or manifest.absent:
        raise typer.Exit(1)


def _show(manifest: Manifest) -> None:
    counts = {one.shape.name: one.rows for one in manifest.tables}
    rows = [
        ("Làm lúc", f"{manifest.made_at}, {manifest.made_by}"),
        ("Phiên bản", f"vanban {manifest.vanban}, bảng {manifest.schema}"),
        ("Văn bản đi trong sổ", counts.get("register_entry", 0)),
        ("Văn bản đến trong sổ", counts.get("incoming_entry", 0)),
        ("Báo cáo", counts.get("report", 0)),
        ("Tệp văn bản và tài liệu", len(manifest.files)),
        ("Mục nhật ký", manifest.entries),
        ("Mã băm cuối của nhật ký", manifest.head or "(chưa có mục nào)"),
    ]
    screen.print_table("Bản sao lưu", ("Nội dung", ""), rows)


def _megabytes(size: int) -> str:
    return f"{size / 10**6:.1f}".replace(".", ",")


def _tell_absent(absent: tuple[AbsentFile, ...]) -> None:
    if not absent:
        return
    screen.complain(f"Có {len(absent)} tệp không có trong bản sao lưu này:")
    for one in absent[:_SHOWN]:
        screen.complain(f"  {one.file.name}: {one.fault}")
    if len(absent) > _SHOWN:
        screen.complain(f"  … và {len(absent) - _SHOWN} tệp khác; xem đủ bằng --json")
    screen.complain(
        "→ Tìm lại tệp ở bản sao lưu trước, hoặc xóa tệp sai rồi chạy lại vanban launch để vẽ lại đúng tệp cũ;"
        " sau đó sao lưu lại."
    )


def _facts(manifest: Manifest) -> dict[str, Any]:
    return {
        "made_at": manifest.made_at,
        "made_by": manifest.made_by,
        "vanban": manifest.vanban,
        "schema": manifest.schema,
        "audit": {"entries": manifest.entries, "head": manifest.head},
        "tables": {one.shape.name: one.rows for one in manifest.tables},
        "files": len(manifest.files),
        "absent": [
            {"file": one.file.name, "sha256": one.file.sha256, "found": one.found, "fault": one.fault}
            for one in manifest.absent
        ],
        "faults": list(manifest.faults),
    }
