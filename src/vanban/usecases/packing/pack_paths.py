"""Where things lie in a pack: names from data become paths only after they are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

LETTERS_FOLDER = "van-ban"
ATTACHMENTS_FOLDER = "kem-theo"
RECIPIENTS_FOLDER = "nhan"
OUTSIDE_VIEW = f"{RECIPIENTS_FOLDER}/_ngoai-danh-ba.csv"
"""The view of all names outside the directory; no id of an organisation starts with an underscore."""

_PLAIN = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
_MADE_PLAIN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
"""What Windows, on which e-offices run, takes in no file name."""
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST_PART = 120


def is_plain(name: str) -> bool:
    """Whether a name is one part of a path on every system: letters, figures, dots and dashes."""
    return bool(_PLAIN.fullmatch(name)) and ".." not in name and not _RESERVED.fullmatch(name)


def is_safe(path: str) -> bool:
    """Whether a path stays in the folder into which a pack is opened."""
    parts = path.split("/")
    return not _MADE_PLAIN.search(path) and not any(part in {"", ".", ".."} for part in parts)


def letter_folder(file_name: str) -> str | None:
    """The folder of a letter, named like its files; ``None`` for a name that may not become a path."""
    stem = PurePosixPath(file_name).stem
    return f"{LETTERS_FOLDER}/{stem}" if is_plain(stem) else None


def attachment_paths(folder: str, names: Iterable[str]) -> Mapping[str, str]:
    """Where the attachments of the letter in ``folder`` lie; no two share a path, on Windows either."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        path = wanted = f"{folder}/{ATTACHMENTS_FOLDER}/{_plain_path(name)}"
        number = 2
        while path.casefold() in taken:
            pure = PurePosixPath(wanted)
            path = str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))
            number += 1
        taken.add(path.casefold())
        paths[name] = path
    return paths


def _plain_path(name: str) -> str:
    """The name below the folder of attachments: no way up, no empty part, nothing that Windows refuses."""
    parts = [_plain_part(part) for part in name.split("/") if part not in {"", ".", ".."}]
    if len(parts) > 1 and parts[0] == ATTACHMENTS_FOLDER:
        parts = parts[1:]
    return "/".join(parts) or "_"


def _plain_part(part: str) -> str:
    pure = PurePosixPath(_MADE_PLAIN.sub("_", part).rstrip(". ") or "_")
    plain = f"{pure.stem[: _LONGEST_PART - len(pure.suffix)]}{pure.suffix}"
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain
