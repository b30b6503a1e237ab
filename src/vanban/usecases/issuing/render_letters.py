"""Letters become files: DOCX and PDF, each written whole, each with its SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from vanban.compliance.format_rules.paper import DocumentState
from vanban.domain.errors import RenderFailed
from vanban.domain.letters.draft import Draft, IssuedDocument, LetterKey
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.rendition import KINDS, Rendition, RenditionKind
from vanban.storage.storage import Storage
from vanban.usecases.checking.breach import Breach

DRAFTS_FOLDER = "du-thao"
_LARGEST_BATCH = 16
"""Half a second of work, beside which a message and a wait for the disk are little."""
_BATCHES_PER_WORKER = 32
"""So many that no worker waits long for the one that has the last."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class MapLike(Protocol):
    """Whatever runs a function over many values: ``map`` itself, a process pool's, a task runner's."""

    def __call__(self, function: Callable[[_In], _Out], values: Iterable[_In], /) -> Iterable[_Out]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """A letter to draw and the place of its files: ``stem`` in ``storage``, without suffix.

    ``expected`` maps a kind to the SHA-256 that the register has for it, so that a file that is there and right
    is left alone, and one that comes out otherwise is not passed off as the issued one. What is drawn is checked as a
    document in the state ``checked_as``; ``None`` leaves it unchecked.
    """

    key: LetterKey
    letter: Letter
    storage: Storage
    stem: str
    expected: tuple[tuple[RenditionKind, str], ...] = ()
    checked_as: DocumentState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFile:
    """A file as it came out of a press, and what is wrong in it where it was checked."""

    file: Rendition
    breaches: tuple[Breach, ...] = ()


def batch_size(letters: int, workers: int) -> int:
    """How many letters a worker draws at a time."""
    return max(1, min(_LARGEST_BATCH, letters // (workers * _BATCHES_PER_WORKER)))


def issued_job(
    document: IssuedDocument,
    storage: Storage,
    expected: Iterable[tuple[RenditionKind, str]] = (),
    *,
    checked: bool = False,
) -> RenderJob:
    """The job of an issued document: ``snv-2020/0012-SNV-CCHC-chi-dao`` in ``storage``."""
    key = document.draft.key
    notation = document.code.code_notation.replace("/", "-")
    stem = f"{key.organ_id}/{document.code_number:04d}-{notation}-{key.letter_id}"
    return RenderJob(
        key=key,
        letter=document.letter,
        storage=storage,
        stem=stem,
        expected=tuple(expected),
        checked_as=DocumentState.ISSUED if checked else None,
    )


def draft_job(draft: Draft, storage: Storage, *, checked: bool = False) -> RenderJob:
    """The job of a draft, in a folder apart from what is issued."""
    stem = f"{DRAFTS_FOLDER}/{draft.key.organ_id}/{draft.key.letter_id}"
    state = DocumentState.DRAFT if checked else None
    return RenderJob(key=draft.key, letter=draft.letter, storage=storage, stem=stem, checked_as=state)


def render_letters(groups: Iterable[Sequence[RenderJob]], run: MapLike, *, batch: int) -> Iterator[DrawnFile]:
    """Draws all jobs, ``batch`` letters at a time, and yields their files as the batches come in.

    A group is asked for when the one before has been handed out, so that a pool draws while the next is made ready;
    no batch waits for letters of the next.
    """
    batches = (tuple(jobs[start : start + batch]) for jobs in groups for start in range(0, len(jobs), batch))
    for files in run(render_batch, batches):
        yield from files


def render_batch(jobs: tuple[RenderJob, ...]) -> tuple[DrawnFile, ...]:
    """Draws every letter in every kind that is not kept already; all of it is there on return.

    Raises:
        RenderFailed: a file would not be the one that was issued (a master, a font or the software changed), or it
            cannot be written. What was drawn before is kept.
    """
    drawn: list[_Drawn] = []
    try:
        drawn.extend(_draw(job, kind) for job in jobs for kind in KINDS)
    finally:
        # All at once: whoever waits for the disk between two letters loses the core and finds its caches cold.
        _write(drawn)
    return tuple(DrawnFile(file=one.file, breaches=one.breaches) for one in drawn)


def proof_letter(letter: Letter) -> tuple[Breach, ...]:
    """Draws one letter in every kind, in memory, and checks what came out as the draft that it is."""
    # Press and checker are loaded where they work: the process that hands out the work does without them.
    from vanban.rendering.letter_files import letter_bytes  # noqa: PLC0415
    from vanban.usecases.checking.check_letter import check_letter  # noqa: PLC0415

    return tuple(
        breach
        for kind in KINDS
        for breach in check_letter(letter, letter_bytes(letter, kind)[0], kind, state=DocumentState.DRAFT)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A file and what is to be written into it: nothing where the right one is there already."""

    file: Rendition
    storage: Storage
    content: bytes | None
    breaches: tuple[Breach, ...] = ()


def _draw(job: RenderJob, kind: RenditionKind) -> _Drawn:
    expected = dict(job.expected).get(kind)
    name = f"{job.stem}.{kind}"
    if expected is not None and job.storage.sha256_of(name) == expected:
        there = Rendition(key=job.key, kind=kind, file_name=name, sha256=expected)
        return _Drawn(file=there, storage=job.storage, content=None)
    # The press is loaded where it works: planning, and the process that hands out the work, do without it.
    from vanban.rendering.letter_files import letter_bytes  # noqa: PLC0415

    content, sha256 = letter_bytes(job.letter, kind)
    if expected is not None and sha256 != expected:
        raise RenderFailed(
            f"Vẽ lại {name} cho tệp khác với bản đã phát hành (tệp mẫu, phông chữ hoặc phần mềm đã đổi) → "
            "Khôi phục tệp từ bản sao lưu, hoặc cài lại đúng phiên bản đã dùng khi phát hành."
        )
    drawn = Rendition(key=job.key, kind=kind, file_name=name, sha256=sha256)
    return _Drawn(file=drawn, storage=job.storage, content=content, breaches=_breaches(job, content, kind))


def _breaches(job: RenderJob, content: bytes, kind: RenditionKind) -> tuple[Breach, ...]:
    """What is wrong in a file; it is told, and the file is kept: it is there to be mended, or it is issued."""
    if job.checked_as is None:
        return ()
    from vanban.usecases.checking.check_letter import check_letter  # noqa: PLC0415  # loaded where it works

    return check_letter(job.letter, content, kind, state=job.checked_as)


def _write(drawn: Iterable[_Drawn]) -> None:
    storages: dict[Storage, list[tuple[str, bytes]]] = {}
    for one in drawn:
        if one.content is not None:
            storages.setdefault(one.storage, []).append((one.file.file_name, one.content))
    for storage, files in storages.items():
        storage.write_all(files)
