"""DOCX: our press against docxtpl used the way its manual shows, on the same masters and the same text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.letters import CAMPAIGNS, issued_letters
from benchmarks.measuring import Figure, in_turns, summed
from docxtpl import DocxTemplate

from vanban.domain.letters.letter import Letter
from vanban.rendering.docx.context import letter_context
from vanban.rendering.docx.master import load_master
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.docx.wordml import Relations
from vanban.rendering.templates import LETTER_MASTER, NAMED_MASTER, templates_folder
from vanban.rendering.view import view_letter

REQUIRED = 15.0
_MORE_ROUNDS = 5
"""Short turns are noisier and cost little."""
BASELINE = "DocxTemplate(master).render(context), .save()"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]+)</w:t>")


@dataclass(frozen=True, slots=True)
class _Filling:
    """What the baseline gets ready-made, outside its clock: the master's path and the finished context."""

    master: Path
    context: dict[str, object]

    @classmethod
    def of(cls, letter: Letter) -> _Filling:
        view = view_letter(letter)
        path = templates_folder() / "docx" / (LETTER_MASTER if view.is_letter else NAMED_MASTER)
        return cls(path, letter_context(view, Relations(), load_master(path)))

    def docx(self) -> bytes:
        template = DocxTemplate(self.master)
        template.render(self.context, autoescape=True)
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()


def measure(*, rounds: int, copies: int) -> list[Figure]:
    """A row for each example campaign, one for all of them together, which is the one required, and one for haste.

    The last shows what long turns hide: after other work the processor has forgotten a letter's code and data, and
    the first letter of a turn costs more than those that follow it.
    """
    timed = {name: _timed(issued_letters(name, copies), rounds) for name in CAMPAIGNS}
    rows = [_figure(f"DOCX {name}", pairs, copies, required=False) for name, pairs in timed.items()]
    together = summed(list(timed.values()))
    singly = summed([_timed(issued_letters(name, 1), rounds * _MORE_ROUNDS) for name in CAMPAIGNS])
    return [
        *rows,
        _figure("DOCX, three campaigns", together, copies * len(CAMPAIGNS), required=True),
        _figure("DOCX, one letter a turn", singly, len(CAMPAIGNS), required=False),
    ]


def _timed(letters: Sequence[Letter], rounds: int) -> tuple[tuple[float, float], ...]:
    """CPU seconds of the baseline and of ours for the same letters, round after round."""
    fillings = [_Filling.of(letter) for letter in letters]
    refuse_different_text(letters[0], fillings[0].docx())
    return in_turns(
        lambda: [filling.docx() for filling in fillings], lambda: [letter_docx(letter) for letter in letters], rounds
    )


def refuse_different_text(letter: Letter, theirs: bytes) -> None:
    """A race is only fair on the same track: every string of both files is the same, in the same part and order."""
    if _strings(letter_docx(letter)) != _strings(theirs):
        raise ValueError(f"the baseline prints another text for {letter.code}")


def _strings(content: bytes) -> dict[str, list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        stories = [name for name in file.namelist() if re.match(r"word/(document|header|footer)", name)]
        return {name: _TEXT.findall(file.read(name).decode()) for name in stories}


def _figure(name: str, pairs: Sequence[tuple[float, float]], letters: int, *, required: bool) -> Figure:
    return Figure(
        name=name,
        baseline=BASELINE,
        unit="x letters per CPU second",
        samples=tuple(theirs / ours for theirs, ours in pairs),
        at_least=REQUIRED if required else None,
        facts=(
            ("letters in a round", letters),
            ("baseline ms per letter", [1000 * theirs / letters for theirs, _ in pairs]),
            ("ours ms per letter", [1000 * ours / letters for _, ours in pairs]),
        ),
    )
