"""A TOML text read into values that know on which line they stand."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from vanban.intake.characters import composed, mistakes_in, without_mistakes
from vanban.intake.reading import Problems, Spot, line_place
from vanban.intake.toml_lines import FieldPath, field_lines

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_DEEPEST = 32
"""No key of ours lies deeper than six."""
_MOST_VALUES = 20_000
"""A campaign of 1,000 letters, each ordered by itself, has 15,000."""
_LONG_KEY = re.compile(rf"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{_DEEPEST}}}""")
"""A key of many parts; the library needs seconds for 10,000 of them and minutes for 60,000."""
_GENERAL_MISTAKE = ("dòng này sai cú pháp TOML", 'viết theo dạng: khóa = "giá trị"')
_MISTAKES = (
    ("Invalid date or datetime", "ngày không có trong lịch", "sửa lại ngày theo dạng 2024-09-27"),
    ("Cannot overwrite a value", "khóa này đã có ở trên", "xóa một trong hai dòng"),
    ("Duplicate inline table key", "khóa này ghi hai lần trong cùng một dấu ngoặc { }", "xóa một trong hai"),
    ("Cannot declare", "bảng này đã có ở trên", "gộp hai bảng thành một"),
    ("Cannot mutate immutable", "bảng này đã có ở trên", "gộp hai bảng thành một"),
    ("Unterminated string", "thiếu dấu nháy đóng", "thêm dấu nháy ở cuối chuỗi chữ"),
    ("Expected '=' after a key", "thiếu dấu '=' sau khóa", 'viết theo dạng: khóa = "giá trị"'),
    ("Invalid value", "giá trị viết sai", 'đặt chữ trong dấu nháy kép: khóa = "giá trị"'),
    ("Expected newline or end of document", "thừa chữ sau giá trị", "mỗi dòng một khóa, chữ đặt trong dấu nháy kép"),
    ("Unclosed array", "danh sách chưa đóng", "thêm dấu ']' ở cuối danh sách"),
    ("Unclosed inline table", "thiếu dấu '}' đóng", "thêm dấu '}' ở cuối"),
    ("Unescaped", "dấu '\\' trong chuỗi chữ", "viết '\\\\' hoặc đặt chuỗi trong dấu nháy đơn"),
    ("Illegal character '\\n'", "thiếu dấu nháy đóng", "thêm dấu nháy ở cuối chuỗi chữ"),
    ("Illegal character", "có ký tự không dùng được trong chuỗi chữ", "bỏ ký tự đó hoặc xuống dòng sau dấu nháy"),
)


@dataclass(frozen=True, slots=True)
class TomlSource:
    """The values of one TOML text.

    ``values`` are as TOML gives them; ``plain`` is the same with dates as text, the form that the JSON Schema
    describes, in which a date may be typed with or without quotes.
    """

    file: str
    values: Mapping[str, object]
    plain: Mapping[str, object]
    lines: Mapping[FieldPath, int]
    first_line: int

    def place(self, path: FieldPath) -> str:
        """``dòng 12, letters[0].issuer``."""
        name = field_name(path)
        line = self.line(path)
        return f"{line_place(line)}, {name}" if name else line_place(line)

    def spot(self, problems: Problems, path: FieldPath) -> Spot:
        return Spot(problems, self.file, self.place(path))

    def listed(self, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The tables of a list of tables, with their places in it; whatever else stands there is passed over."""
        value = self.plain.get(name)
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            if isinstance(entry, dict):
                yield index, entry

    def line(self, path: FieldPath) -> int:
        """The line of the value, or of the nearest part around it that stands in the text."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1) + self.first_line - 1


def field_name(path: FieldPath) -> str:
    """``letters[0].issuer`` of ``("letters", 0, "issuer")``."""
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += f".{part}" if name else part
    return name


def read_toml(text: str, *, file: str, first_line: int, problems: Problems) -> TomlSource | None:
    """The values of a clean TOML text, or ``None`` when it is no TOML, which is reported."""
    if long := _LONG_KEY.search(text):
        line = text.count("\n", 0, long.start()) + first_line
        problems.add(file, line_place(line), "khóa có quá nhiều phần cách nhau bằng dấu chấm", "sửa lại tên khóa")
        return None
    try:
        raw = _read_flat(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(file, *_syntax_problem(str(error), text, first_line))
        return None
    except RecursionError:
        problems.add(
            file,
            line_place(first_line),
            "ngoặc lồng nhau quá sâu hoặc có quá nhiều khóa",
            "bỏ bớt, hoặc chia thành nhiều đợt",
        )
        return None
    except ValueError:
        problems.add(file, line_place(first_line), "có số quá dài", "đặt số đó trong dấu nháy kép")
        return None
    source = TomlSource(file=file, values=raw, plain={}, lines=field_lines(text), first_line=first_line)
    values = {key: _clean_value(value, (key,), source, problems) for key, value in raw.items()}
    plain = {key: plain_value(value) for key, value in values.items()}
    return TomlSource(file=file, values=values, plain=plain, lines=source.lines, first_line=first_line)


def plain_value(value: object) -> object:
    """The value with dates as text and without numbers that are none."""
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _read_flat(text: str) -> dict[str, Any]:
    raw = tomllib.loads(text)
    if _is_too_much(raw):
        raise RecursionError
    return raw


def _is_too_much(value: object) -> bool:
    """Whether it nests deeper than our own readers, which call themselves, should follow, or has no end of values."""
    level, seen = [value], 0
    for _ in range(_DEEPEST):
        level = [item for one in level for item in _inside(one)]
        seen += len(level)
        if not level or seen > _MOST_VALUES:
            return seen > _MOST_VALUES
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _clean_value(value: object, path: FieldPath, source: TomlSource, problems: Problems) -> object:
    """Composed strings throughout; an escape can bring in what the text itself did not hold."""
    if isinstance(value, str):
        value = composed(value)
        for message, remedy in mistakes_in(value):
            source.spot(problems, path).report(message, remedy)
        return without_mistakes(value)
    if isinstance(value, dict):
        return {key: _clean_value(item, (*path, key), source, problems) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean_value(item, (*path, index), source, problems) for index, item in enumerate(value)]
    return value


def _syntax_problem(error: str, text: str, first_line: int) -> tuple[str, str, str]:
    found = _AT_LINE.search(error)
    line = int(found.group(1)) if found else text.count("\n", 0, len(text.rstrip("\n"))) + 1
    message, remedy = next(
        ((message, remedy) for sign, message, remedy in _MISTAKES if error.startswith(sign)), _GENERAL_MISTAKE
    )
    return line_place(line + first_line - 1), message, remedy
