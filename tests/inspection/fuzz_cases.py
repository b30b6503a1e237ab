"""Numbered hostile cases for ``vanban check``: the same number is the same file and the same options.

Only a locked PDF differs from day to day, since its key is drawn anew.
"""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import fuzz_docx
import fuzz_pdf

_OPTIONS = ((), (), ("--all",), ("--json",), ("--json",), ("--html", "ra.html"), ("--sarif", "ra.sarif"))
_WRONG_NAMES = (
    "thu.docx",
    "thu.pdf",
    "thu.zip",
    "THU.DOCX",
    "thu.docx.pdf",
    "thu",
    "thu.doc",
    "thư \u202exod.docx",
    "~$thu.docx",
)
_FOREIGN = (
    b"",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    b"{\\rtf1 a}",
    b"<html></html>",
    b"\xff\xfe" * 300,
    b"MZ" + bytes(99),
)
_MEMBERS = ("a.docx", "../../ngoai.docx", "/ngoai.docx", "C:\\a.docx", "a/b/c.pdf", "a" * 300 + ".docx", "n\x00.docx", "a.DOCX",
            "~$a.docx", "__MACOSX/._a.docx", "con.docx", "a.zip")  # fmt: skip

Damages: TypeAlias = Mapping[str, Callable[[random.Random], bytes]]


@dataclass(frozen=True, slots=True)
class Case:
    """A file, what was done to it, and how it is checked."""

    number: int
    damage: str
    name: str
    content: bytes
    options: tuple[str, ...]


def case(number: int) -> Case:
    """The case of that number."""
    chance = random.Random(number)  # noqa: S311  # chance that can be had again
    kind = chance.choice(("docx",) * 9 + ("pdf",) * 8 + ("zip", "zip", "wrong name"))
    match kind:
        case "docx":
            damage, content = _of(fuzz_docx.DAMAGES, chance)
            name = "thu.docx"
        case "pdf":
            damage, content = _of(fuzz_pdf.DAMAGES, chance)
            name = "thu.pdf"
        case "zip":
            damage, content, name = "files in it", _zip(chance), "thu.zip"
        case _:
            good = (*fuzz_docx.bases(), *fuzz_pdf.bases(), *_FOREIGN)
            damage, content, name = "what it is", chance.choice(good), chance.choice(_WRONG_NAMES)
    options = chance.choice((*_OPTIONS, ("--comments", "ra.docx"))) if name == "thu.docx" else chance.choice(_OPTIONS)
    return Case(number, f"{kind}: {damage}", name, content, options)


def _of(damages: Damages, chance: random.Random) -> tuple[str, bytes]:
    damage = chance.choice(tuple(damages))
    return damage, damages[damage](chance)


def _zip(chance: random.Random) -> bytes:
    """Files in a ZIP, under names that lead out of it, or a ZIP that is itself spoilt."""
    saved = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for _ in range(chance.choice((0, 1, 3, 12))):
            damages = chance.choice((fuzz_docx.DAMAGES, fuzz_pdf.DAMAGES))
            member = zipfile.ZipInfo(chance.choice(_MEMBERS))
            archive.writestr(member, _of(damages, chance)[1], zipfile.ZIP_DEFLATED)
        if chance.random() < 0.1:
            archive.writestr(
                zipfile.ZipInfo("to.pdf"), bytes(chance.choice((10_000_000, 250_000_000))), zipfile.ZIP_DEFLATED
            )
    content = saved.getvalue()
    return fuzz_docx.noisy(content, chance) if chance.random() < 0.4 else content
