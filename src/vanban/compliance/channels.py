"""Bracketed notes on how a document is sent, which belong to the recipient list and not to the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban.compliance.words import word_list

_BRACKETS = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"\s*[-–;,+]\s+|\s+[-–;,+]\s*|[;,+]")


def channel_notes(text: str) -> Iterator[str]:
    """Every bracket that tells a channel or an instruction: ``(VBĐT)``, ``(p/hop- VBĐT)``."""
    for bracket in _BRACKETS.finditer(text):
        if _tells_channel(bracket.group(1)):
            yield bracket.group()


def _tells_channel(inside: str) -> bool:
    notes = {note.casefold() for note in word_list("channel_notes")}
    if any(part.strip().casefold() in notes for part in _PARTS.split(inside)):
        return True
    return _words().search(inside) is not None


@cache
def _words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in word_list("channel_words"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
