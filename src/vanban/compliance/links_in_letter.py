"""The links of a letter: those its text shows or leads to, and those its QR codes hold."""

from __future__ import annotations

import re

from vanban.domain.letters.letter import Block, Paragraph, QrCode, Table

_URL = re.compile(r"https?://[^\s<>“”\"'()]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?"


def text_links(block: Block) -> tuple[str, ...]:
    """Every link in the text of a block, printed or behind words."""
    runs = block.runs if isinstance(block, Paragraph) else ()
    if isinstance(block, Table):
        runs = tuple(run for row in (block.head, *block.rows) for cell in row for run in cell)
    links: list[str] = []
    for run in runs:
        if run.href:
            links.append(run.href)
        if "://" in run.text:
            links += [found.rstrip(_AFTER_URL) for found in _URL.findall(run.text)]
    return tuple(links)


def qr_links(block: Block) -> tuple[str, ...]:
    """What a block holds if it is a QR code."""
    return (block.link,) if isinstance(block, QrCode) else ()


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
