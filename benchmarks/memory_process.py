"""A process that draws letters, each another one, and prints how much memory it holds on the way."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path

from benchmarks.letters import short_letter

from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

_RESIDENT = 1
"""Place of the resident pages in /proc/self/statm. Source: proc(5)."""
_STEPS = 9


def main() -> None:
    """Draw ``late`` letters; look after ``early`` and at as even steps as can be from there on."""
    first, early, late = map(int, sys.argv[1:])
    looks = {early + (late - early) * step // _STEPS for step in range(_STEPS + 1)}
    held: dict[int, int] = {}
    for drawn in range(1, late + 1):
        letter = short_letter(first + drawn)
        letter_docx(letter)
        letter_pdf(letter)
        if drawn in looks:
            gc.collect()
            held[drawn] = resident_bytes()
    print(json.dumps(held))


def resident_bytes() -> int:
    """What this process holds of the machine's memory."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[_RESIDENT]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
