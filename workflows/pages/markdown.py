"""Markdown as Prefect shows it: tables whose cells stay cells, and links that open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

ROWS_SHOWN = 200
"""Prefect's lists of artifacts carry whole tables: thousands of rows break them."""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already, so that they may hold links."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def cell(text: str) -> str:
    """Text that stays in its cell or line and is no markup: neither inside it, nor as a heading, list or fence."""
    inline = re.sub(r"([\\`*_\[\]|~#])", r"\\\1", escape(" ".join(text.split()), quote=False))
    return re.sub(r"^(\d*)([+=-]|(?<=\d)[.)](?= |$))", r"\1\\\2", inline)


def link(text: str, address: str) -> str:
    """A link, or the text alone where there is no address."""
    return f"[{cell(text)}]({address})" if address else cell(text)
