"""Where the masters are, and the Jinja environment that fills them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader

from vanban.rendering.master_language import MasterEnvironment

LETTER_MASTER = "cong-van.docx"
"""Form 1.5: công văn."""
NAMED_MASTER = "ten-loai.docx"
"""Form 1.4: every type that prints its name."""
REGISTER_MASTER = "so-dang-ky.docx"
"""Annex IV, I: the outgoing register."""
INCOMING_MASTER = "so-dang-ky-den.docx"
"""Annex IV, VI: the incoming register."""


OFFICE_FOLDER = "VANBAN_TEMPLATES"
"""The environment variable that names an office's own copy of the masters."""


@cache
def templates_folder() -> Path:
    """The folder of the masters: the office's own, else in the installed package or at the top of a checkout."""
    if own := os.environ.get(OFFICE_FOLDER):
        return Path(own)
    package = Path(__file__).parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parents[1] / "templates"


@cache
def html_environment() -> MasterEnvironment:
    """Office staff may edit masters, so they run sandboxed and a misspelt name is an error."""
    return MasterEnvironment(FileSystemLoader(templates_folder() / "html"))
