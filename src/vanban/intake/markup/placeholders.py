"""Placeholders in a letter text, filled from given values in a sandbox."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from jinja2 import Template, TemplateError, Undefined, UndefinedError

from vanban.domain.campaigns.campaign import LetterText
from vanban.domain.dates.day import PlannedDay
from vanban.domain.errors import VanbanError
from vanban.intake.markup.template_language import CALLED, PRINTED, REPEATED, LetterEnvironment, Missing, compiled
from vanban.intake.markup.text_filters import FILTERS, Misused
from vanban.intake.reading import Problems, Spot

_LONGEST_OUTPUT = 2 * 1024 * 1024
_MOST_REPEATS = 10_000
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~!])")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
_TEMPLATE_FRAME = "<template>"


_NAME_IN_ERROR = re.compile(r"'([^']+)'[^']*$")


class _Told(Undefined):
    """Stands for a value whose absence has been reported."""

    __slots__ = ()


_TOLD = _Told()


class _Stopped(Exception):
    """The text cannot be filled further; why has been said."""


def fill(text: LetterText, values: Mapping[str, object], problems: Problems) -> str | None:
    """The Markdown of a letter text with its placeholders filled, or ``None`` when something was reported.

    Printed strings are taken as words: they cannot add Markdown to the text. Callables among the values may
    raise ``VanbanError``, which becomes a problem on its line.
    """
    spot = Spot(problems, text.file, "")
    template = compiled(_ENVIRONMENT, text.source)
    if not isinstance(template, Template):
        for mistake in template:
            spot.line(text.first_line + mistake.line - 1).report(mistake.message, mistake.remedy)
        return None
    filling = _Filling(spot, text.first_line)
    hooks = {PRINTED: filling.printed, CALLED: filling.called, REPEATED: filling.repeated}
    output = filling.run(template, {**values, "range": _short_range, **hooks})
    return None if filling.failed else output


@dataclass(slots=True)
class _Filling:
    """One run of one text: it counts what it repeats and remembers whether anything was wrong."""

    spot: Spot
    first_line: int
    failed: bool = False
    repeats_left: int = field(default=_MOST_REPEATS)

    def run(self, template: Template, values: Mapping[str, object]) -> str:
        pieces: list[str] = []
        length = 0
        try:
            for piece in template.generate(values):
                pieces.append(piece)
                length += len(piece)
                if length > _LONGEST_OUTPUT:
                    self._report(1, "văn bản sau khi điền dài quá 2 MB", "bớt nội dung hoặc vòng lặp {% for %}")
                    break
        except _Stopped:
            pass
        except Misused as error:
            self._report(_line_of(error), str(error), "sửa lại giá trị hoặc bỏ bộ lọc")
        except UndefinedError as error:
            found = _NAME_IN_ERROR.search(error.message or "")
            self._undeclared(found.group(1) if found else "", _line_of(error))
        except (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
            self._report(
                _line_of(error), "chỗ điền trên dòng này không tính được", "kiểm tra tên và giá trị dùng trong đó"
            )
        return "".join(pieces)

    def printed(self, value: object, line: int) -> str:
        """What a value looks like in the text; what has no one look must say which by a filter."""
        if isinstance(value, Undefined):
            self._missing(value, line)
        elif isinstance(value, str):
            return _as_words(value)
        elif isinstance(value, bool) or value is None:
            self._report(line, "chỗ điền không có chữ để in", "dùng {% if … %} để chọn câu, hoặc ghi giá trị")
        elif isinstance(value, int):
            return str(value)
        elif isinstance(value, (date, PlannedDay)):
            self._report(line, "ngày chưa có cách ghi", "thêm bộ lọc: {{ … | ngay }} hoặc {{ … | ngay_ngan }}")
        elif isinstance(value, (float, Decimal)):
            self._report(line, "số lẻ chưa có cách ghi", "thêm bộ lọc: {{ … | so }}")
        else:
            self._report(line, "chỗ điền trỏ tới cả một nhóm giá trị", "ghi thêm tên giá trị sau dấu chấm")
        return ""

    def called(self, line: int, function: object, *arguments: object, **named: object) -> object:
        missing = [value for value in (function, *arguments, *named.values()) if isinstance(value, Undefined)]
        if missing:
            self._missing(missing[0], line)
            return _TOLD
        if not callable(function):
            self._report(line, "giá trị này không phải hàm", "bỏ dấu ngoặc ( ) sau tên")
            return _TOLD
        try:
            return function(*arguments, **named)
        except VanbanError as error:
            self._report(line, error.message, "sửa lại chỗ điền trên dòng này")
        except TypeError:
            self._report(line, "hàm được gọi với giá trị không đúng", 'xem lại trong ngoặc, ví dụ cite("cv2979")')
        return _TOLD

    def repeated(self, items: object, line: int) -> list[object]:
        if isinstance(items, Undefined):
            self._missing(items, line)
            return []
        if isinstance(items, str) or not isinstance(items, Iterable):
            self._report(line, "{% for %} cần một danh sách", "ghi tên một danh sách sau chữ 'in'")
            return []
        taken = list(islice(items, self.repeats_left + 1))
        self.repeats_left -= len(taken)
        if self.repeats_left < 0:
            self._report(line, f"vòng lặp chạy quá {_MOST_REPEATS} lần", "bớt danh sách hoặc bớt vòng lặp lồng nhau")
            raise _Stopped
        return taken

    def _missing(self, value: Undefined, line: int) -> None:
        if value is _TOLD:
            return
        self._undeclared(value.told_name if isinstance(value, Missing) else "", line)

    def _undeclared(self, name: str, line: int) -> None:
        self._report(line, f"không có giá trị '{name}'", "kiểm tra cách viết, hoặc khai báo giá trị này")

    def _report(self, line: int, message: str, remedy: str) -> None:
        self.failed = True
        self.spot.line(self.first_line + line - 1).report(message, remedy)


def _as_words(value: str) -> str:
    words = " ".join(value.splitlines())
    return words if _ADDRESS.fullmatch(words) else _MARKDOWN_SIGNS.sub(r"\\\1", words)


def _line_of(error: BaseException) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == _TEMPLATE_FRAME and frame.lineno]
    return lines[-1] if lines else 1


def _short_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > _MOST_REPEATS:
        raise VanbanError(f"range dài quá {_MOST_REPEATS} số")
    return numbers


_ENVIRONMENT = LetterEnvironment(FILTERS)
