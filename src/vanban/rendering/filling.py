"""Filling the tags of masters: they are code that an office may change, and every way to go wrong is one error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from vanban.domain.errors import InvalidTemplate, Problem
from vanban.rendering.master_language import budget
from vanban.rendering.templates import html_environment

FILLING_ERRORS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError, SyntaxError)
"""What tags raise when they are filled: wrong names and forbidden calls, but also what any code can do."""


def broken_master(path: Path, message: str, remedy: str, *, line: int | None = None) -> InvalidTemplate:
    """The error that says what is wrong with a master and how to mend it."""
    place = f"dòng {line}" if line else ""
    return InvalidTemplate([Problem(file=path.name, place=place, message=message, remedy=remedy)])


def filled_page(name: str, **values: object) -> str:
    """The HTML or CSS template ``name`` filled with ``values``.

    Raises:
        InvalidTemplate: its tags are wrong.
    """
    try:
        with budget():
            return html_environment().get_template(name).render(values)
    except FILLING_ERRORS as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else None
        said = error.message if isinstance(error, TemplateError) else error
        raise broken_master(
            Path(name), f"không điền được: {said}", "sửa lại thẻ đó trong tệp mẫu", line=line
        ) from error
