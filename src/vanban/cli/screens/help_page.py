"""The pages of ``--help``, whose frame the library writes in English, in Vietnamese like their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh", "Arguments": "Tham số"}
# The library's words in a usage line or beside an option, and ours; each is replaced wherever it stands.
_WORDS: tuple[tuple[str, str], ...] = (
    (r"\[OPTIONS\]", "[TÙY CHỌN]"),
    (r"COMMAND \[ARGS\]\.\.\.", "LỆNH …"),
    (r"Show this message and exit\.", "Xem hướng dẫn này."),
    (r"<int range>|<int>", "SỐ"),
    (r"<str>|<text>", "CHỮ"),
    (r"<path>|<list\[Path\]>", ""),
    (r"\{(\S+…)\}\.\.\.", r"\1"),
    (r"\[x>=(\d+); required\]", r"[từ \1 trở lên; bắt buộc]"),
    (r"\[x>=(\d+)\]", r"[từ \1 trở lên]"),
    (r"\[required\]", "[bắt buộc]"),
    (r"\benv var: ", "biến môi trường: "),
    (r"\bdefault: ", "mặc định: "),
)


def speak_vietnamese(command: Any) -> Any:
    """The command with all below it, printing their help in Vietnamese, and in a list of commands a whole sentence."""
    for one in _all(command):
        one.context_class = _vietnamese_context(type(one).context_class)
        one.short_help = one.short_help or _first_sentence(one.help or "")
    return command


def _first_sentence(text: str) -> str:
    """The library would cut a sentence after some sixty characters."""
    return re.split(r"(?<=\.)\s", " ".join(text.split("\n\n", maxsplit=1)[0].split()), maxsplit=1)[0]


def _all(command: Any) -> Iterator[Any]:
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _all(child)


def _vietnamese_context(context: Any) -> Any:
    formatter = _vietnamese_formatter(context.formatter_class)
    return type("VietnameseContext", (context,), {"formatter_class": formatter})


def _vietnamese_formatter(formatter: Any) -> Any:
    """The library's formatter with other words; the library has no public name for it."""

    class Formatter(formatter):  # type: ignore[misc]  # known at run time only
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, _translated(args), prefix or "Cách dùng: ")

        def section(self, name: str) -> AbstractContextManager[None]:
            made: AbstractContextManager[None] = super().section(_HEADINGS.get(name, name))
            return made

        def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
            said = [(_translated(first).rstrip(), _translated(second)) for first, second in rows]
            super().write_dl(said, *args, **kwargs)

    return Formatter


def _translated(text: str) -> str:
    for pattern, ours in _WORDS:
        text = re.sub(pattern, ours, text)
    return text
