"""The links of a letter: those its text shows or leads to, and those its QR codes hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.domain.letter import Block, Paragraph, QrCode, Table

_URL = re.compile(r"https?://[^\s<>“”\"'()]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?"


def text_links(block: Block) -> Iterator[str]:
    """Every link in the text of a block, printed or behind words."""
    runs = block.runs if isinstance(block, Paragraph) else ()
    if isinstance(block, Table):
        runs = tuple(run for row in (block.head, *block.rows) for cell in row for run in cell)
    for run in runs:
        if run.href:
            yield run.href
        if "://" in run.text:
            yield from (found.rstrip(_AFTER_URL) for found in _URL.findall(run.text))


def qr_links(block: Block) -> Iterator[str]:
    """What a block holds if it is a QR code."""
    if isinstance(block, QrCode):
        yield block.link


def normal_link(link: str) -> str:
    """Equal for two spellings of one address: scheme and host in small letters, no slash at the end."""
    scheme, separator, rest = link.strip().partition("://")
    if not separator:
        return link.strip().rstrip("/")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")


def host(link: str) -> str:
    """Whose address it is: ``forms.gle``."""
    return normal_link(link).partition("://")[2].partition("/")[0]
