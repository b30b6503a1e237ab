"""A letter as a form gives it, written as the one Markdown file that ``vanban letter`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vanban.domain.letters.signing import SigningCapacity

_HIMSELF = "trực tiếp"
_CAPACITIES = {one.value for one in SigningCapacity if one is not SigningCapacity.NONE} | {_HIMSELF}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSketch:
    """A công văn in plain words.

    ``signatory`` is an id of the directory or a capacity (``KT``); ``addressees`` and ``copies`` are names, each with
    whether the directory knows it; ``text`` is Markdown.
    """

    id: str
    issuer: str
    drafting_unit: str
    subject: str
    addressees: tuple[tuple[str, bool], ...]
    copies: tuple[tuple[str, bool], ...]
    text: str
    signatory: str
    day: date


def letter_source(sketch: LetterSketch) -> str:
    """The file: TOML front matter and the text; whatever was typed stays a string in it."""
    by_capacity = sketch.signatory in _CAPACITIES
    signatory = {"capacity" if by_capacity else "id": sketch.signatory}
    lines = [
        f"id = {_quoted(sketch.id)}",
        'type = "công văn"',
        f"subject = {_quoted(sketch.subject)}",
        f"issuer = {_quoted(sketch.issuer)}",
        *([f"drafting_unit = {_quoted(sketch.drafting_unit)}"] if sketch.drafting_unit else []),
        f"date = {sketch.day.isoformat()}",
        f"signatory = {_table(signatory)}",
        "recipients = [",
        *_recipients(sketch.addressees, role="addressee"),
        *_recipients(sketch.copies, role="copy"),
        "]",
        *([f"file_copy = {_table({'unit': sketch.drafting_unit})}"] if sketch.drafting_unit else []),
    ]
    return "+++\n" + "\n".join(lines) + f"\n+++\n\n{sketch.text.strip()}\n"


def _recipients(named: Iterable[tuple[str, bool]], *, role: str) -> Iterable[str]:
    for name, is_known in named:
        yield f"  {_table({'organisation' if is_known else 'name': name, 'role': role})},"


def _table(values: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {_quoted(value)}" for key, value in values.items()) + " }"


def _quoted(text: str) -> str:
    """A TOML basic string; those of JSON are the same but for DEL, which JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
