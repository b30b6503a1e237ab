"""PDF: our press against LibreOffice, which turns the DOCX files of the same letters into PDF, many in a call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.letters import short_letter
from benchmarks.measuring import Figure

from vanban.domain.letters.letter import Letter
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

BASELINE = "soffice --headless --convert-to pdf *.docx"
SOFFICE = shutil.which("soffice")
_IN_A_CALL = 200
"""LibreOffice 7.4 ends a call without a word after some 250 files."""


def measure(*, rounds: int, letters: int, folder: Path) -> list[Figure]:
    """One figure, which is stated and not required; none on a machine without LibreOffice.

    Args:
        rounds: samples, after a first round of one letter that is thrown away.
        letters: short letters of one page, each other words.
        folder: on the disk that the files are written to.
    """
    if SOFFICE is None:
        print("libreoffice: left out, for there is no soffice (make peers)")
        return []
    drawn = [short_letter(number) for number in range(1, letters + 1)]
    pairs = [_round(drawn[: letters if turn else 1], folder) for turn in range(rounds + 1)][1:]
    return [
        Figure(
            name=f"PDF of {letters} letters",
            baseline=BASELINE,
            unit="x letters per CPU second",
            samples=tuple(theirs / ours for theirs, ours in pairs),
            facts=(
                ("baseline ms per letter", [1000 * theirs / letters for theirs, _ in pairs]),
                ("ours ms per letter", [1000 * ours / letters for _, ours in pairs]),
            ),
        )
    ]


def _round(letters: Sequence[Letter], folder: Path) -> tuple[float, float]:
    """CPU seconds of LibreOffice, its start included, and of ours in this process."""
    with TemporaryDirectory(dir=folder.resolve()) as name:
        place = Path(name)
        files = [place / f"{number}.docx" for number, _ in enumerate(letters)]
        for path, letter in zip(files, letters, strict=True):
            path.write_bytes(letter_docx(letter))
        calls = [files[start : start + _IN_A_CALL] for start in range(0, len(files), _IN_A_CALL)]
        theirs = sum(_spent(partial(_convert, call, place)) for call in calls)
        ours = _spent(
            lambda: [
                (place / f"{path.stem}-0.pdf").write_bytes(letter_pdf(letter))
                for path, letter in zip(files, letters, strict=True)
            ]
        )
        missing = [path.stem for path in files if not path.with_suffix(".pdf").exists()]
    if missing:
        raise ValueError(f"LibreOffice left out {len(missing)} of {len(files)} letters")
    return theirs, ours


def _convert(files: Sequence[Path], place: Path) -> None:
    home = place / "profile"
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={home.as_uri()}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", place, *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _spent(work: Callable[[], object]) -> float:
    start = _cpu()
    work()
    return _cpu() - start


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
