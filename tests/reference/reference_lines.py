"""The lines of a reference letter and of our own, made comparable; all normalisation is in this file."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from vanban.domain.letters.letter import Letter, Paragraph, Role
from vanban.rendering.view import LetterView, printed_lines, view_letter

HERE = Path(__file__).parent
TABLE = HERE / "differences.toml"
LETTERS = {
    "2020": ("2020-snv-truyen-thong-dieu-tra.txt", "2020-truyen-thong-dieu-tra"),
    "2024": ("2024-snv-khao-sat-hai-long.txt", "2024-khao-sat-hai-long"),
    "2025": ("2025-sct-khao-sat-cchc.txt", "2025-khao-sat-cchc"),
}
"""The copy of each reference letter and the example that produces it."""

_MARKS = re.compile(r"^#+ |\*+|<(?=https?://)|(?<=\S)>")
_BEGINS_A_LINE = ("- ", "V/v ")
_PLACE_AND_DATE = re.compile(r"Khánh Hòa, ngày ")


def lost_in_the_copy(view: LetterView) -> tuple[str, ...]:
    """The header lines that the text copies lost, as our data gives them."""
    return (" ".join(view.superior_lines), " ".join(view.issuer_lines), view.country_name, view.motto)


def reference_lines(letter: str) -> list[str]:
    """The lines of a copy: Markdown marks and superfluous white space away, broken lines joined.

    A blank line ends a paragraph. Two copies give place and date, which stand in the right column, before the
    subject; we read the left column first.
    """
    copy = (HERE / "letters" / LETTERS[letter][0]).read_text(encoding="utf-8")
    lines: list[str] = []
    joins = False
    for raw in copy.split("\n"):
        line = _squeezed(_MARKS.sub("", raw))
        if line and joins and not line.startswith(_BEGINS_A_LINE):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
        joins = bool(line)
    dated = next(line for line in lines if _PLACE_AND_DATE.match(line))
    subject = next(line for line in lines if line.startswith("V/v "))
    lines.remove(dated)
    lines.insert(lines.index(subject) + 1, dated)
    return lines


def our_lines(letter: Letter) -> list[str]:
    """The lines of our letter as printed, without those that no copy has."""
    view = view_letter(_as_drawn(letter))
    lines = [_squeezed(line) for line in printed_lines(view)]
    lost = lost_in_the_copy(view)
    assert tuple(lines[: len(lost)]) == lost
    return lines[len(lost) :]


@dataclass(frozen=True)
class Difference:
    """One row of the table: lines of the copy, and what we print in their place."""

    letter: str
    reference: tuple[str, ...]
    ours: tuple[str, ...]
    rule: str
    reason: str


def table() -> list[Difference]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["difference"]
    return [
        Difference(row["letter"], tuple(row["reference"]), tuple(row["ours"]), row["rule"], row["reason"])
        for row in rows
    ]


def hunks(reference: list[str], ours: list[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every place where the two differ."""
    matcher = difflib.SequenceMatcher(None, reference, ours, autojunk=False)
    return [
        (tuple(reference[i1:i2]), tuple(ours[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"
    ]


def unexplained(
    reference: list[str], ours: list[str], rows: list[Difference]
) -> tuple[list[tuple[tuple[str, ...], tuple[str, ...]]], list[Difference]]:
    """The differences that no row explains, and the rows that explain none; rows stand in the letter's order.

    Neighbouring differences come as one hunk, which several rows may explain together, line after line.
    """
    waiting = list(rows)
    open_hunks = []
    for left, right in hunks(reference, ours):
        rest = (left, right)
        while waiting and any(rest) and _opens(rest, waiting[0]):
            row = waiting.pop(0)
            rest = (rest[0][len(row.reference) :], rest[1][len(row.ours) :])
        if any(rest):
            open_hunks.append(rest)
    return open_hunks, waiting


def _opens(hunk: tuple[tuple[str, ...], tuple[str, ...]], row: Difference) -> bool:
    return hunk[0][: len(row.reference)] == row.reference and hunk[1][: len(row.ours)] == row.ours


def _as_drawn(letter: Letter) -> Letter:
    """Both renderers draw a mục in capitals (Annex I, Part I, V.6.b); the model keeps the case it was typed in."""
    blocks = tuple(
        replace(block, runs=tuple(replace(run, text=run.text.upper()) for run in block.runs))
        if isinstance(block, Paragraph) and block.role is Role.SECTION
        else block
        for block in letter.blocks
    )
    return replace(letter, blocks=blocks)


def _squeezed(line: str) -> str:
    return " ".join(line.split())
