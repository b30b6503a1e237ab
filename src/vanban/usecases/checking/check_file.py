"""Checks files from anywhere against the law of their day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from vanban.compliance.format_rules.paper import DocumentState
from vanban.compliance.judge import judge
from vanban.domain.errors import VanbanError
from vanban.domain.judging.inspected import Element, FileKind, Inspection
from vanban.domain.judging.verdict import Judgement
from vanban.domain.letters.document import DocumentType
from vanban.inspection.as_letter import as_letter, document_type_of, issued_on
from vanban.inspection.docx.inspect import inspect_docx
from vanban.inspection.pdf.inspect_pdf import inspect_pdf
from vanban.inspection.unreadable import UnreadableFile
from vanban.regulations.law import law_on
from vanban.usecases.checking.gather_files import Source

Run: TypeAlias = Callable[[Callable[[Source], "CheckedFile"], Iterable[Source]], Iterable["CheckedFile"]]
"""Whatever runs a function over many files in their order: ``map`` itself, or a process pool's."""

_READERS: dict[FileKind, Callable[[Path], Inspection]] = {FileKind.DOCX: inspect_docx, FileKind.PDF: inspect_pdf}
_NUMBERED = re.compile(r"Số\s*:?\s*\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """What was found in one file; with a ``problem`` it could not be read and was not judged."""

    name: str
    kind: FileKind | None = None
    state: DocumentState | None = None
    document_type: DocumentType | None = None
    judged_on: date | None = None
    judgements: tuple[Judgement, ...] = ()
    limits: tuple[str, ...] = ()
    problem: str = ""


def check_files(
    sources: Sequence[Source], *, today: date, state: DocumentState | None = None, run: Run = map
) -> Iterator[CheckedFile]:
    """Checks every file; what cannot be read is told of that file and holds up no other.

    Args:
        sources: The files.
        today: The day whose law judges a document that does not tell its own.
        state: How far the documents have come; ``None`` lets each tell by its number and day.
        run: Where to work.
    """
    yield from run(partial(_checked, today=today, state=state), sources)


def check_file(path: Path, *, today: date, state: DocumentState | None = None) -> CheckedFile:
    """Checks one DOCX or PDF.

    Raises:
        UnreadableFile: it is neither, damaged, dangerous or too large.
    """
    kind = FileKind.PDF if path.suffix.lower() == ".pdf" else FileKind.DOCX
    return check_inspection(_READERS[kind](path), today=today, state=state)


def check_inspection(inspection: Inspection, *, today: date, state: DocumentState | None = None) -> CheckedFile:
    """Checks what was measured in one file.

    Raises:
        VanbanError: the document is older than the Decree.
    """
    stated = issued_on(inspection)
    day = stated.last_possible if stated else today
    stage, document_type = state or _state_of(inspection), document_type_of(inspection)
    return CheckedFile(
        name=inspection.file,
        kind=inspection.kind,
        state=stage,
        document_type=document_type,
        judged_on=day,
        judgements=judge(
            inspection,
            law_on(day),
            state=stage,
            document_type=document_type,
            letter=as_letter(inspection, undated=day),
        ),
        limits=inspection.limits,
    )


def _checked(source: Source, *, today: date, state: DocumentState | None) -> CheckedFile:
    if source.problem:
        return CheckedFile(name=source.name, problem=source.problem)
    try:
        checked = check_file(source.path, today=today, state=state)
    except UnreadableFile as error:
        return CheckedFile(name=source.name, kind=source.kind, problem=f"{error.reason} → {error.remedy}")
    except VanbanError as error:
        return CheckedFile(name=source.name, kind=source.kind, problem=str(error))
    return replace(checked, name=source.name)


def _state_of(inspection: Inspection) -> DocumentState:
    """A document with a number, or signed digitally, is an issued one; a day alone may have been typed ahead."""
    codes = inspection.elements.get(Element.CODE, ())
    numbered = any(_NUMBERED.match(line.text.strip()) for line in codes)
    return DocumentState.ISSUED if numbered or inspection.signatures else DocumentState.DRAFT
