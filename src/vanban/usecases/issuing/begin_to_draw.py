"""What a process does before its first letter, whether a command or a flow started it."""

from __future__ import annotations

from contextlib import suppress

from vanban.usecases.issuing.press_mark import get_ready
from vanban.worker import begin_work

LOADED_BEFORE = (
    "vanban.rendering.letter_files",
    "vanban.usecases.checking.check_letter",
    "vanban.usecases.issuing.begin_to_draw",
    "vanban.usecases.issuing.proof_plan",
)
"""What a fork server loads once: presses, checker and what the work itself is written in; half a second a worker."""


def begin_to_draw() -> None:
    """Draws a sample, which loads fonts and masters while the launch still looks through its letters."""
    begin_work()
    # What is wrong here is told of a letter, and by its name.
    with suppress(Exception):
        get_ready()
