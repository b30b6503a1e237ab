"""Commands of a single letter outside any campaign: letter render, letter issue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vanban.cli import campaign, options, screen

app = typer.Typer(help="Một văn bản đơn lẻ, trong một tệp Markdown.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="TỆP.md", help="Văn bản, phần đầu nằm giữa hai dòng +++.")]


@app.command()
def render(
    file: File,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
) -> None:
    """Vẽ dự thảo DOCX và PDF của một văn bản: chưa có số, chưa vào sổ."""
    from vanban.cli.pool import local_press
    from vanban.intake.letter_file import read_letter_file
    from vanban.usecases.draft_letters import draft_letters

    made = campaign.plan_reading(read_letter_file(file), database, options.day_of(day))
    with local_press(len(made.letters), out) as press:
        files = draft_letters(made, press)
    screen.print_findings(made.findings)
    screen.say("Đã vẽ dự thảo, chưa cấp số:")
    for one in files:
        screen.say(f"  {out / one.file_name}")


@app.command()
def issue(
    file: File,
    out: options.Out = options.DEFAULT_OUT,
    database: options.Database = options.DEFAULT_DATABASE,
    day: options.Day = None,
    yes: options.Yes = False,
    as_json: options.AsJson = False,
    actor: options.Actor = "",
) -> None:
    """Phát hành một văn bản: hỏi lại, cấp số, vào sổ, vẽ DOCX và PDF."""
    from vanban.intake.letter_file import read_letter_file

    made = campaign.plan_reading(read_letter_file(file), database, options.day_of(day))
    campaign.issue_plan(made, out / made.campaign.id, database, yes=yes, as_json=as_json, actor=actor)
