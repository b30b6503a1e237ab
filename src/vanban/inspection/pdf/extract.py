"""The reading process: a program that answers, for each path on its input, with what PDFium finds in that PDF.

PDFium is native code and a PDF may come from anyone, so it works in a process of its own, with bounded memory, that
can be ended at any moment. It never writes a file.
"""

from __future__ import annotations

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from vanban.inspection.pdf.bounds import MAX_FILE_BYTES, MAX_GLYPHS, MAX_MEMORY_BYTES, MAX_PAGES, MAX_SHAPES
from vanban.inspection.pdf.pdfium_page import Frame, RefusedError, TextOfPage
from vanban.inspection.pdf.pdfium_shapes import ShapesOfPage
from vanban.inspection.pdf.pdfium_signatures import signatures_of, text_of
from vanban.inspection.pdf.raw import Refusal

_HEAD_BYTES = 1024
_TAIL_BYTES = 2048
_PROPERTIES = {"Title": "title", "Author": "author", "Creator": "creator", "Producer": "producer"}


def main() -> None:
    """Answer each line of the input, a path in JSON, with one line of JSON."""
    _bound_this_process()
    pdfium.FPDF_InitLibrary()
    for line in sys.stdin:
        try:
            answer = read(Path(json.loads(line)))
        except RefusedError as refused:
            answer = {"refusal": refused.refusal.value}
        except MemoryError:
            answer = {"refusal": Refusal.NO_MEMORY.value}
        except OSError:
            answer = {"refusal": Refusal.UNREADABLE.value}
        sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
        sys.stdout.flush()


def read(path: Path) -> dict[str, Any]:
    """Everything of one file that measuring needs, as JSON knows it."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise RefusedError(Refusal.TOO_LARGE)
    content = path.read_bytes()
    if b"%PDF-" not in content[:_HEAD_BYTES]:
        raise RefusedError(Refusal.NOT_A_PDF)
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        raise RefusedError(_why_not())
    try:
        # The looks of signatures are drawn on the pages in memory, so these are read before.
        pages = _pages(document)
        signatures, signed_whole = signatures_of(document, len(content))
        return {
            "pages": pages,
            "signatures": signatures,
            "signed_whole": signed_whole,
            "properties": _properties(document),
            "cut_short": b"%%EOF" not in content[-_TAIL_BYTES:],
        }
    finally:
        pdfium.FPDF_CloseDocument(document)


def _why_not() -> Refusal:
    locked = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
    return Refusal.ENCRYPTED if pdfium.FPDF_GetLastError() in locked else Refusal.DAMAGED


def _pages(document: Any) -> list[dict[str, Any]]:
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise RefusedError(Refusal.DAMAGED)
    if count > MAX_PAGES:
        raise RefusedError(Refusal.TOO_MANY_PAGES)
    pages, glyphs, shapes = [], MAX_GLYPHS, MAX_SHAPES
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            raise RefusedError(Refusal.DAMAGED)
        try:
            frame = Frame.of(page)
            text, drawn = TextOfPage(frame), ShapesOfPage(frame, room=shapes, document=document)
            text.read(page, glyphs)
            drawn.read(page)
        finally:
            pdfium.FPDF_ClosePage(page)
        glyphs, shapes = glyphs - len(text.glyphs), drawn.room
        wide, high = frame.size_mm
        pages.append({"width_mm": round(wide, 2), "height_mm": round(high, 2), **text.as_json(), **drawn.as_json()})
    return pages


def _properties(document: Any) -> dict[str, str]:
    version = ctypes.c_int()
    found = {}
    if pdfium.FPDF_GetFileVersion(document, version):
        found["pdf_version"] = f"{version.value // 10}.{version.value % 10}"
    for key, name in _PROPERTIES.items():
        if text := text_of(pdfium.FPDF_GetMetaText, document, key.encode()):
            found[name] = text
    return found


def _bound_this_process() -> None:
    """Set the memory that this process may use, where the system knows such a bound."""
    try:
        import resource  # noqa: PLC0415  # Windows has no such module
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
