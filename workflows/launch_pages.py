"""A launch as the pages that Prefect shows: the letters with their numbers and files, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from vanban.domain.errors import InvalidInput, VanbanError
from vanban.domain.finding import Finding, Severity
from vanban.domain.wording import short_date
from vanban.usecases.launch_campaign import Launch

ROWS_SHOWN = 200
"""Prefect's lists of artifacts carry whole tables: thousands of rows break them."""
_COLUMNS = ("Số, ký hiệu", "Ngày", "Trích yếu", "Tệp")
_SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}
_GRAVEST_FIRST = tuple(_SEVERITIES)


def letter_table(done: Launch) -> list[dict[str, str]]:
    """One row a letter: code, day, subject, files; the first rows of a long launch."""
    files: dict[object, list[str]] = {}
    for one in done.files:
        files.setdefault(one.key, []).append(one.file_name)
    return [
        dict(zip(_COLUMNS, (str(one.code), short_date(one.issued_date), one.draft.letter.subject, names), strict=True))
        for one in done.documents[:ROWS_SHOWN]
        for names in [", ".join(files.get(one.draft.key, ()))]
    ]


def headline(title: str, done: Launch, folder: Path) -> str:
    """How many letters and files, and where."""
    count = len(done.documents)
    told = f"**{_cell(title)}**: đã phát hành {count} văn bản, {len(done.files)} tệp DOCX và PDF."
    cut = f" Bảng này có {ROWS_SHOWN} văn bản đầu; đủ cả trong sổ đăng ký." if count > ROWS_SHOWN else ""
    return f"{told}{cut}\n\nThư mục: `{folder}`"


def launch_page(title: str, done: Launch, folder: Path, findings: Sequence[Finding]) -> str:
    """The letters of a launch as Markdown, and what the check had to say of them."""
    rows = [tuple(row.values()) for row in letter_table(done)]
    return f"# Đã phát hành\n\n{headline(title, done, folder)}\n\n{_table(_COLUMNS, rows)}{_findings(findings)}"


def refusal_page(error: VanbanError, findings: Sequence[Finding], *, begun: bool) -> str:
    """Why nothing was issued, or not all of it, as Markdown, with everything that must be mended."""
    reasons = error.problems if isinstance(error, InvalidInput) else (error.message,)
    listed = "\n".join(f"- {_cell(str(reason))}" for reason in reasons)
    kept = "Số đã cấp vẫn giữ trong sổ; chạy lại thì làm tiếp, không cấp trùng số."
    head, told = ("Phát hành dở dang", kept) if begun else ("Chưa phát hành", "Chưa cấp số nào.")
    return f"# {head}\n\n{told}\n\n{listed}\n{_findings(findings)}"


def _findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    worst_first = sorted(findings, key=lambda one: _GRAVEST_FIRST.index(one.severity))[:ROWS_SHOWN]
    rows = [(_SEVERITIES[one.severity], one.element, one.found, one.allowed, one.source) for one in worst_first]
    return "\n## Phát hiện khi kiểm tra\n\n" + _table(("Mức", "Ở đâu", "Hiện trạng", "Nên là", "Căn cứ"), rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    """Text that stays in its cell and is no markup."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", escape(" ".join(text.split()), quote=False))
