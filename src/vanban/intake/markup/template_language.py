"""The small part of Jinja that a letter text may use, compiled once per text.

A text may print values, call the functions it is given, choose with ``if`` and repeat with ``for``. Everything
that could define, import, grow without bound or reach into Python is refused before it runs; Jinja's sandbox
stands behind that as a second fence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

PRINTED = "__print"
CALLED = "__call"
REPEATED = "__repeat"
FILTERS = ("ngay", "ngay_ngan", "thang", "so", "upper", "lower", "join", "length", "first", "last")
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Call,
    nodes.Keyword,
    nodes.Filter,
    nodes.Test,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Tuple,
    nodes.List,
)
_TESTS = ("defined", "undefined", "none", "string", "number", "sameas", "in", "eq", "ne", "lt", "le", "gt", "ge")
_LOOP = "loop"
_DEEPEST_LOOP = 3


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a text that cannot be run, on a line counted from 1."""

    line: int
    message: str
    remedy: str


class Missing(StrictUndefined):
    """A name or attribute that nothing gives; its attributes are missing too, until it is printed or used."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, *_key: object) -> Any:
        return self

    @property
    def told_name(self) -> str:
        return str(self._undefined_name)


class LetterEnvironment(SandboxedEnvironment):
    """Jinja without globals, with our filters and the harmless tests."""

    def __init__(self, filters: Mapping[str, Any]) -> None:
        super().__init__(undefined=Missing, keep_trailing_newline=True, autoescape=False, optimized=False)
        self.globals.clear()
        self.filters = {name: filters[name] for name in FILTERS}
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a table, never a method of its Python type: ``facts.items`` is what the clerk wrote there.

        A method that a loop could keep under a name and call would make texts without bound: ``"a".ljust``.
        """
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return self._value(super().getattr(obj, attribute), obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element of a list or a key of a table, never a method either."""
        return self._value(super().getitem(obj, argument), obj, argument)

    def _value(self, found: Any, obj: Any, name: Any) -> Any:
        is_method = callable(found) and not isinstance(found, Undefined)
        return self.undefined(obj=obj, name=name) if is_method else found

    def compiled(self, source: str) -> Template | tuple[Mistake, ...]:
        """The text ready to run, or everything that may not stand in it."""
        try:
            tree = self.parse(source)
            if mistakes := tuple(_mistakes(tree)):
                return mistakes
            return self.from_string(_hooked(tree))
        except TemplateSyntaxError as error:
            return (_syntax_mistake(error, source),)
        except (RecursionError, SyntaxError, MemoryError, OverflowError, ValueError):
            return (Mistake(1, "chỗ điền lồng nhau quá sâu", "tách câu thành nhiều chỗ điền"),)


@lru_cache(maxsize=64)
def compiled(environment: LetterEnvironment, source: str) -> Template | tuple[Mistake, ...]:
    """The text ready to run, kept because one text makes many letters."""
    return environment.compiled(source)


def _mistakes(tree: nodes.Template) -> Iterator[Mistake]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            yield Mistake(
                node.lineno, "chỗ điền dùng lệnh không được phép", "chỉ dùng {{ … }}, {% if … %}, {% for … %}"
            )
        elif isinstance(node, nodes.Call) and not _is_plain_call(node):
            yield Mistake(node.lineno, "chỗ điền gọi hàm không được phép", 'chỉ gọi hàm có sẵn, ví dụ cite("cv2979")')
        elif (name := _name_of(node)).startswith("_"):
            yield Mistake(node.lineno, f"tên '{name}' không được phép", "tên không mở đầu bằng dấu '_'")
        elif isinstance(node, nodes.For) and (node.recursive or _loops_inside(node) >= _DEEPEST_LOOP):
            yield Mistake(
                node.lineno,
                "vòng lặp {% for %} lồng nhau quá sâu",
                "viết lại với ít vòng lặp hơn, không dùng recursive",
            )


def _is_plain_call(node: nodes.Call) -> bool:
    named = isinstance(node.node, nodes.Name) and node.node.name != _LOOP
    return named and node.dyn_args is None and node.dyn_kwargs is None


def _name_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return str(node.arg.value)
    return ""


def _loops_inside(node: nodes.For) -> int:
    inner = [_loops_inside(child) + 1 for child in node.find_all(nodes.For)]
    return max(inner, default=0)


def _hooked(tree: nodes.Template) -> nodes.Template:
    """The tree in which whatever is printed, called or repeated first passes through us, with its line."""
    for call in list(tree.find_all(nodes.Call)):
        call.args = [nodes.Const(call.lineno), call.node, *call.args]
        call.node = nodes.Name(CALLED, "load")
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _passed(REPEATED, loop.iter)
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [
            node if isinstance(node, nodes.TemplateData) else _passed(PRINTED, node) for node in output.nodes
        ]
    return tree


def _passed(hook: str, node: nodes.Node) -> nodes.Call:
    arguments = [node, nodes.Const(node.lineno)]
    return nodes.Call(nodes.Name(hook, "load"), arguments, [], None, None, lineno=node.lineno)


def _syntax_mistake(error: TemplateSyntaxError, source: str) -> Mistake:
    words = str(error.message or "")
    line = error.lineno
    if words.startswith(("No filter named", "No test named")):
        name = words.split("'")[1]
        return Mistake(line, f"không có bộ lọc '{name}'", f"chọn một trong: {', '.join(FILTERS)}")
    if words.startswith("Encountered unknown tag"):
        return Mistake(line, f"không có lệnh '{words.split(chr(39))[1]}'", "chỉ dùng {% if … %} và {% for … %}")
    if words.startswith("Unexpected end of template"):
        return Mistake(line, "chỗ điền chưa đóng", "thêm '}}' hoặc '%}', {% endif %}, {% endfor %} còn thiếu")
    lines = source.split("\n")
    shown = lines[line - 1].strip()[:60] if line <= len(lines) else ""
    return Mistake(line, f"chỗ điền viết sai: '{shown}'", "viết theo dạng {{ tên }}, {% if … %} … {% endif %}")
