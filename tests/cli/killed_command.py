"""``vanban`` that is killed at the n-th call of one of its own functions."""

from __future__ import annotations

import subprocess
import sys

KEEPING = "vanban.usecases.keeping"
KILLED = """
import os, signal, sys
from importlib import import_module
place, calls, *words = sys.argv[1:]
owner, name = place.rsplit(".", 1)
module, _, kind = owner.partition(":")
holder = getattr(import_module(module), kind) if kind else import_module(module)
real, left = getattr(holder, name), [int(calls)]
def dying(*given, **named):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(holder, name, dying)
sys.argv = ["vanban", *words]
from vanban.cli.main import main
main()
"""


def killed(place: str, calls: int, *words: object) -> bool:
    """Whether the command died there; it may have ended before."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED, place, str(calls), *map(str, words)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert run.returncode in {0, -9}, run.stderr.decode()
    return run.returncode == -9
