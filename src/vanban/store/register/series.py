"""A numbering series: counting it up, reserving and giving up a number, taking over from a paper register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, insert, select, true, update

from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.document import DocumentCode, RegisterKey
from vanban.store import audit
from vanban.store.audit import AuditAction, LastEntry
from vanban.store.database import Database
from vanban.store.postgresql import Question, answers, write
from vanban.store.register.register_rows import EntryState, in_series, row_of_number
from vanban.store.tables import register_entry, register_series

_COUNT_UP = (
    "INSERT INTO register_series (organ_id, series, year, last_number) VALUES ({}, {}, {}, {})"
    " ON CONFLICT (organ_id, series, year) DO UPDATE SET last_number = excluded.last_number"
)


def reserve(database: Database, key: RegisterKey, *, code_notation: str, reason: str, now: datetime, actor: str) -> int:
    """Set the next number of a series aside and return it; ``issue`` uses it up, or ``void`` gives it up."""
    if not reason.strip() or not code_notation.strip():
        raise IllegalTransition(f"Giữ số trong {series_name(key)} phải ghi rõ ký hiệu và lý do.")
    with database.transaction() as connection:
        state = series_state(connection, key)
        code_number = state.last_number + 1
        count_up(connection, key, code_number)
        values = _key_columns(key) | {"code_number": code_number, "code_notation": code_notation}
        row = {"id": state.last_id + 1} | values | {"state": EntryState.RESERVED, "reason": reason}
        connection.execute(insert(register_entry).values(**row))
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
        _write_series(connection, key, last_number=last_used, paper_last_number=last_used)
        subject = _key_columns(key) | {"last_used": last_used, "reason": reason}
        audit.append(connection, action=AuditAction.OPEN_SERIES, subject=subject, now=now, actor=actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesState:
    """The last number given in a series and the day of the last letter issued in it, ``None`` before the first.

    ``last_id`` is that of the register's last row and ``last_entry`` the last of the audit log, whichever series they
    are about: what the next letter follows.
    """

    last_number: int
    last_day: date | None
    last_id: int
    last_entry: LastEntry


def series_state(connection: Connection, key: RegisterKey) -> SeriesState:
    """Where the series stands."""
    [[row]] = answers(connection, [series_question(key)])
    return state_of(row)


def series_question(key: RegisterKey) -> Question:
    """What tells where the series stands, in one row."""
    return _state(), _key_columns(key)


def state_of(row: Any) -> SeriesState:
    """The state that the answer tells."""
    return SeriesState(
        last_number=row.last_number or 0,
        last_day=row.last_day,
        last_id=row.last_id or 0,
        last_entry=audit.NO_ENTRY if row.seq is None else (row.seq, row.entry_hash),
    )


@cache
def _state() -> Select[Any]:
    series, entry = register_series.c, register_entry.c
    of_series = (series.organ_id == entry.organ_id, series.series == entry.series, series.year == entry.year)
    last_day = (
        select(entry.issued_date)
        # Days ascend with numbers, so that one step into the index tells the latest.
        .where(*of_series, entry.state == EntryState.ISSUED)
        .order_by(entry.code_number.desc())
        .limit(1)
        .scalar_subquery()
    )
    key = (series[name] == bindparam(name) for name in ("organ_id", "series", "year"))
    # Beginning with the row that is always there, which a series of which nothing is known yet is joined to.
    last_id = select(func.max(entry.id).label("last_id")).subquery()
    log = audit.LAST.subquery()
    columns = series.last_number, last_day.label("last_day"), last_id.c.last_id, log.c.seq, log.c.entry_hash
    return select(*columns).select_from(last_id.outerjoin(register_series, and_(*key)).outerjoin(log, true()))


def paper_last_number(connection: Connection, key: RegisterKey) -> int:
    """The last number given on paper before the series went on here; 0 when it began here."""
    return connection.execute(select(register_series.c.paper_last_number).where(_is(key))).scalar() or 0


def begun_series(database: Database) -> frozenset[RegisterKey]:
    """Every series in which a number has been given or set aside, on paper or here."""
    table = register_series.c
    with database.reading() as connection:
        rows = connection.execute(select(table.organ_id, table.series, table.year)).all()
    return frozenset(RegisterKey(organ_id=row.organ_id, series=row.series, year=row.year) for row in rows)


def count_up(connection: Connection, key: RegisterKey, last: int) -> None:
    """Take the numbers of the series up to ``last``; the caller writes their rows in the same transaction."""
    values = key.organ_id, key.series, key.year, last
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_COUNT_UP.format(*"????"), values)
    else:
        write(connection, register_series.name, _COUNT_UP.format(*["%s"] * 4), values)


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


def _write_series(connection: Connection, key: RegisterKey, **values: int) -> None:
    if not connection.execute(update(register_series).where(_is(key)).values(**values)).rowcount:
        connection.execute(insert(register_series).values(**_key_columns(key), **values))


def _entries_in(connection: Connection, key: RegisterKey) -> int:
    return connection.execute(select(func.count()).select_from(register_entry).where(*in_series(key))).scalar_one()


def _is(key: RegisterKey) -> ColumnElement[bool]:
    table = register_series.c
    return and_(table.organ_id == key.organ_id, table.series == key.series, table.year == key.year)


def _key_columns(key: RegisterKey) -> dict[str, object]:
    return {"organ_id": key.organ_id, "series": key.series, "year": key.year}
