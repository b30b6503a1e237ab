"""The command ``check``: any DOCX or PDF against Decree 30, clause by clause."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vanban.cli import options
from vanban.cli.screens import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vanban.domain.judging.verdict import Judgement
    from vanban.usecases.checking.check_file import CheckedFile
    from vanban.usecases.checking.gather_files import Source

EXIT_BREACHES, EXIT_UNREADABLE = 1, 2
_FILES_TOLD_ONE_BY_ONE = 20


class State(StrEnum):
    """How far a document has come, as the command line names it."""

    DRAFT = "draft"
    ISSUED = "issued"


Files = Annotated[list[Path], typer.Argument(metavar="TỆP…", help="Tệp DOCX, PDF, ZIP hoặc thư mục.")]
StateOption = Annotated[
    State | None,
    typer.Option(
        "--state",
        metavar="draft|issued",
        help="draft: dự thảo, số và ngày còn được để trống; issued: đã ban hành. Mặc định: xem văn bản đã có số chưa.",
    ),
]
SarifFile = Annotated[Path | None, typer.Option("--sarif", metavar="TỆP", help="Ghi kết quả ra tệp SARIF 2.1.0.")]
HtmlFile = Annotated[Path | None, typer.Option("--html", metavar="TỆP", help="Ghi kết quả ra một trang HTML.")]
CommentsFile = Annotated[
    Path | None,
    typer.Option("--comments", metavar="TỆP.docx", help="Chép tệp DOCX, ghi mỗi điều cần sửa thành chú thích tại chỗ."),
]
Every = Annotated[bool, typer.Option("--all", help="Kể cả những quy tắc chưa đánh giá được và lý do.")]


def check(
    files: Files,
    state: StateOption = None,
    every: Every = False,
    sarif: SarifFile = None,
    html: HtmlFile = None,
    comments: CommentsFile = None,
    as_json: options.AsJson = False,
) -> None:
    """Kiểm tra thể thức của tệp DOCX, PDF bất kỳ theo Nghị định số 30/2020/NĐ-CP, từng điều khoản một."""
    from tempfile import TemporaryDirectory

    from vanban.storage.files import write_whole
    from vanban.usecases.checking.gather_files import gather_files
    from vanban.usecases.checking.report_check import html_report, sarif_report

    now = options.occasion()
    with TemporaryDirectory(prefix="vanban-check-") as scratch:
        sources = gather_files(files, Path(scratch))
        checked = _checked(sources, state)
        if comments is not None:
            _write_comments(comments, sources, checked)
    if sarif is not None:
        write_whole(sarif, sarif_report(checked))
    if html is not None:
        write_whole(html, html_report(checked, now.today))
    if as_json:
        _print_facts(checked)
    else:
        _show(checked, every=every)
        for path in (sarif, html, comments):
            if path is not None:
                screen.say(f"  {path}")
    code = _exit_code(checked)
    if code:
        raise typer.Exit(code)


def _checked(sources: Sequence[Source], state: State | None) -> list[CheckedFile]:
    from rich.console import Console
    from rich.progress import track

    from vanban.cli.pools.checking_pool import runner
    from vanban.compliance.format_rules.paper import DocumentState
    from vanban.usecases.checking.check_file import check_files

    stage = DocumentState(state.value) if state else None
    known: dict[Judgement, Judgement] = {}
    with runner(sources) as run:
        checked = check_files(sources, today=options.occasion().today, state=stage, run=run)
        followed = track(
            checked,
            "Đang kiểm tra",
            len(sources),
            console=Console(stderr=True),
            transient=True,
            disable=len(sources) == 1 or not sys.stderr.isatty(),
        )
        return [_in_little_room(one, known) for one in followed]


def _in_little_room(one: CheckedFile, known: dict[Judgement, Judgement]) -> CheckedFile:
    """A hundred rules say nearly the same of each of thousands of letters: what is equal is held once."""
    return replace(one, judgements=tuple([known.setdefault(said, said) for said in one.judgements]))


def _write_comments(target: Path, sources: Sequence[Source], checked: Sequence[CheckedFile]) -> None:
    from vanban.domain.errors import VanbanError
    from vanban.domain.judging.inspected import FileKind
    from vanban.storage.files import write_whole
    from vanban.usecases.checking.report_check import commented_copy

    if len(sources) != 1 or sources[0].kind is not FileKind.DOCX:
        raise VanbanError("--comments dùng cho một tệp DOCX → Chỉ ghi một tệp DOCX sau 'vanban check'.")
    source, only = sources[0], checked[0]
    if target.resolve() == source.path.resolve():
        raise VanbanError(f"{target}: trùng với tệp được kiểm tra → Ghi tên một tệp khác sau --comments.")
    if not only.problem:
        write_whole(target, commented_copy(source.path, only, options.occasion().now))


def _show(checked: Sequence[CheckedFile], *, every: bool) -> None:
    from vanban.usecases.checking.describe_check import breach_rows

    for one in checked:
        if one.problem:
            screen.complain(f"{one.name}: {one.problem}")
        elif len(checked) <= _FILES_TOLD_ONE_BY_ONE or breach_rows(one):
            _show_file(one, every=every)
    if len(checked) > 1:
        _show_sum(checked)


def _show_file(one: CheckedFile, *, every: bool) -> None:
    from vanban.usecases.checking.describe_check import (
        BREACH_COLUMNS,
        breach_rows,
        count_sentence,
        is_unjudged,
        not_judged_rows,
    )
    from vanban.usecases.checking.report_check import about

    screen.say(f"{one.name}: {about(one)}")
    if rows := breach_rows(one):
        screen.print_table("Cần sửa hoặc cần xem", BREACH_COLUMNS, rows)
    if every and (unjudged := not_judged_rows(one)):
        screen.print_table("Chưa đánh giá", ("Quy tắc", "Nội dung", "Lý do"), unjudged)
    if is_unjudged(one):
        screen.say("  Chưa đánh giá được điều nào: không nhận ra đây là văn bản hành chính.")
    else:
        screen.say(f"  {count_sentence(one)}")
    for limit in one.limits:
        screen.say(f"  {limit}")


def _show_sum(checked: Sequence[CheckedFile]) -> None:
    from vanban.domain.judging.verdict import Verdict
    from vanban.usecases.checking.describe_check import is_unjudged

    unread = sum(bool(one.problem) for one in checked)
    unjudged = sum(is_unjudged(one) for one in checked)
    broken = sum(any(said.verdict is Verdict.FAILED for said in one.judgements) for one in checked)
    screen.say(
        f"{len(checked)} tệp: {broken} tệp có điều không đạt, "
        f"{len(checked) - unread - unjudged - broken} tệp không có, {unjudged} tệp chưa đánh giá được, "
        f"{unread} tệp không đọc được."
    )


def _print_facts(checked: Sequence[CheckedFile]) -> None:
    from vanban.usecases.checking.describe_check import check_facts

    screen.print_json_list("files", (check_facts([one])["files"][0] for one in checked))


def _exit_code(checked: Sequence[CheckedFile]) -> int:
    from vanban.domain.judging.verdict import Verdict

    if any(one.problem for one in checked):
        return EXIT_UNREADABLE
    failed = any(said.verdict is Verdict.FAILED for one in checked for said in one.judgements)
    return EXIT_BREACHES if failed else 0
