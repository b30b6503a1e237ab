"""What the commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vanban.cli.screens.problem_list import problem_lines
from vanban.domain.errors import Problem
from vanban.domain.judging.finding import Finding, Severity

SEVERITIES = {Severity.ERROR: "LỖI", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}
_PLAIN_WIDTH = 160
"""Where the output is no terminal, lines are not folded at 80 columns."""
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys instead of showing: escape sequences, and marks that turn the order of what is read."""


def console() -> Console:
    """Standard output, without the library's guesses about colours of numbers and paths."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)


def complain(message: str) -> None:
    """Says on standard error what went wrong, or asks there, so that standard output holds results only."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(_text(message))


def print_json(content: object) -> None:
    """JSON in Vietnamese letters, keys in the order given."""
    sys.stdout.write(_json(content) + "\n")


def print_json_list(name: str, members: Iterable[object]) -> None:
    """An object with one list, as :func:`print_json` prints it, one member after another: a long one needs no room."""
    mark = "\n"
    sys.stdout.write(f"{{\n  {_json(name)}: [")
    for one in members:
        sys.stdout.write(mark + indent(_json(one), "    "))
        mark = ",\n"
    sys.stdout.write("]\n}\n" if mark == "\n" else "\n  ]\n}\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; texts stand as they are, brackets are no markup."""
    table = Table(title=_text(title, style="bold"), title_justify="left", show_lines=False)
    for column in columns:
        table.add_column(_text(column), overflow="fold")
    for row in rows:
        table.add_row(*(_text(str(cell)) for cell in row))
    console().print(table)


def say(message: str = "") -> None:
    """One line, as it is."""
    console().print(_text(message), soft_wrap=True)


def print_findings(findings: Sequence[Finding], letters: Mapping[Finding, str] | None = None) -> None:
    """Findings with their place, remedy and source, and with the letters that they concern where that is not clear."""
    if not findings:
        return
    rows: list[tuple[str, ...]] = [
        (SEVERITIES[one.severity], one.element, one.found, one.allowed, f"{one.rule_id}\n{one.source}")
        for one in findings
    ]
    columns: tuple[str, ...] = ("Mức", "Ở đâu", "Hiện trạng", "Nên là", "Căn cứ")
    if letters is not None:
        columns = ("Văn bản", *columns)
        rows = [(letters[one], *row) for one, row in zip(findings, rows, strict=True)]
    print_table("Phát hiện khi kiểm tra", columns, rows)


def print_problems(problems: Sequence[Problem]) -> None:
    """Every mistake of the input, on standard error; many of one kind in few lines."""
    complain(f"Có {len(problems)} lỗi trong dữ liệu vào; chưa ghi gì, chưa cấp số nào:")
    for number, line in enumerate(problem_lines(problems), start=1):
        complain(f"{number:3}. {line}")


def _text(message: str, style: str = "") -> Text:
    """What is printed comes from files of others too: they must not command the terminal."""
    return Text(_COMMANDS.sub(_as_written, message), style=style)


def _json(content: object) -> str:
    # The same signs inside a JSON text mean the same when they are written by number.
    return _COMMANDS.sub(_as_written, json.dumps(content, ensure_ascii=False, indent=2))


def _as_written(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign.group()):04x}"


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "rule": finding.rule_id,
        "severity": finding.severity.value,
        "element": finding.element,
        "found": finding.found,
        "allowed": finding.allowed,
        "source": finding.source,
    }
