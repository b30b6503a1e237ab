"""One door to the presses: a letter in, the bytes of a kind out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import ParseError

from jinja2 import TemplateError, TemplateSyntaxError

from vanban.domain.errors import InvalidTemplate, Problem
from vanban.domain.letter import Letter
from vanban.domain.rendition import RenditionKind
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

_PRESSES: Mapping[RenditionKind, Callable[[Letter], bytes]] = {"docx": letter_docx, "pdf": letter_pdf}
_HTML_MASTER = "letter.html.j2"


def letter_bytes(letter: Letter, kind: RenditionKind) -> tuple[bytes, str]:
    """The file of ``letter`` as ``docx`` or ``pdf``, and its SHA-256.

    Raises:
        InvalidTemplate: a master is broken.
        RenderFailed: the letter cannot be drawn on this machine.
    """
    try:
        content = _PRESSES[kind](letter)
    except TemplateError as error:
        raise _broken_page(error) from error
    except ParseError as error:
        message = f"trang dựng ra không phải XML đúng dạng ({error})"
        raise InvalidTemplate([_problem(_HTML_MASTER, "", message)]) from error
    return content, hashlib.sha256(content).hexdigest()


def _broken_page(error: TemplateError) -> InvalidTemplate:
    """A master of the PDF page that does not run; those of DOCX say so themselves."""
    if isinstance(error, TemplateSyntaxError):
        return InvalidTemplate([_problem(error.name or _HTML_MASTER, f"dòng {error.lineno}", f"{error.message}")])
    return InvalidTemplate([_problem(_HTML_MASTER, "", f"không điền được: {error.message}")])


def _problem(file: str, place: str, message: str) -> Problem:
    return Problem(
        file=file, place=place, message=f"tệp mẫu hỏng: {message}", remedy="sửa lại, hoặc dùng tệp mẫu kèm phần mềm"
    )
