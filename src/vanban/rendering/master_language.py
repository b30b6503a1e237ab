"""The part of Jinja that a master may use, within a budget: it prints, chooses, repeats and calls its own macros.

Masters are an office's own files, and yet a slip of the hand, or whoever may write to their folder, must neither reach
into Python nor fill the memory of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

MOST_CHARACTERS = 500_000_000
"""More than a register of 100,000 documents takes as a Word file."""
_CHARACTERS_A_TURN, _CHARACTERS_A_CALL = 64, 4096
"""What a turn of a loop and a call count for at least, so that empty ones end too, within a second."""
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Call,
    nodes.Keyword, nodes.Filter, nodes.Test, nodes.If, nodes.For, nodes.Macro, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.Neg, nodes.CondExpr, nodes.Tuple, nodes.List, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div,
    nodes.Mod,
)  # fmt: skip
_FILTERS = ("upper", "lower", "capitalize", "trim", "join", "length", "first", "last", "default", "map", "int", "round")
_PLAIN_METHODS = frozenset({"upper", "lower", "strip", "startswith", "endswith", "items", "keys", "values", "get"})
"""The rest of what texts, numbers and lists can do makes texts of any length."""
_WIDE = re.compile(r"%[^%a-zA-Z]*(?:\*|\d{4})")
_BUILT_IN = (str, bytes, int, float, list, tuple, dict, set)
_REPEATED = "__repeat"

_left: ContextVar[list[int] | None] = ContextVar("characters_left", default=None)


class MasterEnvironment(SandboxedEnvironment):
    """Jinja's sandbox with less in it; a misspelt name is an error and every value is escaped."""

    intercepted_binops = frozenset({"+", "*", "%"})

    def __init__(self, loader: BaseLoader | None = None) -> None:
        super().__init__(loader=loader, undefined=StrictUndefined, autoescape=True, finalize=_printed)
        self.globals = {"range": self.globals["range"], _REPEATED: _repeated}
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters["join"] = _joined

    def compile(self, source: Any, *names: Any, **options: Any) -> Any:
        """The code of a master whose tags are all allowed; otherwise the error that names the line."""
        tree = self.parse(source, *names[:2]) if isinstance(source, str) else source
        return super().compile(_hooked(tree), *names, **options)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute; of texts, numbers and lists only what cannot grow."""
        return self.unsafe_undefined(obj, attribute) if _grows(obj, attribute) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element, which may turn out to be an attribute."""
        if isinstance(argument, str) and _grows(obj, argument):
            return self.unsafe_undefined(obj, argument)
        return super().getitem(obj, argument)

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """A call, of which what it gives is counted."""
        _charge(_CHARACTERS_A_CALL)
        given = super().call(context, obj, *arguments, **named)
        if isinstance(given, str):
            _charge(len(given))
        return given

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums and products of numbers, and ``"%.2f" % width``."""
        if operator == "%" and isinstance(left, str):
            if _WIDE.search(left):
                raise SecurityError(f"“{left}” ghi quá nhiều chữ")
        elif isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
            raise SecurityError(f"phép tính “{operator}” chỉ dùng cho số")
        return super().call_binop(context, operator, left, right)


@contextmanager
def budget() -> Iterator[None]:
    """What is filled inside the block together counts against one limit."""
    token = _left.set([MOST_CHARACTERS])
    try:
        yield
    finally:
        _left.reset(token)


def _charge(characters: int) -> None:
    left = _left.get()
    if left is None:
        return
    left[0] -= characters
    if left[0] < 0:
        raise SecurityError("vòng lặp hoặc đoạn chữ quá dài")


def _printed(value: Any) -> Any:
    if isinstance(value, str):
        _charge(len(value))
    elif isinstance(value, list | tuple | dict | set | frozenset):
        raise SecurityError("thẻ in cả một nhóm giá trị")
    return value


def _repeated(items: Any, cost: int) -> Any:
    known = items if isinstance(items, Sized) else list(items)
    _charge(len(known) * cost)
    return known


def _joined(items: Iterable[Any], separator: str = "") -> str:
    pieces = list(items)
    if not all(isinstance(piece, str | int | float) for piece in pieces):
        raise SecurityError("bộ lọc join chỉ nối chữ và số")
    _charge(len(pieces) * (len(separator) + 1))
    return str(separator).join(map(str, pieces))


def _grows(obj: Any, name: str) -> bool:
    if name in _PLAIN_METHODS or (isinstance(obj, dict) and name in obj):
        return False
    return any(isinstance(obj, kind) and hasattr(kind, name) for kind in _BUILT_IN)


def _hooked(tree: nodes.Template) -> nodes.Template:
    """The tree, checked, whose loops first tell how long they are."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and node.recursive):
            raise TemplateSyntaxError("tệp mẫu dùng lệnh không được phép", node.lineno)
        if isinstance(node, nodes.Name) and node.name.startswith("_"):
            raise TemplateSyntaxError(f"tên “{node.name}” không được phép", node.lineno)
    for loop in list(tree.find_all(nodes.For)):
        written = sum(len(one.data) for one in loop.find_all(nodes.TemplateData))
        cost = nodes.Const(written + _CHARACTERS_A_TURN)
        hook = nodes.Name(_REPEATED, "load")
        loop.iter = nodes.Call(hook, [loop.iter, cost], [], None, None, lineno=loop.lineno)
    return tree
