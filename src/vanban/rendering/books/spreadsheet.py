"""Workbooks whose texts stay texts and whose bytes depend on their content alone."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from vanban.directory.cells import escaped
from vanban.rendering.package import Member, archive

CHARACTERS_PER_MM = 0.53
"""Excel counts the width of a column in digits of its standard font."""
_TEXT = "@"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_ALIGNMENTS = {
    centred: Alignment(horizontal="center" if centred else "left", vertical="top", wrap_text=True)
    for centred in (False, True)
}


def write_text(cell: Any, text: str) -> None:
    """Fills a cell with a text that a spreadsheet will not run, also when it looks like a formula."""
    # In this order: the library takes a value that starts with = for a formula.
    cell.value, cell.data_type = text, "s"
    cell.number_format = _TEXT
    # A text that is escaped elsewhere keeps its mark here too, so that retyping it does not make it a formula.
    cell.quotePrefix = escaped(text) != text


def set_cell(cell: Any, *, size_pt: float, bold: bool, centred: bool) -> None:
    """The type of a table's cell, folded inside its column."""
    cell.font = _font(size_pt, bold=bold)
    cell.alignment = _ALIGNMENTS[centred]


@cache
def _font(size_pt: float, *, bold: bool) -> Font:
    return Font(name="Times New Roman", size=size_pt, bold=bold)


def workbook_bytes(workbook: Workbook, *, title: str, creator: str, dated: date) -> bytes:
    """The file of a workbook.

    The library writes the clock into the properties and the archive; the given day stands there instead.
    """
    at = datetime(dated.year, dated.month, dated.day)  # noqa: DTZ001  # the format has no zone
    properties = workbook.properties
    properties.title, properties.creator, properties.created = title, creator, at
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[_CORE] = _MODIFIED.sub(rf"\g<1>{at.isoformat()}Z", parts[_CORE].decode()).encode()
    return archive([Member.of(name, content) for name, content in parts.items()])
