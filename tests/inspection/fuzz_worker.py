"""A process of its own that runs ``vanban check`` again and again, under limits that no file may make it break."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from vanban.cli.main import main

ADDRESS_SPACE_BYTES = 3 * 1024**3
"""What the system gives at most; the limit that a case is held to is lower."""
_KEPT = 4000


def run(arguments: list[str]) -> dict[str, object]:
    """One command: its exit code, what it said, its time and the most memory it held."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    out, err = StringIO(), StringIO()
    begun, busy = time.perf_counter(), time.process_time()
    with patch.object(sys, "argv", ["vanban", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    said = out.getvalue()
    return {
        "code": code,
        "out": said[:_KEPT],
        "problems": _problems(said) if "--json" in arguments else None,
        "err": err.getvalue()[-_KEPT:],
        "seconds": time.perf_counter() - begun,
        "busy": time.process_time() - busy,
        "peak_mb": _peak_kb() / 1024,
    }


def _problems(text: str) -> list[str] | str:
    """What the JSON says of files that could not be read; the word where it is none."""
    try:
        return [one["problem"] for one in json.loads(text)["files"] if "problem" in one] if text else []
    except (ValueError, KeyError, TypeError):
        return "no JSON"


def _peak_kb() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def serve() -> None:
    """Answers each line of arguments with a line of what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is printed is no answer
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve()
