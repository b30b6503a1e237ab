"""Commands of a single letter outside any campaign: letter render, letter issue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.commands import campaign

if TYPE_CHECKING:
    from vanban.usecases.planning.plan_campaign import Plan

app = typer.Typer(help="Một văn bản đơn lẻ, trong một tệp Markdown.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="TỆP.md", help="Văn bản, phần đầu nằm giữa hai dòng +++.")]


@app.command()
def render(
    file: File,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
    as_json: options.AsJson = False,
) -> None:
    """Vẽ dự thảo DOCX và PDF của một văn bản: chưa có số, chưa vào sổ."""
    made = _plan(file, database, day, directory)
    campaign.draft_plan(made, out / made.campaign.id, as_json=as_json)


@app.command()
def issue(
    file: File,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    directory: options.OwnDirectory = None,
    yes: options.Yes = False,
    packed: options.Packed = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Phát hành một văn bản: hỏi lại, cấp số, vào sổ, vẽ DOCX và PDF."""
    made = _plan(file, database, day, directory)
    campaign.issue_plan(made, out / made.campaign.id, database, yes=yes, as_json=as_json, actor=actor, packed=packed)


def _plan(file: Path, database: str, day: options.Day, own: Path | None) -> Plan:
    from vanban.intake.campaign.letter_file import read_letter_file

    return campaign.plan_reading(read_letter_file(file), database, options.day_of(day), own)
