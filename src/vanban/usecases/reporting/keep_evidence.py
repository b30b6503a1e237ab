"""Files handed in with a report, kept under their hash, so that nobody's file name becomes a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vanban.domain.duties.report import Evidence
from vanban.intake.characters import composed, without_mistakes
from vanban.intake.folder import MEGABYTE, read_limited
from vanban.intake.reading import Spot, Unusable
from vanban.storage.storage import Storage

EVIDENCE_LIMIT_MB = 20
ALL_EVIDENCE_LIMIT_MB = 100
"""Of one report."""
EVIDENCE_FOLDER = "tai-lieu-kiem-chung"
"""The folder in the output that all campaigns share."""
_LONGEST_NAME = 200
_PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file with its content, before it is kept."""

    evidence: Evidence
    content: bytes


def read_evidence(paths: Iterable[Path], spot: Spot) -> tuple[EvidenceFile, ...]:
    """The files that can be kept, each content once; what is wrong with the others is reported."""
    found: dict[str, EvidenceFile] = {}
    total = 0
    for path in paths:
        try:
            content = _content(path)
        except Unusable as refused:
            spot.report(refused.message, refused.remedy)
            continue
        total += len(content)
        if total > ALL_EVIDENCE_LIMIT_MB * MEGABYTE:
            spot.report(
                f"các tệp kèm theo báo cáo lớn hơn {ALL_EVIDENCE_LIMIT_MB} MB",
                "bớt tệp hoặc giảm kích thước rồi gửi lại",
            )
            break
        sha256 = hashlib.sha256(content).hexdigest()
        evidence = Evidence(file_name=_plain_name(path.name), sha256=sha256, size_bytes=len(content))
        found.setdefault(sha256, EvidenceFile(evidence=evidence, content=content))
    return tuple(found.values())


def keep_evidence(files: Sequence[EvidenceFile], storage: Storage) -> None:
    """Copy the files whole, before the report that names them is recorded; those that are there are left alone.

    Raises:
        StorageFailed: they cannot be written, or the disk is full.
    """
    for file in files:
        name = evidence_name(file.evidence)
        if storage.sha256_of(name) != file.evidence.sha256:
            storage.write_whole(name, file.content)


def evidence_name(evidence: Evidence) -> str:
    """What a file is kept as: its hash, and its ending where that is plain letters."""
    suffix = PurePosixPath(evidence.file_name).suffix.lower()
    return f"{evidence.sha256[:2]}/{evidence.sha256}{suffix if _PLAIN_SUFFIX.fullmatch(suffix) else ''}"


def _content(path: Path) -> bytes:
    content = read_limited(path, path.name, EVIDENCE_LIMIT_MB)
    if not content:
        raise Unusable(f"tệp '{path.name}' rỗng", "chọn lại tệp có nội dung")
    return content


def _plain_name(name: str) -> str:
    """The name as people read it, never opened again: one line, no marks that are not seen, not without end."""
    shown = "".join(one for one in without_mistakes(composed(name)) if unicodedata.category(one)[0] != "C")
    shown = " ".join(re.split(r"[\\/]", shown)[-1].split())
    if len(shown) > _LONGEST_NAME:
        suffix = PurePosixPath(shown).suffix[:_LONGEST_NAME]
        shown = shown[: _LONGEST_NAME - len(suffix)] + suffix
    return shown or "tep"
