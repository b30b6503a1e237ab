"""The proof before the first number: what could keep a letter from being drawn shows while nothing is used up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vanban.domain.letter import Letter
from vanban.domain.rendition import KINDS
from vanban.rendering.files import write_whole
from vanban.rendering.metrics import has_width
from vanban.rendering.view import printed_lines, view_letter
from vanban.usecases.plan_campaign import PlannedLetter
from vanban.usecases.render_letters import MapLike

_TRIAL_FILE = ".thu-ghi"


def proof_letters(letters: Iterable[PlannedLetter], run: MapLike, folder: Path) -> None:
    """Draws some of the letters and throws them away, so that a launch fails before it has numbered anything.

    One letter of each order is drawn, for the letters of an order share text and master, and every letter with an
    unusual character that none before it has: the font may lack it.

    Raises:
        InvalidTemplate: a master is broken.
        RenderFailed: a letter cannot be drawn, or ``folder`` cannot be written to.
    """
    chosen = _chosen(letters)
    if not chosen:
        return
    write_whole(folder / _TRIAL_FILE, b"")
    (folder / _TRIAL_FILE).unlink()
    for _ in run(proof_letter, chosen):
        """The result is its not failing."""


def proof_letter(letter: Letter) -> None:
    """Draws one letter in every kind, in memory."""
    # The press is loaded where it works: the process that hands out the work does without it.
    from vanban.rendering.letter_files import letter_bytes  # noqa: PLC0415

    for kind in KINDS:
        letter_bytes(letter, kind)


def _chosen(letters: Iterable[PlannedLetter]) -> list[Letter]:
    chosen: list[Letter] = []
    orders: set[str] = set()
    drawn: set[str] = set()
    for one in letters:
        letter = one.draft.letter
        unusual = _unusual(letter)
        if one.order_id not in orders or not unusual <= drawn:
            chosen.append(letter)
            orders.add(one.order_id)
            drawn |= unusual
    return chosen


def _unusual(letter: Letter) -> set[str]:
    return {char for line in printed_lines(view_letter(letter)) for char in set(line) if not has_width(char)}
