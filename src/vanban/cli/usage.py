"""A command line that cannot be read, told in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer

UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""What typer raises for a command line that it cannot read; it has no public name of its own."""

_FROM_VARIABLE = re.compile(r"'(--[a-z]+)' \(env var: '(\w+)'\)")
_DATE = "ghi năm-tháng-ngày, ví dụ 2024-09-27"
_NUMBER = "ghi một số nguyên"
# The library's English sentence, and ours with its remedy; the first that fits is taken.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (r"Missing argument '(.+)'\.", "thiếu {0}", "ghi thêm vào sau tên lệnh"),
    (r"Missing option '(.+)'\.", "thiếu tùy chọn {0}", "ghi thêm {0} và giá trị của nó"),
    (r"Missing command\.", "thiếu tên lệnh", "{commands}"),
    (r"No such command '(.+?)'\..*", "không có lệnh '{0}'", "{commands}"),
    (r"No such option: (\S+).*", "không có tùy chọn {0}", "{options}"),
    (r"Option '(.+)' requires an argument\.", "tùy chọn {0} thiếu giá trị", "ghi giá trị ngay sau {0}"),
    (r"Option '(.+)' does not take a value\.", "tùy chọn {0} không nhận giá trị", "chỉ ghi {0}"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "thừa '{0}'", "bỏ đi; tên có dấu cách thì để trong ngoặc"),
    (r"Invalid value for '(--[a-z]+[^']*)': .*?'(.*)' does not match.*", "{0} '{1}' không phải một ngày", _DATE),
    (r"Invalid value for '(.+?)': .*?'(.*)' is not one of (.+?)\.?", "{0} '{1}' không dùng được", "chọn trong: {2}"),
    (r"Invalid value for '(.+?)': .*greater than or equal to (\d+).*", "số ghi ở {0} quá nhỏ", "ghi từ {1} trở lên"),
    (r"Invalid value for '(.+?)': .*(?:integer|number|float).*", "{0} không phải một số", _NUMBER),
)  # fmt: skip


def usage_sentence(error: Any) -> str:
    """What is wrong with the command line, and what to write instead."""
    said = _FROM_VARIABLE.sub(r"'\1 hoặc \2'", error.format_message().strip())
    words = {"commands": _commands(error.ctx, said), "options": _options(error.ctx, said)}
    for pattern, message, remedy in _SENTENCES:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            told = f"{message} → {remedy}".format(*found.groups(), **words)
            return f"Câu lệnh chưa đúng: {told}\n{_see(error.ctx)}"
    return f"Câu lệnh chưa đúng: {said}\n{_see(error.ctx)}"


def is_help(error: Any) -> bool:
    """Whether a group was called without a command, which asks for its help."""
    return type(error).__name__ == "NoArgsIsHelpError"


def _see(context: Any) -> str:
    return f"Xem: {context.command_path} --help" if context else "Xem: vanban --help"


def _commands(context: Any, said: str) -> str:
    return _nearest(said, getattr(context.command, "commands", ())) if context else ""


def _options(context: Any, said: str) -> str:
    if not context:
        return ""
    return _nearest(said, [name for one in context.command.params for name in one.opts if name.startswith("--")])


def _nearest(said: str, names: Iterable[str]) -> str:
    """The one that is nearly what was written, else all there are."""
    known = sorted(names)
    if not known:
        return "xem các tùy chọn có thể dùng"
    written = re.search(r"[':] ?'?([\w-]+)", said)
    near = get_close_matches(written.group(1), known, n=1) if written else []
    return f"có phải ý là '{near[0]}'?" if near else f"dùng một trong: {', '.join(known)}"
