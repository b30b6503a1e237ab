"""A letter typed into a form becomes a file that is planned, approved and issued like any other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.domain.errors import InvalidInput, Problem
from vanban.intake.campaign.letter_sketch import LetterSketch, letter_source
from vanban.storage.files import write_whole

SKETCHES = "soan-thao"
"""The folder, in that of the campaigns, in which letters from forms lie."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLetter:
    """What was typed; names as people write them."""

    id: str
    issuer: str
    drafting_unit: str
    subject: str
    addressees: tuple[str, ...]
    copies: tuple[str, ...]
    text: str
    signatory: str
    day: date


def sketch_letter(typed: TypedLetter, directory: Directory, campaigns: Path) -> Path:
    """Writes the file of a letter; the same letter again is the same file.

    Args:
        typed: what was typed.
        directory: tells which of the recipients are organisations, and which are other names.
        campaigns: the folder of the campaigns.

    Raises:
        InvalidInput: the id is none that can name a file, or another letter of that id was typed before.
    """
    if not _ID.fullmatch(typed.id):
        raise _bad_id(f"mã '{typed.id}' không dùng được", "dùng chữ thường không dấu, số và gạch nối")
    on = directory.on(typed.day)
    known = {name for one in on.organisations for name in (one.id, one.name, one.short_name)}
    sketch = LetterSketch(
        id=typed.id,
        issuer=typed.issuer,
        drafting_unit=typed.drafting_unit,
        subject=typed.subject,
        addressees=tuple(_told(typed.addressees, known)),
        copies=tuple(_told(typed.copies, known)),
        text=typed.text,
        signatory=typed.signatory,
        day=typed.day,
    )
    content = letter_source(sketch).encode()
    file = campaigns / SKETCHES / typed.id / f"{typed.id}.md"
    if file.exists() and file.read_bytes() != content:
        raise _bad_id(f"mã '{typed.id}' đã dùng cho văn bản khác", f"chọn mã khác, hoặc sửa thẳng tệp {file}")
    write_whole(file, content)
    return file


def _told(names: Iterable[str], known: set[str]) -> Iterable[tuple[str, bool]]:
    for name in names:
        words = " ".join(name.split())
        if words:
            yield words, words in known


def _bad_id(message: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(file="Soạn một công văn", place="Mã văn bản", message=message, remedy=remedy)])
