"""Characters as Vietnamese text wants them: composed, and none that looks like another or cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from vanban.intake.reading import Problems, line_place

_LOOK_ALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
_LOOK_ALIKE = re.compile("[\u00d0\u0189\u00f0\u0256]")
# Bidirectional marks, zero-width space, soft hyphen, stray byte order mark: pasted along, never seen, always found
# again in a register that cannot match the text.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What XML, and so a DOCX or a PDF/A with metadata, cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_Mistake = tuple[re.Pattern[str], str, str]
_MISTAKES: tuple[_Mistake, ...] = (
    (
        _LOOK_ALIKE,
        "ký tự '{char}' (U+{code:04X}) trông giống chữ Đ, đ nhưng là chữ khác",
        "gõ lại bằng chữ 'Đ' (U+0110) hoặc 'đ' (U+0111) của bộ gõ tiếng Việt",
    ),
    (
        _INVISIBLE,
        "có ký tự không nhìn thấy (U+{code:04X}), thường do chép từ Word hoặc trang web",
        "xóa đoạn quanh ký tự này rồi gõ lại",
    ),
    (
        _FORBIDDEN,
        "có ký tự điều khiển (U+{code:04X}) không in được",
        "xóa ký tự này, hoặc lưu lại tệp dưới dạng văn bản UTF-8",
    ),
)


def composed(text: str) -> str:
    """The same text with composed letters and one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def unaccented(text: str) -> str:
    """The text in small letters a to z without marks, for identifiers; what is no letter stays as it is."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def clean(text: str, *, file: str, first_line: int, problems: Problems) -> str:
    """Composed text without the characters that are reported, each kind once per line."""
    text = composed(text)
    for line, message, remedy in _mistakes(text):
        problems.add(file, line_place(first_line + line), message, remedy)
    return without_mistakes(text)


def without_mistakes(text: str) -> str:
    """The text with look-alikes put right and the rest of the wrong characters left out."""
    return _FORBIDDEN.sub("", _INVISIBLE.sub("", text.translate(_LOOK_ALIKES)))


def mistakes_in(text: str) -> Iterator[tuple[str, str]]:
    """Message and remedy of each kind of wrong character in a short text."""
    for _, message, remedy in _mistakes(text):
        yield message, remedy


def _mistakes(text: str) -> Iterator[tuple[int, str, str]]:
    if not any(pattern.search(text) for pattern, _, _ in _MISTAKES):
        return
    for number, line in enumerate(text.split("\n")):
        for pattern, message, remedy in _MISTAKES:
            if found := pattern.search(line):
                char = found.group()
                yield number, message.format(char=char, code=ord(char)), remedy
