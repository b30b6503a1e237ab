"""The incoming register as a table, a spreadsheet or a book (Decree 30/2020/NĐ-CP, Art. 22 and Annex IV, VI)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.incoming import IncomingDocument
from vanban.domain.letters.wording import short_date
from vanban.regulations.law import Law
from vanban.rendering.books.register_book import INCOMING, IncomingLine, RegisterBook
from vanban.usecases.registers.export_register import PRESSES, RegisterKind, printable


def export_incoming(  # noqa: PLR0913  # all but the documents are named
    documents: Iterable[IncomingDocument],
    *,
    organisation_name: str,
    superior_name: str,
    year: int,
    kind: RegisterKind,
    law: Law,
    paper_last: int = 0,
) -> bytes:
    """The incoming register of one office and year as a file; the same documents give the same bytes.

    Args:
        documents: what ``incoming_entries`` of the store yields for the office and year, in its order.
        organisation_name: the agency whose register it is.
        superior_name: the agency above it, or empty.
        year: the calendar year in which the documents arrived.
        kind: ``csv``, ``xlsx``, ``docx`` or ``pdf``.
        law: the law whose columns and page are used.
        paper_last: the last số đến that stands in the paper register.
    """
    held = tuple(documents)
    book = RegisterBook(
        law=law,
        organisation_name=printable(organisation_name),
        superior_name=printable(superior_name),
        series="",
        year=year,
        days=(held[0].arrival_date, held[-1].arrival_date) if held else None,
        numbers=(str(held[0].arrival_number), str(held[-1].arrival_number)) if held else None,
        lines=incoming_lines(held, law, paper_last=paper_last),
        form=INCOMING,
    )
    return PRESSES[kind](book)


def incoming_lines(documents: Iterable[IncomingDocument], law: Law, *, paper_last: int = 0) -> tuple[IncomingLine, ...]:
    """The printed lines, one a document; what stands on paper is one explained line."""
    return (*_paper_line(paper_last), *(_line(one, law) for one in documents))


def _paper_line(last: int) -> Iterator[IncomingLine]:
    if last:
        numbers = f"1–{last}" if last > 1 else "1"
        nothing = dict.fromkeys(IncomingLine.__slots__, "")
        yield IncomingLine(**{**nothing, "arrival_number": numbers, "note": f"Số {numbers}: sổ giấy"})


def _line(document: IncomingDocument, law: Law) -> IncomingLine:
    return IncomingLine(
        arrived=short_date(document.arrival_date),
        arrival_number=str(document.arrival_number),
        author=printable(document.author),
        code=printable(document.code),
        issued=short_date(document.issued_date),
        title=printable(_title(document, law)),
        receiver=printable(document.receiver),
        handed_over=short_date(document.handed_over_on) if document.handed_over_on else "",
        receipt=printable(document.receipt),
        note=printable(document.note),
    )


def _title(document: IncomingDocument, law: Law) -> str:
    """Tên loại và trích yếu, a công văn with the V/v of its letter as in the register of documents sent."""
    if law.type_named(document.type_name) is not DocumentType.CONG_VAN:
        return f"{document.type_name} {document.subject}"
    return f"{document.type_name} {law.fixed_text('subject_prefix')}{document.subject.removeprefix('việc ')}"
