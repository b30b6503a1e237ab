"""The command ``vanban``: every command of the office, in Vietnamese."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper

import typer

from vanban.cli import clock
from vanban.cli.commands import (
    amend,
    audit,
    backup,
    board,
    campaign,
    check,
    consolidate,
    directory,
    doctor,
    incoming,
    letter,
    obligations,
    packs,
    plans,
    register,
    reminders,
    reports,
)
from vanban.cli.screens import screen
from vanban.cli.screens.help_page import speak_vietnamese
from vanban.cli.usage import UsageError, is_help, usage_sentence
from vanban.domain.errors import InvalidInput, VanbanError

EXIT_BAD_INPUT = 2
EXIT_BROKEN = 3
EXIT_INTERRUPTED = 130

_REASONS = {
    errno.ENOSPC: "đĩa hết chỗ trống",
    errno.EDQUOT: "hết phần đĩa được cấp",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "không có quyền đọc hoặc ghi",
    errno.EROFS: "ổ đĩa chỉ đọc",
    errno.ENOTDIR: "trong đường dẫn có chỗ không phải thư mục",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENAMETOOLONG: "tên quá dài",
}

app = typer.Typer(
    name="vanban",
    help="Phát hành văn bản hành chính theo đợt, đúng Nghị định 30/2020/NĐ-CP.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.callback()(clock.suppose)
app.command("init")(campaign.init)
app.command("plan")(campaign.plan)
app.command("draft")(campaign.draft)
app.command("launch")(campaign.launch)
app.command("pack")(packs.pack)
app.command("verify")(packs.verify)
app.command("check")(check.check)
app.command("schema")(campaign.schema)
app.add_typer(letter.app, name="letter")
app.add_typer(register.app, name="register")
app.add_typer(incoming.app, name="incoming")
app.add_typer(obligations.app, name="obligations")
app.command("extend")(obligations.extend)
app.command("recall")(amend.recall)
app.command("replace")(amend.replace)
app.command("correct")(amend.correct)
app.command("board")(board.board)
app.command("remind")(reminders.remind)
app.command("submit")(plans.submit)
app.command("plans")(plans.plans)
app.command("approve")(plans.approve)
app.command("issue")(plans.issue)
reports.app.command("consolidate")(consolidate.consolidate)
app.add_typer(reports.app, name="report")
app.command("close")(reports.close)
app.add_typer(audit.app, name="audit")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("doctor")(doctor.doctor)
app.add_typer(directory.app, name="directory")


def main() -> None:
    """Runs a command; what goes wrong is said in Vietnamese, with the exit code that a script can read."""
    _speak_unicode()
    try:
        code = speak_vietnamese(typer.main.get_command(app))(standalone_mode=False) or 0
    except typer.Abort:
        code = EXIT_INTERRUPTED
    except Exception as error:
        code = _tell(error)
        if code == EXIT_BROKEN and os.environ.get("VANBAN_DEBUG"):
            raise
    if code == EXIT_INTERRUPTED:
        screen.complain("Đã dừng giữa chừng → Chạy lại lệnh để làm nốt; số đã cấp được giữ, không cấp trùng.")
    sys.exit(code)


def _tell(error: Exception) -> int:
    """Says on standard error what went wrong, and returns the exit code."""
    match error:
        case UsageError():
            screen.complain(str(error) if is_help(error) else usage_sentence(error))
        case InvalidInput():
            screen.print_problems(error.problems)
        case VanbanError():
            screen.complain(str(error))
        case OSError():
            screen.complain(_file_sentence(error))
        case _:
            screen.complain(_broken_sentence(error))
            return EXIT_BROKEN
    return EXIT_BAD_INPUT


def _speak_unicode() -> None:
    """Vietnamese comes out whole also where the system says that it only knows ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.replace("-", "").lower() != "utf8":
            stream.reconfigure(encoding="utf-8")


def _file_sentence(error: OSError) -> str:
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    where = f" {error.filename}" if error.filename else ""
    return f"Không đọc hoặc ghi được{where}: {reason} → Kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa."


def _broken_sentence(error: Exception) -> str:
    return (
        f"Lỗi của phần mềm ({type(error).__name__}: {error}) → Chạy lại với VANBAN_DEBUG=1 và gửi kết quả cho "
        "người quản trị. Chạy lại lệnh không cấp trùng số."
    )
