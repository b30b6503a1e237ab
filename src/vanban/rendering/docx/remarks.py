"""Findings as Word comments at their places; the text of the file stays as it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from vanban.domain.errors import RenderFailed

_AUTHOR, _INITIALS = "vanban", "VB"
_BOX = qn("w:txbxContent")
_PARAGRAPH, _PROPERTIES = qn("w:p"), qn("w:pPr")

_NOT_AS_WORD_BUILDS = (
    SyntaxError, PythonDocxError, OpcError, BadZipFile, zlib.error, EOFError, OSError, RecursionError,
    KeyError, ValueError, IndexError, AttributeError, TypeError, AssertionError,
)  # fmt: skip
"""What the library and lxml, whose errors of XML are syntax errors, raise on parts, relations and numbers that
Word never writes: every part of a file is read here, also those that were not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What to say, and of which paragraph of the text, counted from 0; ``None`` for the document as a whole."""

    text: str
    paragraph: int | None = None


def with_remarks(content: bytes, remarks: Sequence[Remark], now: datetime) -> bytes:
    """A DOCX with a comment for every remark.

    Raises:
        RenderFailed: the file has no paragraph that a comment could hold on to, or is not built as Word builds files.
    """
    try:
        return _remarked(content, remarks, now)
    except _NOT_AS_WORD_BUILDS as error:
        raise RenderFailed(
            "Không chép được tệp để ghi chú thích: tệp có phần không đúng chuẩn của Word → Mở tệp bằng Word hoặc "
            "LibreOffice, lưu lại rồi chạy lại; hoặc kiểm tra không dùng --comments."
        ) from error


def _remarked(content: bytes, remarks: Sequence[Remark], now: datetime) -> bytes:
    document = Document(BytesIO(content))
    paragraphs = list(document.element.body.iter(_PARAGRAPH))
    first = next((one for one in paragraphs if _outside_boxes(one) is one), None)
    if first is None:
        raise RenderFailed("Tệp không có đoạn văn nào để ghi chú thích → Mở tệp bằng Word rồi lưu lại.")
    for remark in remarks:
        place = remark.paragraph
        known = place is not None and place < len(paragraphs)
        paragraph = _outside_boxes(paragraphs[place]) if known and place is not None else first
        comment = document.comments.add_comment(text=_printable(remark.text), author=_AUTHOR, initials=_INITIALS)
        comment._comment_elm.date = now  # noqa: SLF001  # the library writes the time of the machine
        _hold(paragraph, comment.comment_id)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    """A text without the characters that XML forbids, which a damaged PDF may hold but a comment cannot."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")


def _outside_boxes(paragraph: Any) -> Any:
    """The paragraph itself, or the one that holds the text box around it: Word keeps no comments in boxes."""
    outermost = paragraph
    for above in paragraph.iterancestors():
        if above.tag == _BOX:
            outermost = next(one for one in above.iterancestors() if one.tag == _PARAGRAPH)
    return outermost


def _hold(paragraph: Any, comment_id: int) -> None:
    """Puts the ends of a comment around everything in a paragraph."""
    start, end = _marker("w:commentRangeStart", comment_id), _marker("w:commentRangeEnd", comment_id)
    has_properties = len(paragraph) > 0 and paragraph[0].tag == _PROPERTIES
    paragraph.insert(1 if has_properties else 0, start)
    paragraph.append(end)
    run = OxmlElement("w:r")
    run.append(_marker("w:commentReference", comment_id))
    paragraph.append(run)


def _marker(name: str, comment_id: int) -> Any:
    marker = OxmlElement(name)
    marker.set(qn("w:id"), str(comment_id))
    return marker
