"""A launch as the pages that Prefect shows: the letters with their numbers and files."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from vanban.domain.judging.finding import Finding
from vanban.domain.letters.draft import IssuedDocument, LetterKey
from vanban.domain.letters.wording import short_date
from vanban.usecases.issuing.launch_campaign import Launch
from workflows.pages.findings_pages import findings_listed
from workflows.pages.markdown import ROWS_SHOWN, cell, link, table

_COLUMNS = ("Số, ký hiệu", "Ngày", "Trích yếu", "Tệp")


def letter_table(done: Launch) -> list[dict[str, str]]:
    """One row a letter: code, day, subject, files; the first rows of a long launch."""
    files = _files(done)
    return [
        dict(zip(_COLUMNS, (*_facts(one), ", ".join(files.get(one.draft.key, ()))), strict=True))
        for one in done.documents[:ROWS_SHOWN]
    ]


def headline(title: str, done: Launch, place: str) -> str:
    """How many letters and files, and where."""
    count = len(done.documents)
    told = f"**{cell(title)}**: đã phát hành {count} văn bản, {len(done.files)} tệp DOCX và PDF."
    cut = f" Bảng này có {ROWS_SHOWN} văn bản đầu; đủ cả trong sổ đăng ký." if count > ROWS_SHOWN else ""
    return f"{told}{cut}\n\nNơi lưu: `{place}`"


def launch_page(title: str, done: Launch, place: str, findings: Sequence[Finding], site: str = "") -> str:
    """The letters of a launch as Markdown, and what the check had to say of them.

    Args:
        title: of the campaign.
        done: what was issued and drawn.
        place: where the files are.
        findings: what the check had to say.
        site: the address that shows the files of ``place``; empty where none does.
    """
    files = _files(done)
    rows = [
        (
            *map(cell, _facts(one)),
            ", ".join(link(name, f"{site}/{quote(name)}" if site else "") for name in files.get(one.draft.key, ())),
        )
        for one in done.documents[:ROWS_SHOWN]
    ]
    return f"# Đã phát hành\n\n{headline(title, done, place)}\n\n{table(_COLUMNS, rows)}{findings_listed(findings)}"


def _facts(one: IssuedDocument) -> tuple[str, str, str]:
    return str(one.code), short_date(one.issued_date), one.draft.letter.subject


def _files(done: Launch) -> dict[LetterKey, list[str]]:
    files: dict[LetterKey, list[str]] = {}
    for one in done.files:
        files.setdefault(one.key, []).append(one.file_name)
    return files
