"""A letter text with its placeholders filled, as the blocks that are printed; or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vanban.domain.campaigns.campaign import LetterText
from vanban.domain.letters.letter import Block
from vanban.intake.markup.markdown import parse_blocks
from vanban.intake.markup.placeholders import fill
from vanban.intake.reading import Problems

_TAG = re.compile(r"{{(?:(?!{{).)*?}}|{%(?:(?!{%).)*?%}|{#(?:(?!{#).)*?#}", re.DOTALL)
"""A tag that is never closed ends where the next one begins, so that a page full of them is read once."""
_STANDS_FOR_A_VALUE = "https://example.vn"
"""Read as a word, a link or the link of a QR code, whichever the text asks for."""


def fill_text(
    text: LetterText, values: Mapping[str, object], files: Mapping[str, bytes], problems: Problems
) -> tuple[Block, ...] | None:
    """The blocks of a text, or ``None`` where something was reported.

    Args:
        text: with placeholders.
        values: what they may quote.
        files: the pictures that the text may show, by name.
        problems: hears of everything that is wrong, placeholders and Markdown alike.
    """
    before = len(problems)
    markdown = fill(text, values, problems)
    if markdown is None:
        _look_past_placeholders(text, files, problems)
        return None
    blocks = parse_blocks(markdown, file=text.file, first_line=text.first_line, files=files, problems=problems)
    return blocks if len(problems) == before else None


def _look_past_placeholders(text: LetterText, files: Mapping[str, bytes], problems: Problems) -> None:
    """Reports what is wrong on the other lines of a text whose placeholders cannot be filled."""
    found = Problems()
    masked = _TAG.sub(_stand_in, text.source)
    parse_blocks(masked, file=text.file, first_line=text.first_line, files=files, problems=found)
    told = {(problem.file, problem.place) for problem in problems}
    for problem in found:
        if (problem.file, problem.place) not in told:
            problems.add(problem.file, problem.place, problem.message, problem.remedy)


def _stand_in(tag: re.Match[str]) -> str:
    """A word where a value would stand, and the line ends of the tag, so that lines keep their numbers."""
    value = _STANDS_FOR_A_VALUE if tag.group().startswith("{{") else ""
    return value + "\n" * tag.group().count("\n")
