"""The incoming register (sổ đăng ký văn bản đến): one số đến after the other, every document once."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.incoming import IncomingDocument
from vanban.domain.letters.wording import short_date
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.database import Database
from vanban.store.tables import incoming_entry, incoming_series

_FIELDS = tuple(field.name for field in dataclasses.fields(IncomingDocument))


def add_incoming(  # noqa: PLR0913  # the columns of the register, all named
    database: Database,
    *,
    organ_id: str,
    arrival_date: date,
    author: str,
    code: str,
    issued_date: date,
    type_name: str,
    subject: str,
    receiver: str = "",
    note: str = "",
    now: datetime,
    actor: str,
) -> IncomingDocument:
    """Give an incoming document the next số đến of its office and year; the same document again keeps its first.

    Numbers follow Art. 22 of Decree 30/2020/NĐ-CP: one series through the year. Texts are kept in composed
    letters with single spaces, so that a copy typed elsewhere is known again.

    Raises:
        NumberConflict: The document is registered with other particulars, or its arrival date is before that
            of the last number.
        IllegalTransition: Author, type or subject is missing, or it arrives before it was issued.
    """
    document = IncomingDocument(
        organ_id=organ_id,
        arrival_date=arrival_date,
        arrival_number=0,
        author=_one_line(author),
        code=_one_line(code),
        issued_date=issued_date,
        type_name=_one_line(type_name),
        subject=_one_line(subject),
        receiver=_one_line(receiver),
        note=_one_line(note),
    )
    _refuse_incomplete(document)
    with database.transaction() as connection:
        known = _known(connection, document)
        if known is not None:
            return known
        document = dataclasses.replace(document, arrival_number=_next_number(connection, document))
        values = {name: getattr(document, name) for name in _FIELDS}
        connection.execute(insert(incoming_entry).values(**values, year=arrival_date.year))
        subject_of_entry = values | {
            "year": arrival_date.year,
            "arrival_date": arrival_date.isoformat(),
            "issued_date": issued_date.isoformat(),
        }
        audit.append(connection, action=AuditAction.RECEIVE, subject=subject_of_entry, now=now, actor=actor)
    return document


def open_incoming(  # noqa: PLR0913  # all but office and year are named
    database: Database, organ_id: str, year: int, *, last_used: int, reason: str, now: datetime, actor: str
) -> None:
    """Go on after the last số đến of a paper register; the same again is no change.

    Raises:
        IllegalTransition: A number of the year has already been given here.
    """
    if last_used < 1 or not reason.strip():
        raise IllegalTransition(
            f"Mở tiếp {incoming_name(organ_id, year)} phải ghi số đến cuối trên sổ giấy (từ 1) và lý do."
        )
    with database.transaction() as connection:
        if _paper_last(connection, organ_id, year) == last_used:
            return
        table = incoming_entry.c
        given = connection.execute(
            select(func.count()).select_from(incoming_entry).where(table.organ_id == organ_id, table.year == year)
        ).scalar_one()
        if given:
            raise IllegalTransition(
                f"Không mở tiếp được {incoming_name(organ_id, year)} từ số {last_used}: phần mềm đã cấp {given}"
                " số đến trong sổ này. Chỉ khai số cuối của sổ giấy trước khi cấp số đầu tiên."
            )
        series = {"organ_id": organ_id, "year": year}
        of_year = incoming_series.c.organ_id == organ_id, incoming_series.c.year == year
        connection.execute(delete(incoming_series).where(*of_year))
        connection.execute(insert(incoming_series).values(**series, paper_last_number=last_used))
        subject = series | {"last_used": last_used, "reason": reason}
        audit.append(connection, action=AuditAction.OPEN_INCOMING, subject=subject, now=now, actor=actor)


def incoming_entries(
    database: Database, *, organ_id: str | None = None, year: int | None = None
) -> Iterator[IncomingDocument]:
    """The incoming documents by office, year and số đến; each filter may be left out."""
    table = incoming_entry.c
    query = select(incoming_entry).order_by(table.organ_id, table.year, table.arrival_number)
    for column, wanted in ((table.organ_id, organ_id), (table.year, year)):
        if wanted is not None:
            query = query.where(column == wanted)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return map(_document, rows)


def find_incoming(database: Database, *, organ_id: str, code: str) -> IncomingDocument | None:
    """The document that an office received under a số, ký hiệu; the last to arrive where several authors share it."""
    table = incoming_entry.c
    query = (
        select(incoming_entry)
        .where(table.organ_id == organ_id, table.code == _one_line(code))
        .order_by(table.year.desc(), table.arrival_number.desc())
    )
    with database.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else _document(row)


def paper_last_arrival(database: Database, organ_id: str, year: int) -> int:
    """The last số đến given on paper before the register went on here; 0 when it began here."""
    with database.reading() as connection:
        return _paper_last(connection, organ_id, year)


def incoming_name(organ_id: str, year: int) -> str:
    """The register of an office and year as a message names it."""
    return f"sổ văn bản đến năm {year} của {organ_id}"


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _refuse_incomplete(document: IncomingDocument) -> None:
    names = {"author": "cơ quan ban hành", "type_name": "tên loại", "subject": "trích yếu"}
    missing = [label for name, label in names.items() if not getattr(document, name)]
    if missing:
        raise IllegalTransition(f"Đăng ký văn bản đến phải ghi {', '.join(missing)}.")
    if document.arrival_date < document.issued_date:
        raise IllegalTransition(
            f"Ngày đến {short_date(document.arrival_date)} trước ngày văn bản {short_date(document.issued_date)}."
            " Hãy kiểm tra lại hai ngày này."
        )


def _known(connection: Connection, document: IncomingDocument) -> IncomingDocument | None:
    """The document as registered before.

    Decree 30/2020/NĐ-CP, Annex VI, III.1.h: a document that comes twice is pointed out to văn thư. Without a
    số, ký hiệu only the very same particulars make it the same document.
    """
    table = incoming_entry.c
    same = (
        table.organ_id == document.organ_id,
        table.author == document.author,
        table.code == document.code,
        table.issued_date == document.issued_date,
    )
    for row in connection.execute(select(incoming_entry).where(*same).order_by(table.id)):
        known = _document(row)
        if dataclasses.replace(known, arrival_number=0) == document:
            return known
        if document.code:
            raise NumberConflict(
                f"Văn bản số {document.code} ngày {short_date(document.issued_date)} của {document.author} đã có trong"
                f" {incoming_name(known.organ_id, known.arrival_date.year)}: số đến {known.arrival_number},"
                f" ngày đến {short_date(known.arrival_date)}, trích yếu “{known.subject}”."
            )
    return None


def _next_number(connection: Connection, document: IncomingDocument) -> int:
    year = document.arrival_date.year
    table = incoming_entry.c
    last = connection.execute(
        select(func.max(table.arrival_number).label("number"), func.max(table.arrival_date).label("day")).where(
            table.organ_id == document.organ_id, table.year == year
        )
    ).one()
    if last.number is None:
        return _paper_last(connection, document.organ_id, year) + 1
    if document.arrival_date < last.day:
        raise NumberConflict(
            f"Số đến và ngày đến phải cùng tăng dần: trong {incoming_name(document.organ_id, year)}, số đến"
            f" {last.number} có ngày {short_date(last.day)}, văn bản mới lại có ngày đến"
            f" {short_date(document.arrival_date)}."
        )
    return int(last.number) + 1


def _paper_last(connection: Connection, organ_id: str, year: int) -> int:
    table = incoming_series.c
    query = select(table.paper_last_number).where(table.organ_id == organ_id, table.year == year)
    return connection.execute(query).scalar() or 0


def _document(row: Row[Any]) -> IncomingDocument:
    return IncomingDocument(**{name: getattr(row, name) for name in _FIELDS})
