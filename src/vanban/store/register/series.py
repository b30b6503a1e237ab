"""A numbering series: counting it up, reserving and giving up a number, taking over from a paper register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from vanban.domain.document import DocumentCode, RegisterKey
from vanban.domain.errors import IllegalTransition
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.database import Database
from vanban.store.register.register_rows import EntryState, in_series, row_of_number
from vanban.store.tables import register_entry, register_series


def reserve(database: Database, key: RegisterKey, *, code_notation: str, reason: str, now: datetime, actor: str) -> int:
    """Set the next number of a series aside and return it; ``issue`` uses it up, or ``void`` gives it up."""
    if not reason.strip() or not code_notation.strip():
        raise IllegalTransition(f"Giữ số trong {series_name(key)} phải ghi rõ ký hiệu và lý do.")
    with database.transaction() as connection:
        code_number = last_number(connection, key) + 1
        count_up(connection, key, 1)
        values = _key_columns(key) | {"code_number": code_number, "code_notation": code_notation}
        connection.execute(insert(register_entry).values(**values, state=EntryState.RESERVED, reason=reason))
        subject = values | {"reason": reason}
        audit.append(connection, action=AuditAction.RESERVE, subject=subject, now=now, actor=actor)
    return code_number


def void(database: Database, key: RegisterKey, code_number: int, *, reason: str, now: datetime, actor: str) -> None:
    """Give up a reserved number for ever: it stays in the register, with the reason.

    Raises:
        IllegalTransition: The number is not reserved, or no reason is given.
    """
    if not reason.strip():
        raise IllegalTransition(f"Hủy số {code_number} trong {series_name(key)} phải ghi rõ lý do.")
    with database.transaction() as connection:
        row = row_of_number(connection, key, code_number)
        require_reserved(row, key, code_number)
        table = register_entry.c
        connection.execute(
            update(register_entry)
            .where(*in_series(key), table.code_number == code_number)
            .values(state=EntryState.VOID, reason=reason)
        )
        subject = _key_columns(key) | {"code_number": code_number, "reason": reason}
        audit.append(connection, action=AuditAction.VOID, subject=subject, now=now, actor=actor)


def open_series(
    database: Database, key: RegisterKey, *, last_used: int, reason: str, now: datetime, actor: str
) -> None:
    """Go on after the last number of a paper register: 1 to ``last_used`` count as given on paper.

    The same again is no change; another number mends a slip as long as no number has been given here.

    Raises:
        IllegalTransition: A number of the series has already been given here.
    """
    if last_used < 1 or not reason.strip():
        raise IllegalTransition(f"Mở tiếp {series_name(key)} phải ghi số cuối trên sổ giấy (từ 1) và lý do.")
    with database.transaction() as connection:
        if paper_last_number(connection, key) == last_used:
            return
        given = _entries_in(connection, key)
        if given:
            raise IllegalTransition(
                f"Không mở tiếp được {series_name(key)} từ số {last_used}: phần mềm đã cấp {given} số trong sổ này."
                " Chỉ khai số cuối của sổ giấy trước khi cấp số đầu tiên."
            )
        _write_series(connection, key, last=last_used, paper=last_used)
        subject = _key_columns(key) | {"last_used": last_used, "reason": reason}
        audit.append(connection, action=AuditAction.OPEN_SERIES, subject=subject, now=now, actor=actor)


def last_number(connection: Connection, key: RegisterKey) -> int:
    """The last number given in the series, on paper or here; 0 before the first."""
    return connection.execute(select(register_series.c.last_number).where(_is(key))).scalar() or 0


def paper_last_number(connection: Connection, key: RegisterKey) -> int:
    """The last number given on paper before the series went on here; 0 when it began here."""
    return connection.execute(select(register_series.c.paper_last_number).where(_is(key))).scalar() or 0


def begun_series(database: Database) -> frozenset[RegisterKey]:
    """Every series in which a number has been given or set aside, on paper or here."""
    table = register_series.c
    with database.reading() as connection:
        rows = connection.execute(select(table.organ_id, table.series, table.year)).all()
    return frozenset(RegisterKey(organ_id=row.organ_id, series=row.series, year=row.year) for row in rows)


def paper_last_numbers(database: Database) -> Mapping[RegisterKey, int]:
    """Where series went on here from a paper register: the last number given on paper."""
    table = register_series.c
    query = select(register_series).where(table.paper_last_number > 0)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(table.organ_id, table.series, table.year)).all()
    return {RegisterKey(organ_id=row.organ_id, series=row.series, year=row.year): row.paper_last_number for row in rows}


def count_up(connection: Connection, key: RegisterKey, count: int) -> None:
    """Take the next ``count`` numbers of the series; the caller writes their rows in the same transaction."""
    _write_series(connection, key, last=last_number(connection, key) + count, paper=paper_last_number(connection, key))


def require_reserved(row: Row[tuple[object, ...]] | None, key: RegisterKey, code_number: int) -> None:
    """Only a reserved number may be issued by name or given up."""
    if row is None:
        raise IllegalTransition(f"Số {code_number} chưa được cấp hay giữ trong {series_name(key)}.")
    if row.state == EntryState.RESERVED:
        return
    code = DocumentCode(code_number=code_number, code_notation=row.code_notation)
    if row.state == EntryState.VOID:
        raise IllegalTransition(f"Số {code} trong {series_name(key)} đã hủy ({row.reason}), không dùng lại được.")
    raise IllegalTransition(
        f"Số {code} trong {series_name(key)} đã phát hành, không hủy hay cấp lại được."
        " Hãy ban hành văn bản thu hồi, đính chính hoặc thay thế."
    )


def series_name(key: RegisterKey) -> str:
    """The series as a message names it."""
    return f"sổ “{key.series}” năm {key.year} của {key.organ_id}"


def _write_series(connection: Connection, key: RegisterKey, *, last: int, paper: int) -> None:
    values = {"last_number": last, "paper_last_number": paper}
    if not connection.execute(update(register_series).where(_is(key)).values(**values)).rowcount:
        connection.execute(insert(register_series).values(**_key_columns(key), **values))


def _entries_in(connection: Connection, key: RegisterKey) -> int:
    return connection.execute(select(func.count()).select_from(register_entry).where(*in_series(key))).scalar_one()


def _is(key: RegisterKey) -> ColumnElement[bool]:
    table = register_series.c
    return and_(table.organ_id == key.organ_id, table.series == key.series, table.year == key.year)


def _key_columns(key: RegisterKey) -> dict[str, object]:
    return {"organ_id": key.organ_id, "series": key.series, "year": key.year}
