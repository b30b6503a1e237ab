"""Runs hostile cases through ``vanban check`` and says what was wrong with what came of each."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fuzz_cases import Case

MOST_SECONDS = 45.0
"""By the clock; a PDF is given up after 30 seconds, a DOCX by its limits of size well before."""
MOST_MB = 700.0
"""Resident, of the process that checks; the one that reads PDF files has a limit of its own."""
MOST_FILES_IN_ZIP = 12
_WORKER = Path(__file__).with_name("fuzz_worker.py")
_OUTSIDE = ("Traceback", "Lỗi của phần mềm")
_VIETNAMESE = frozenset("ăâđêôơưáàảãạếệộợủữị")


@dataclass(slots=True)
class Runner:
    """A worker that is replaced when a case ends it; ``folder`` is where the files lie."""

    folder: Path
    slowest: tuple[float, int] = (0.0, -1)
    largest: tuple[float, int] = (0.0, -1)
    codes: dict[int, int] = field(default_factory=dict)
    _process: subprocess.Popen[str] | None = None

    def faults(self, case: Case) -> tuple[str, ...]:
        """What the command did that it must not do; nothing when all is well."""
        path = self.folder / case.name
        path.write_bytes(case.content)
        for left in self.folder.glob("ra.*"):
            left.unlink()
        answer = self._asked(["check", str(path), *case.options])
        if isinstance(answer, str):
            return (answer,)
        self.codes[answer["code"]] = self.codes.get(answer["code"], 0) + 1
        self.slowest = max(self.slowest, (answer["seconds"], case.number))
        self.largest = max(self.largest, (answer["peak_mb"], case.number))
        found = [*_said_amiss(case, answer), *_beyond_limits(case, answer)]
        if not path.exists() or path.read_bytes() != case.content:
            found.append("the file was changed")
        if others := {one.name for one in self.folder.iterdir()} - {case.name, *case.options}:
            found.append(f"other files were left: {sorted(others)}")
        path.unlink(missing_ok=True)
        return tuple(found)

    def close(self) -> None:
        """Ends the worker."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _asked(self, arguments: list[str]) -> dict[str, object] | str:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, str(_WORKER)],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        process = self._process
        process.stdin.write(json.dumps(arguments) + "\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], MOST_SECONDS * MOST_FILES_IN_ZIP)
        line = process.stdout.readline() if ready else ""
        if line:
            return json.loads(line)
        self.close()
        return f"the process ended with {process.returncode}" if ready else "no answer"


def _said_amiss(case: Case, answer: dict[str, object]) -> Iterator[str]:
    code, out, err = answer["code"], answer["out"], answer["err"]
    if code not in {0, 1, 2}:
        yield f"exit code {code}: {err}"
    if any(words in err or words in out for words in _OUTSIDE):
        yield f"an error of the software: {err}"
    if answer["problems"] == "no JSON":
        yield "the output is no JSON"
    # Where JSON is asked for, the sentence stands in it.
    said = err + " ".join(answer["problems"] or ())
    if code == 2 and not ("→" in said and _VIETNAMESE & set(said)):
        yield f"exit code 2 without a clear sentence: {err[:300]!r}"
    if code in {0, 1} and "--json" not in case.options and err:
        yield f"something on standard error: {err[:300]!r}"


def _beyond_limits(case: Case, answer: dict[str, object]) -> Iterator[str]:
    files = MOST_FILES_IN_ZIP if case.name == "thu.zip" else 1
    if answer["seconds"] > MOST_SECONDS * files:
        yield f"{answer['seconds']:.0f} seconds"
    if answer["peak_mb"] > MOST_MB:
        yield f"{answer['peak_mb']:.0f} MB"
