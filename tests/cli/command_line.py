"""``vanban`` as its users call it: in this process, and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from vanban.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command left on the screen, and its exit code."""

    code: int
    out: str
    err: str


def vanban(*arguments: object) -> Ran:
    """Runs a command in this process, through the same door as the command of that name."""
    out, err = StringIO(), StringIO()
    with (
        patch.object(sys, "argv", ["vanban", *map(str, arguments)]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())


def command(*arguments: object) -> list[str]:
    """The words that start ``vanban`` as a process of its own."""
    return [sys.executable, "-c", "from vanban.cli.main import main; main()", *map(str, arguments)]


def vanban_process(*arguments: object, folder: Path, **environment: str) -> Ran:
    """Runs a command as a process of its own."""
    done = subprocess.run(
        command(*arguments), cwd=folder, env=_environment(environment), capture_output=True, check=False, timeout=120
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def _environment(added: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VANBAN_")}
    return {**kept, **added}
