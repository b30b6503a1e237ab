"""One door to the presses: a letter in, the bytes of a kind out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from vanban.domain.letters.letter import Letter
from vanban.domain.letters.rendition import RenditionKind
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

_PRESSES: Mapping[RenditionKind, Callable[[Letter], bytes]] = {"docx": letter_docx, "pdf": letter_pdf}


def letter_bytes(letter: Letter, kind: RenditionKind) -> tuple[bytes, str]:
    """The file of ``letter`` as ``docx`` or ``pdf``, and its SHA-256.

    Raises:
        InvalidTemplate: a master is broken.
        RenderFailed: the letter cannot be drawn on this machine.
    """
    content = _PRESSES[kind](letter)
    return content, hashlib.sha256(content).hexdigest()
