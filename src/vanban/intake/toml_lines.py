"""On which line of a TOML text each key and each list element stands, and from where to where each value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

FieldPath = tuple[str | int, ...]
_SPACE = " \t"
_BLANK = " \t\n"
_QUOTES = ("'", '"')
_SCALAR_END = ",]}#\n"


def field_lines(text: str) -> Mapping[FieldPath, int]:
    """Line numbers (from 1) by field path, for a text that TOML accepts; ``("letters", 0, "id")`` for example."""
    walk = _Walk(text)
    walk.document()
    return walk.lines


def value_spans(text: str) -> Mapping[FieldPath, tuple[int, int]]:
    """Where each value starts and ends in a text that TOML accepts, by field path; blanks may follow inside."""
    walk = _Walk(text)
    walk.document()
    return walk.spans


class _Walk:
    """One pass over a TOML text that only looks where things stand; tomllib says what they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[FieldPath, int] = {}
        self.spans: dict[FieldPath, tuple[int, int]] = {}
        self._starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]
        self._counts: dict[FieldPath, int] = {}

    def document(self) -> None:
        table: FieldPath = ()
        while self._skip_blank():
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> FieldPath:
        start = self.at
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        keys = self._dotted_key()
        self._skip_past("]")
        if is_array:
            self._skip_past("]")
            base = (*self._resolve(keys[:-1]), keys[-1])
            self._counts[base] = self._counts.get(base, -1) + 1
            self._note(base, start)
        path = self._resolve(keys)
        self._note(path, start)
        return path

    def _resolve(self, keys: list[str]) -> FieldPath:
        path: FieldPath = ()
        for key in keys:
            path = (*path, key)
            if path in self._counts:
                path = (*path, self._counts[path])
        return path

    def _pair(self, table: FieldPath) -> None:
        start = self.at
        path: FieldPath = table
        for key in self._dotted_key():
            path = (*path, key)
            self._note(path, start)
        self._skip_past("=")
        self._value(path)

    def _value(self, path: FieldPath) -> None:
        self._skip(_SPACE)
        start = self.at
        char = self._peek()
        if char == "[":
            self._array(path)
        elif char == "{":
            self._inline_table(path)
        elif char in _QUOTES:
            self._string()
        else:
            while self._peek() and self._peek() not in _SCALAR_END:
                self.at += 1
        self.spans.setdefault(path, (start, self.at))

    def _array(self, path: FieldPath) -> None:
        self.at += 1
        index = 0
        while self._skip_blank(",") and self._peek() != "]":
            self._note((*path, index), self.at)
            self._value((*path, index))
            index += 1
        self.at += 1

    def _inline_table(self, path: FieldPath) -> None:
        self.at += 1
        while self._skip_blank(",") and self._peek() != "}":
            self._pair(path)
        self.at += 1

    def _dotted_key(self) -> list[str]:
        keys = [self._key()]
        self._skip(_SPACE)
        while self._peek() == ".":
            self.at += 1
            keys.append(self._key())
            self._skip(_SPACE)
        return keys

    def _key(self) -> str:
        self._skip(_SPACE)
        start = self.at
        if self._peek() in _QUOTES:
            self._string()
            return self.text[start + 1 : self.at - 1]
        while self._peek().isalnum() or self._peek() in ("_", "-"):
            self.at += 1
        self.at += self.at == start
        return self.text[start : self.at]

    def _string(self) -> None:
        quote = self._peek()
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(fence)
        while self.at < len(self.text) and not self.text.startswith(fence, self.at):
            self.at += 2 if quote == '"' and self._peek() == "\\" else 1
        self.at += len(fence)
        while len(fence) > 1 and self._peek() == quote:
            self.at += 1

    def _skip_blank(self, also: str = "") -> bool:
        """Skip white space and comments; False at the end of the text."""
        while True:
            self._skip(_BLANK + also)
            if self._peek() != "#":
                return self.at < len(self.text)
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end

    def _skip(self, chars: str) -> None:
        while self._peek() and self._peek() in chars:
            self.at += 1

    def _skip_past(self, char: str) -> None:
        found = self.text.find(char, self.at)
        self.at = len(self.text) if found < 0 else found + 1

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _note(self, path: FieldPath, position: int) -> None:
        self.lines.setdefault(path, bisect_right(self._starts, position))
