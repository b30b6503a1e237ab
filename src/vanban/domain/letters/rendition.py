"""One file of a letter, as the register knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vanban.domain.letters.draft import LetterKey

RenditionKind = Literal["docx", "pdf"]
KINDS: tuple[RenditionKind, ...] = ("docx", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A file drawn from a letter; ``file_name`` is relative to the folder that letters are written to."""

    key: LetterKey
    kind: RenditionKind
    file_name: str
    sha256: str
