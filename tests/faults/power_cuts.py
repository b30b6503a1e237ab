"""Launches a campaign in forked processes, each of which dies at another step of writing a file; run as a program.

A process that ends by ``os._exit`` leaves what a power cut leaves: nothing that was in its memory, and no clearing away.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vanban.cli.main import main
from vanban.cli.pools import local_press
from vanban.rendering import letter_files
from vanban.storage import files
from vanban.usecases.checking import check_letter

LOADED = (letter_files.letter_bytes, check_letter.check_letter)
"""Named, so that press and checker are loaded before the first fork."""
DIED = 99
STEPS = ("mkdir", "open", "write", "fsync", "chmod", "replace")


def die_at(step: str, *, after: bool, file: int) -> None:
    """Has this process die before or after a step of the file of that number, counted from zero."""
    left = [file]

    def dying(really: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*values: Any, **named: Any) -> Any:
            if left[0]:
                left[0] -= 1
                return really(*values, **named)
            if after:
                really(*values, **named)
            os._exit(DIED)

        return instead

    if step == "write":
        files.os = _HalfWriting(after=after, left=left)  # type: ignore[attr-defined]
    elif step == "open":
        files.tempfile.mkstemp = dying(files.tempfile.mkstemp)
    else:
        setattr(os, step, dying(getattr(os, step)))


class _HalfWriting:
    """``os``, except that a file is written by half before its writer dies, or wholly but not to the disk."""

    def __init__(self, *, after: bool, left: list[int]) -> None:
        self.after, self.left = after, left

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fdopen(self, descriptor: int, mode: str) -> Any:
        """A file whose writer dies, if it is its turn."""
        if not self.left[0]:
            die_at_write(descriptor, whole=self.after)
        self.left[0] -= 1
        return os.fdopen(descriptor, mode)


def die_at_write(descriptor: int, *, whole: bool) -> None:
    """Leaves so much in the file as a disk may have got of it: a part, or a part with a hole behind it."""
    os.write(descriptor, b"%PDF-1.7 PK")
    if whole:
        os.ftruncate(descriptor, 20_000)
    os._exit(DIED)


def launch(campaign: Path, folder: Path, *, step: str, after: bool, file: int) -> int:
    """The exit code of a launch that dies at a step."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    local_press._WORTH_A_POOL = sys.maxsize
    sys.argv = ["vanban", "launch", str(campaign), "--yes", "--json"]
    sys.argv += ["--out", str(folder / "ra"), "--database", str(folder / "so.db")]
    # The database has a folder, so that the steps are those of the letters.
    (folder / "ra").mkdir(parents=True, exist_ok=True)
    die_at(step, after=after, file=file)
    try:
        main()
    finally:
        os._exit(0)


if __name__ == "__main__":
    campaign, place = map(Path, sys.argv[1:])
    deaths = {}
    for step in STEPS:
        for after in (False, True):
            name = f"{step}-{'sau' if after else 'truoc'}"
            (place / name).mkdir(parents=True)
            deaths[name] = launch(campaign, place / name, step=step, after=after, file=0 if step == "mkdir" else 2)
    print(json.dumps(deaths))  # noqa: T201  # read by the test
