"""Look for spellings that the glossary replaces: names in code, words in documents; print file, line and remedy."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
TERMS = Path(__file__).with_name("glossary.toml")
FOLDERS = ("src", "workflows", "benchmarks", "scripts", "tests", "docs")
EXCEPTIONS = frozenset({"docs/glossary.md"})
"""The page that says which words are not used has to write them."""

_TOKEN = re.compile(r"[^\W_]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_QUOTED = re.compile(r"``[^`]+``|`[^`]+`|\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A spelling that is not used, and what stands in its place."""

    term: str
    instead: str
    reason: str
    where: frozenset[str]
    only_in: frozenset[str] = frozenset()
    exact: bool = False

    def is_in(self, text: str) -> bool:
        """Whether the words of the term follow one another in a name or a line, the last in singular or plural."""
        if self.exact:
            return self.term in _TOKEN.findall(text)
        wanted, found = words_of(self.term), words_of(text)
        count = len(wanted)
        return any(
            found[start : start + count] in (wanted, (*wanted[:-1], f"{wanted[-1]}s"))
            for start in range(len(found) - count + 1)
        )


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name or a line of prose where it stands; ``owner`` is the class of which a name is a field."""

    line: int
    text: str
    owner: str = ""


@cache
def words_of(text: str) -> tuple[str, ...]:
    """``so_number``, ``SoNumber`` and ``soNumber`` all as ``("so", "number")``; a Vietnamese word stays whole."""
    return tuple(
        part.lower()
        for token in _TOKEN.findall(text)
        for part in (_PART.findall(token) if token.isascii() else (token,))
    )


def read_terms(path: Path = TERMS) -> tuple[Term, ...]:
    """The table of spellings."""
    return tuple(
        Term(
            term=entry["term"],
            instead=entry["instead"],
            reason=entry["reason"],
            where=frozenset(entry["where"]),
            only_in=frozenset(entry.get("only_in", ())),
            exact=entry.get("exact", False),
        )
        for entry in tomllib.loads(path.read_text("utf-8"))["terms"]
    )


def complaints(root: Path, terms: Iterable[Term]) -> Iterator[str]:
    """One line for each spelling that is found, in the order of the files."""
    in_code = [term for term in terms if "code" in term.where]
    in_docs = [term for term in terms if "docs" in term.where]
    for path in checked_files(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text("utf-8")
        if path.suffix == ".md":
            yield from _found(name, prose_of_markdown(text), in_docs)
            continue
        try:
            names = (Spelling(1, path.stem), *defined_names(text))
        except SyntaxError as error:
            yield f"{name}:{error.lineno}: Python cannot read this file: {error.msg}"
            continue
        yield from _found(name, names, in_code)
        yield from _found(name, prose_of_python(text), in_docs)


def checked_files(root: Path) -> list[Path]:
    """The Python and Markdown files of the project."""
    files = [path for folder in FOLDERS for ending in ("py", "md") for path in (root / folder).rglob(f"*.{ending}")]
    files += root.glob("*.md")
    return sorted(path for path in files if path.relative_to(root).as_posix() not in EXCEPTIONS)


def defined_names(source: str) -> Iterator[Spelling]:
    """The names that a Python file gives to things; names of other libraries that it only uses are not its own."""
    tree = ast.parse(source)
    owners = {field: node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for field in _fields(node)}
    for node in ast.walk(tree):
        name = _name_given_by(node)
        if name:
            yield Spelling(getattr(node, "lineno", 1), name, owners.get(node, ""))


def _fields(node: ast.ClassDef) -> Iterator[ast.AST]:
    for statement in node.body:
        match statement:
            case ast.Assign(targets=targets):
                yield from targets
            case ast.AnnAssign(target=target):
                yield target
            case _:
                yield statement


def _name_given_by(node: ast.AST) -> str:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
            return name
        case ast.alias(asname=str(name)):
            return name
        case _:
            return ""


def prose_of_python(source: str) -> Iterator[Spelling]:
    """The lines of docstrings and comments, without what is quoted as code."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_docstring = token.type == tokenize.STRING and token.string.startswith('"""')
        if token.type == tokenize.COMMENT or is_docstring:
            yield from _lines(token.string, token.start[0])


def prose_of_markdown(text: str) -> Iterator[Spelling]:
    """The lines of a page, without what is quoted as code."""
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield from _lines(line, number)


def _lines(text: str, first_line: int) -> Iterator[Spelling]:
    for number, line in enumerate(text.splitlines(), start=first_line):
        yield Spelling(number, _QUOTED.sub("·", line))


def _found(file: str, spellings: Iterable[Spelling], terms: Iterable[Term]) -> Iterator[str]:
    for spelling in spellings:
        for term in terms:
            if term.is_in(spelling.text) and (not term.only_in or spelling.owner in term.only_in):
                yield f"{file}:{spelling.line}: «{term.term}»: write {term.instead}. {term.reason}"


def main() -> int:
    """Print what is found; the exit code says whether anything was."""
    found = list(complaints(ROOT, read_terms()))
    for complaint in found:
        print(complaint)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
