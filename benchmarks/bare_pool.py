"""The least that drawing letters on all cores can cost: a pool, a map, two files written for each letter."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from vanban.domain.letters.letter import Letter
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

CHUNK = 4
"""Letters in a message: a quarter of a second of work, so that the message is nothing and the cores end together."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter and where its two files go, without suffix."""

    letter: Letter
    stem: Path


def draw_all(sheets: Sequence[Sheet]) -> None:
    """Draws and writes everything on as many processes as a launch has, started from the same loaded server."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=context) as pool:
        deque(pool.map(draw, sheets, chunksize=CHUNK), maxlen=0)


def draw(sheet: Sheet) -> None:
    """Draws one letter and writes it: no hash, no register, no care for crashes."""
    sheet.stem.with_suffix(".docx").write_bytes(letter_docx(sheet.letter))
    sheet.stem.with_suffix(".pdf").write_bytes(letter_pdf(sheet.letter))
