"""Where the masters are, what they are, and the Jinja environment that fills them."""

from __future__ import annotations

import hashlib
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


_OF_LETTERS = (f"docx/{LETTER_MASTER}", f"docx/{NAMED_MASTER}", "html/letter.css.j2", "html/letter.html.j2")

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


def letter_masters_sha256() -> str:
    """The SHA-256 over the masters of letters as they lie on the disk now; one that is away counts as empty."""
    paths = [templates_folder() / name for name in _OF_LETTERS]
    each = [hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest() for path in paths]
    return hashlib.sha256("".join(each).encode()).hexdigest()


@cache
def html_environment() -> MasterEnvironment:
    """Office staff may edit masters, so they run sandboxed and a misspelt name is an error."""
    return MasterEnvironment(FileSystemLoader(templates_folder() / "html"))
