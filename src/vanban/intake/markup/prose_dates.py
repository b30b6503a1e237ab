"""Dates and years that stand in prose, where only a person can tell what they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NOT_PROSE = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}|https?://[^\s<>)\"']+")
_DATE = (
    r"\bngày\s+\d{1,2}(?:\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)?(?![\d/])"
    r"|\btháng\s+\d{1,2}(?:\s+năm\s+\d{4}|\s*/\s*\d{4})?(?![\d/])"
    r"|\bquý\s+(?:[IV]+|\d)(?:\s+năm\s+\d{4}|\s*/\s*\d{4})?"
    r"|\bnăm\s+\d{4}\b"
    r"|(?<![\w/.-])\d{1,2}/\d{1,2}(?:/\d{4})?(?![\w/])"
    r"|(?<![\w/.-])\d{4}-\d{2}-\d{2}(?![\d-])"
)


def dates_in(text: str, year: int) -> Iterator[tuple[int, str]]:
    """Each date of a text with the line on which it stands, from 0; a bare ``year`` counts too.

    What is filled in (``{{ … }}``) and what stands in a web address is no prose.
    """
    pattern = re.compile(rf"{_DATE}|(?<![\w/.-]){year}(?![\w/])", re.IGNORECASE)
    for number, line in enumerate(text.split("\n")):
        for found in pattern.finditer(_NOT_PROSE.sub(" ", unicodedata.normalize("NFC", line))):
            yield number, " ".join(found.group().split())
