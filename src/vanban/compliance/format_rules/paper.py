"""A measured file as the rules see it, and the answers that a rule may give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from vanban.domain.judging.finding import Finding
from vanban.domain.judging.inspected import DrawnLine, Element, FileKind, Inspection, MeasuredLine, MeasuredPage
from vanban.domain.judging.verdict import Verdict
from vanban.domain.letters.document import DocumentType
from vanban.regulations.law import Law
from vanban.regulations.tolerances import Tolerances

_LINES_KEPT = 64


class DocumentState(StrEnum):
    """How far a document has come: what may be blank in a draft may not in an issued one."""

    DRAFT = "draft"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paper:
    """A measured file under the law of its day; two papers are the same only if they are one object.

    ``document_type`` is ``None`` where nobody could tell it. ``told`` are the findings of the rules of the text by
    rule, ``None`` where the text could not be put together.
    """

    inspection: Inspection
    law: Law
    tolerances: Tolerances
    state: DocumentState
    document_type: DocumentType | None
    told: Mapping[str, tuple[Finding, ...]] | None = field(default=None)

    @property
    def is_pdf(self) -> bool:
        return self.inspection.kind is FileKind.PDF

    @property
    def pages(self) -> tuple[MeasuredPage, ...]:
        return self.inspection.pages

    def lines(self, *elements: Element) -> tuple[MeasuredLine, ...]:
        """The lines of some elements that hold text."""
        return _written_lines(self, elements)

    def has(self, element: Element) -> bool:
        return any(line.text.strip() for line in self.inspection.elements.get(element, ()))

    def text(self, element: Element) -> str:
        """What an element says, its lines joined by spaces."""
        return " ".join(" ".join(line.text.split()) for line in self.lines(element))

    def page_of(self, line: MeasuredLine) -> MeasuredPage | None:
        """The page of a PDF, or the section of a DOCX, in which a line stands."""
        if line.page is None or not 1 <= line.page <= len(self.pages):
            return None
        return self.pages[line.page - 1]

    def drawn_below(self, element: Element) -> DrawnLine | None:
        return next((one for one in self.inspection.drawn if one.below is element), None)


@lru_cache(_LINES_KEPT)
def _written_lines(paper: Paper, elements: tuple[Element, ...]) -> tuple[MeasuredLine, ...]:
    """Kept, since many rules ask for the same lines of one paper."""
    found = paper.inspection.elements
    return tuple(line for one in elements for line in found.get(one, ()) if line.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a rule has to say; a rule that says nothing found all well."""

    verdict: Verdict
    found: str
    allowed: str = ""
    line: MeasuredLine | None = None


def failed(found: str, allowed: str, line: MeasuredLine | None = None) -> Answer:
    """Không đạt."""
    return Answer(verdict=Verdict.FAILED, found=found, allowed=allowed, line=line)


def doubtful(found: str, allowed: str, line: MeasuredLine | None = None) -> Answer:
    """Cần xem: it may be right, and a person must say."""
    return Answer(verdict=Verdict.TO_BE_SEEN, found=found, allowed=allowed, line=line)


def unknown(reason: str, line: MeasuredLine | None = None) -> Answer:
    """Chưa đánh giá: the file does not tell."""
    return Answer(verdict=Verdict.NOT_JUDGED, found=reason, line=line)


def spared(reason: str) -> Answer:
    """Không áp dụng: the document has nothing of the kind."""
    return Answer(verdict=Verdict.NOT_APPLICABLE, found=reason)
