"""The command ``vanban``: every command of the office, in Vietnamese."""

from __future__ import annotations

import os
import sys

import typer

from vanban.cli import audit, campaign, directory, letter, register, screen
from vanban.domain.errors import InvalidInput, VanbanError

EXIT_FINDINGS = 1
EXIT_BAD_INPUT = 2
EXIT_BROKEN = 3

app = typer.Typer(
    name="vanban",
    help="Phát hành văn bản hành chính theo đợt, đúng Nghị định 30/2020/NĐ-CP.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("init")(campaign.init)
app.command("plan")(campaign.plan)
app.command("draft")(campaign.draft)
app.command("launch")(campaign.launch)
app.command("schema")(campaign.schema)
app.add_typer(letter.app, name="letter")
app.add_typer(register.app, name="register")
app.add_typer(audit.app, name="audit")
app.add_typer(directory.app, name="directory")


def main() -> None:
    """Runs a command; what goes wrong is said in Vietnamese, with the exit code that a script can read."""
    try:
        app()
    except InvalidInput as error:
        screen.print_problems(error.problems)
        sys.exit(EXIT_BAD_INPUT)
    except VanbanError as error:
        screen.complain(str(error))
        sys.exit(EXIT_BAD_INPUT)
    except Exception as error:
        if os.environ.get("VANBAN_DEBUG"):
            raise
        screen.complain(
            f"Lỗi của phần mềm ({type(error).__name__}: {error}) → Chạy lại với VANBAN_DEBUG=1 và gửi kết quả cho "
            "người quản trị. Chạy lại lệnh không cấp trùng số."
        )
        sys.exit(EXIT_BROKEN)
