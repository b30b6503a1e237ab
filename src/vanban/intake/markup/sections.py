"""A text taken apart where Markdown begins anew, so that what many letters share is read once."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\n\n+(?=[^\s#])")
"""Whatever stood before an empty line is over when a line without indentation follows, but for a numbered list.

A heading stays with what stands before it: a part needs its title as the very next one.
"""
_NUMBER = re.compile(r"^ {0,3}(\d{1,9})[.)]", re.MULTILINE)


def sections(markdown: str) -> list[str]:
    """The parts of a text in their order."""
    return _BETWEEN.split(markdown.rstrip("\n"))


def numbers(section: str) -> tuple[str, ...]:
    """The numbers that list items in a section may have, as typed."""
    return tuple(_NUMBER.findall(section))
