"""Commands of the audit log: audit verify."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from vanban.cli import options
from vanban.cli.commands.register import existing_database
from vanban.cli.screens import screen
from vanban.domain.errors import VanbanError

app = typer.Typer(help="Nhật ký: mọi thay đổi của sổ, nối nhau bằng mã băm.", no_args_is_help=True)

_HASH = re.compile(r"[0-9a-f]{64}")


@app.callback()
def _audit() -> None:
    """Nhật ký: mọi thay đổi của sổ, nối nhau bằng mã băm."""


@app.command()
def verify(
    database: options.Database = options.DEFAULT_DATABASE,
    head: Annotated[str, typer.Option("--head", help="Mã băm đã ghi lại trước đây, phải còn trong nhật ký.")] = "",
    as_json: options.AsJson = False,
) -> None:
    """Kiểm tra nhật ký còn nguyên vẹn, rồi đối chiếu sổ, nhiệm vụ và báo cáo với nhật ký: sửa, xóa, chen đều lộ ra."""
    from vanban.store.audit import verify as verify_chain
    from vanban.store.auditing.register_audit import rows_unlike_the_log

    if head and not _HASH.fullmatch(head):
        raise VanbanError(
            f"--head '{head}' không phải mã băm → Ghi đủ 64 chữ số và chữ a–f mà lần kiểm tra trước in ra."
        )
    store = existing_database(database)
    verdict = verify_chain(store, head or None)
    findings = rows_unlike_the_log(store) if verdict.sound else ()
    if as_json:
        facts = {"sound": verdict.sound, "entries": verdict.entries, "head": verdict.head}
        facts |= {"broken_at": verdict.broken_at, "message": verdict.message}
        screen.print_json(facts | {"findings": [screen.finding_json(one) for one in findings]})
    else:
        screen.say(verdict.message)
        if verdict.sound and verdict.head:
            screen.say(
                f"Ghi mã băm cuối vào nơi khác; lần sau kiểm tra thêm: vanban audit verify --head {verdict.head}"
            )
        screen.print_findings(findings)
    if findings or not verdict.sound:
        raise typer.Exit(1)
