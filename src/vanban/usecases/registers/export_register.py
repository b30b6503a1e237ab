"""The outgoing register as a table, a spreadsheet or a book (Decree 30/2020/NĐ-CP, Art. 16.2 and Annex IV, I)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from vanban.domain.letters.document import DocumentType, RegisterKey
from vanban.domain.letters.relation import relation_note
from vanban.domain.letters.wording import short_date
from vanban.regulations.law import Law, law_on
from vanban.rendering.books.register_book import RegisterBook, RegisterLine
from vanban.rendering.books.register_sheet import register_csv, register_xlsx
from vanban.rendering.docx.register_press import register_docx
from vanban.rendering.pdf.register_press import register_pdf
from vanban.store.database import Database
from vanban.store.register.register_rows import EntryState, RegisterRow
from vanban.store.register.series import paper_last_number

RegisterKind = Literal["csv", "xlsx", "docx", "pdf"]

PRESSES: Mapping[RegisterKind, Callable[[RegisterBook], bytes]] = {
    "csv": register_csv,
    "xlsx": register_xlsx,
    "docx": register_docx,
    "pdf": register_pdf,
}
_REASONS = {EntryState.RESERVED: "Số dự phòng", EntryState.VOID: "Số bỏ"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def export_register(  # noqa: PLR0913  # all but the rows are named
    rows: Iterable[RegisterRow],
    *,
    organisation_name: str,
    superior_name: str,
    series: str,
    year: int,
    kind: RegisterKind,
    law: Law,
    paper_last: int = 0,
) -> bytes:
    """The register of one series and year as a file; the same rows give the same bytes.

    Args:
        rows: what ``entries`` of the store yields for the series, in its order.
        organisation_name: the agency whose register it is.
        superior_name: the agency above it, or empty.
        series: the name of the numbering series.
        year: the calendar year of the series.
        kind: ``csv``, ``xlsx``, ``docx`` or ``pdf``.
        law: the law whose columns and page are used.
        paper_last: the last number that stands in the paper register, see :func:`paper_last`.
    """
    held = tuple(rows)
    days = [row.issued_date for row in held if row.issued_date]
    book = RegisterBook(
        law=law,
        organisation_name=printable(organisation_name),
        superior_name=printable(superior_name),
        series=printable(series),
        year=year,
        days=(min(days), max(days)) if days else None,
        numbers=(held[0].code.printed_number, held[-1].code.printed_number) if held else None,
        lines=register_lines(held, paper_last=paper_last),
    )
    return PRESSES[kind](book)


def register_lines(rows: Iterable[RegisterRow], *, paper_last: int = 0) -> tuple[RegisterLine, ...]:
    """The printed lines: every number has one, and a number without a document says why in Ghi chú."""
    return (*_paper_line(paper_last), *(_line(row) for row in rows))


def paper_last(database: Database, key: RegisterKey) -> int:
    """The last number of the series that was given on paper, before it went on here; 0 when it began here."""
    with database.reading() as connection:
        return paper_last_number(connection, key)


def _paper_line(last: int) -> Iterator[RegisterLine]:
    if last:
        numbers = f"1–{last}" if last > 1 else "1"
        yield _numbers_only(numbers, note=f"Số {numbers}: sổ giấy")


def _line(row: RegisterRow) -> RegisterLine:
    if row.state is not EntryState.ISSUED:
        return _numbers_only(str(row.code), note=f"{_REASONS[row.state]}: {row.reason}")
    return _cleaned(
        str(row.code),
        short_date(row.issued_date) if row.issued_date else "",
        _title(row.document_type, row.subject, row.issued_date),
        row.signer,
        row.recipients,
        row.file_copy_holder,
        "" if row.copies is None else str(row.copies),
        short_date(row.dispatched_on) if row.dispatched_on else "",
        row.receipt,
        "; ".join((*((row.note,) if row.note else ()), *_relation_notes(row))),
    )


def _relation_notes(row: RegisterRow) -> Iterator[str]:
    """What the document does to an older one, or what a newer one does to it, as Ghi chú says it."""
    if row.letter_key is not None and row.issued_date is not None:
        law = law_on(row.issued_date)
        for one in row.relations:
            yield relation_note(one, at=row.letter_key, type_name=lambda kind: law.type_rule(kind).name)


def _title(document_type: DocumentType | None, subject: str, day: date | None) -> str:
    """Tên loại và trích yếu; a công văn has no printed name, so its subject keeps the V/v of its letter."""
    if document_type is None or day is None:
        return subject
    law = law_on(day)
    prefix = law.fixed_text("subject_prefix") if document_type is DocumentType.CONG_VAN else ""
    return f"{law.type_rule(document_type).name} {prefix}{subject}"


def _numbers_only(code: str, *, note: str) -> RegisterLine:
    return _cleaned(code, *[""] * 8, note)


def _cleaned(*cells: str) -> RegisterLine:
    names: Sequence[str] = RegisterLine.__slots__
    return RegisterLine(**{name: printable(cell) for name, cell in zip(names, cells, strict=True)})


def printable(text: str) -> str:
    """One line of text; what no file format can hold becomes a space, since the register must always print."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
