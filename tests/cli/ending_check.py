"""A check for workers to run, which must be able to import it: one file ends the worker that reads it."""

from __future__ import annotations

import os

from vanban.usecases.checking.check_file import CheckedFile
from vanban.usecases.checking.gather_files import Source

DEADLY = "chet.docx"


def check(source: Source) -> CheckedFile:
    """Says in what process a file was read; ends the process of the deadly one."""
    if source.name == DEADLY:
        os._exit(9)
    return CheckedFile(name=source.name, limits=(str(os.getpid()),))
