"""Characters that no XML file can hold, and so neither a DOCX nor the page behind a PDF."""

from __future__ import annotations

import re

from vanban.domain.errors import RenderFailed

_CONTROLS = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_bytes(text: str) -> bytes:
    """``text`` in UTF-8, for a part of a file that must be well-formed XML.

    Raises:
        RenderFailed: it has a character that XML forbids; escaping would not help.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise _refused(text) from error
    # On bytes this costs a few microseconds a letter; a regular expression over the text costs ten times as much.
    if len(content.translate(None, _CONTROLS)) != len(content) or any(one in content for one in _NO_CHARACTERS):
        raise _refused(text)
    return content


def _refused(text: str) -> RenderFailed:
    found = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(_FORBIDDEN.findall(text))))
    return RenderFailed(f"Văn bản có ký tự điều khiển không in được: {found} → Xóa ký tự đó rồi gõ lại đoạn quanh nó.")
