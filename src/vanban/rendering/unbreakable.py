"""Which stretches of a text a careful typist never lets break over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOCUMENT_CODE = r"\d*(?:/\d{4})?/[^\W\d_][\w&]*(?:-[^\W\d_][\w&]*)+"
_YEARS = r"\b\d{4} - \d{4}\b"
_WHOLE = re.compile(f"{_DOCUMENT_CODE}|{_YEARS}")


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it stays whole: ``489/QĐ-UBND`` and ``2021 - 2025`` do."""
    end = 0
    for found in _WHOLE.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found.group(), True
        end = found.end()
    if end < len(text) or not text:
        yield text[end:], False
