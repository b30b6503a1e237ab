"""How many pages a PDF of ours has, told by its own page tree."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT_STREAM = re.compile(rb"<<[^<>]*/Type\s*/ObjStm\b[^<>]*>>\s*stream\r?\n")
_PAGE_TREE = re.compile(rb"<<[^<>]*/Type\s*/Pages\b[^<>]*>>")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})\b")
_INFLATED_LIMIT = 16 * 1024 * 1024
"""Far more than the objects of a letter; a stream that swells beyond it is left unread."""


def page_count(pdf: bytes) -> int | None:
    """The /Count at the root of the page tree, or ``None`` where it does not stand clear (ISO 32000-1, 7.7.3).

    Only what the press writes is understood: a page tree in the open or in a deflated object stream.
    """
    nodes = [node for part in (pdf, *_object_streams(pdf)) for node in _PAGE_TREE.findall(part)]
    roots = [_COUNT.search(node) for node in nodes if b"/Parent" not in node]
    if len(roots) != 1 or roots[0] is None:
        return None
    return int(roots[0][1])


def _object_streams(pdf: bytes) -> Iterator[bytes]:
    for start in _OBJECT_STREAM.finditer(pdf):
        inflater = zlib.decompressobj()
        try:
            yield inflater.decompress(memoryview(pdf)[start.end() :], _INFLATED_LIMIT)
        except zlib.error:
            continue
