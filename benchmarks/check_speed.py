"""Checking DOCX files against opening them with python-docx and walking their runs, and many files on all cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from benchmarks.letters import CAMPAIGNS, SHORT_LETTER_DAY, issued_letters, short_letter
from benchmarks.machine import cores
from benchmarks.measuring import Figure, in_turns, summed, wall_seconds
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from vanban.domain.letters.letter import Letter, Paragraph
from vanban.rendering.docx.press import letter_docx
from vanban.usecases.checking.check_file import check_file

REQUIRED = 3.0
BASELINE = "docx.Document(path), all runs of text and tables"
_SHORT = "short letters"


def measure(*, rounds: int, copies: int, files: int, many_rounds: int) -> list[Figure]:
    """A row for each kind of letter, one for all of them together, which is the one required, and one for cores."""
    with TemporaryDirectory(prefix="vanban-bench-") as scratch:
        # No file and no text is seen twice, so that nothing is gained from what was kept of an earlier round.
        count = copies * (rounds + 1)
        paths = {name: _written(issued_letters(name, count), Path(scratch), name) for name in CAMPAIGNS}
        paths[_SHORT] = _written([short_letter(number) for number in range(1, count + 1)], Path(scratch), "ngan")
        timed = {name: _timed(all_paths, copies, rounds) for name, all_paths in paths.items()}
        many = Path(scratch) / "nhieu"
        _written([short_letter(number) for number in range(1, files + 1)], many, "to")
        return [
            *(_figure(f"check {name}", pairs, copies, required=False) for name, pairs in timed.items()),
            _figure("check, all of these", summed(list(timed.values())), copies * len(timed), required=True),
            _over_cores(many, files, many_rounds),
        ]


def walked(path: Path) -> list[tuple[object, ...]]:
    """What the baseline reads: text, font, size and weight of every run, of tables and tables in tables too."""
    return [
        (run.text, run.font.name, run.font.size, run.font.bold)
        for paragraph in _paragraphs(docx.Document(os.fspath(path)))
        for run in paragraph.runs
    ]


def _paragraphs(holder: Document | _Cell) -> Iterator[DocxParagraph]:
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield block


def _written(letters: Sequence[Letter], folder: Path, name: str) -> list[Path]:
    """The letters as files, every paragraph of each in words of its own."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number, letter in enumerate(letters, start=1):
        path = folder / f"{name}-{number:04d}.docx"
        path.write_bytes(letter_docx(_in_own_words(letter, number)))
        paths.append(path)
    return paths


def _in_own_words(letter: Letter, number: int) -> Letter:
    """A letter none of whose paragraphs stands in another: each names the number of its sheet."""
    blocks = tuple(
        replace(block, runs=(replace(block.runs[0], text=f"Tờ {number}, {block.runs[0].text}"), *block.runs[1:]))
        if isinstance(block, Paragraph) and block.runs
        else block
        for block in letter.blocks
    )
    return replace(letter, blocks=blocks)


def _timed(paths: Sequence[Path], copies: int, rounds: int) -> tuple[tuple[float, float], ...]:
    """CPU seconds of the baseline and of ours for the same files, round after round, other files in each."""
    batches = [paths[start : start + copies] for start in range(0, len(paths), copies)]
    theirs, ours = iter(batches), iter(batches)
    return in_turns(
        lambda: [walked(path) for path in next(theirs)],
        lambda: [check_file(path, today=SHORT_LETTER_DAY) for path in next(ours)],
        rounds,
    )


def _figure(name: str, pairs: Sequence[tuple[float, float]], files: int, *, required: bool) -> Figure:
    return Figure(
        name=name,
        baseline=BASELINE,
        unit="x CPU seconds per file",
        samples=tuple(ours / theirs for theirs, ours in pairs),
        at_most=REQUIRED if required else None,
        facts=(
            ("files in a round", files),
            ("baseline ms per file", [1000 * theirs / files for theirs, _ in pairs]),
            ("ours ms per file", [1000 * ours / files for _, ours in pairs]),
        ),
    )


def _over_cores(folder: Path, files: int, rounds: int) -> Figure:
    """``vanban check FOLDER`` on all cores against itself on one, by the clock, with its start and its end."""
    one, all_ = partial(_command, folder, files, 1), partial(_command, folder, files, cores())
    pairs = [(wall_seconds(one), wall_seconds(all_)) for _ in range(rounds + 1)]
    return Figure(
        name=f"check {files} letters, {cores()} cores",
        baseline="vanban check FOLDER --json on one core",
        unit="x letters per second",
        samples=tuple(alone / together for alone, together in pairs[1:]),
        facts=(
            ("one core, letters per second", [files / alone for alone, _ in pairs[1:]]),
            ("all cores, letters per second", [files / together for _, together in pairs[1:]]),
        ),
    )


def _command(folder: Path, files: int, kept: int) -> None:
    """One run of the command on so many cores; a file that was refused costs nothing and proves nothing."""
    allowed = sorted(os.sched_getaffinity(0))[:kept]
    program = f"import os; os.sched_setaffinity(0, {allowed}); from vanban.cli.main import main; main()"
    command = [sys.executable, "-c", program, "check", str(folder), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    told = json.loads(done.stdout)["files"]
    if len(told) != files or not all(one.get("judgements") for one in told):
        raise ValueError(f"of {files} files {len(told)} were told, with exit code {done.returncode}")
