"""The audit log: each entry carries the hash of the one before, so that no entry changes unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from vanban.domain.errors import StoreUnavailable
from vanban.store.bulk import insert_all
from vanban.store.canonical import canonical_json
from vanban.store.database import Database
from vanban.store.dialects import raw_bytes
from vanban.store.instants import instant_of
from vanban.store.tables import audit_entry

NO_HASH = ""
"""What the first entry has for the hash of the entry before it, and the head of an empty log."""
LastEntry = tuple[int, str]
"""Number and hash of an entry."""
NO_ENTRY: LastEntry = (0, NO_HASH)
_HASHED = ("at", "actor", "action", "subject", "previous_hash")
_ROWS_AT_A_TIME = 1000
LAST = select(audit_entry.c.seq, audit_entry.c.entry_hash).order_by(audit_entry.c.seq.desc()).limit(1)


class AuditAction(StrEnum):
    """What the log records."""

    ISSUE = "issue"
    RESERVE = "reserve"
    VOID = "void"
    OPEN_SERIES = "open_series"
    RENDER = "render"
    EXTEND = "extend"
    RECEIVE = "receive"
    OPEN_INCOMING = "open_incoming"
    REMIND = "remind"
    PLAN = "plan"
    DECIDE = "decide"
    PLAN_REPORTS = "plan_reports"
    REPORT = "report"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditVerdict:
    """What verification found: ``head`` is the hash of the last entry that fits, to be noted for the next time.

    ``broken_at`` is the number of the first entry that does not fit; ``message`` says in Vietnamese why.
    """

    sound: bool
    entries: int
    head: str
    broken_at: int | None
    message: str


def append(connection: Connection, *, action: str, subject: Mapping[str, Any], now: datetime, actor: str) -> None:
    """Add one entry to the log inside the caller's writing transaction."""
    append_all(connection, action, (subject,), now=now, actor=actor)


def append_all(
    connection: Connection,
    action: str,
    subjects: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    actor: str,
    after: LastEntry | None = None,
) -> None:
    """Add one entry for each subject, in order, inside the caller's writing transaction.

    Args:
        after: What ``last_entry`` told the caller in this transaction, where nothing can be read any more.
    """
    at = _instant(now)
    seq, previous_hash = last_entry(connection) if after is None else after
    rows = []
    for subject in subjects:
        seq += 1
        text = canonical_json(subject)
        row = {"seq": seq, "at": at, "actor": actor, "action": str(action), "subject": text}
        row["previous_hash"] = previous_hash
        row["entry_hash"] = previous_hash = _entry_hash(row)
        rows.append(row)
    insert_all(connection, audit_entry, rows)


def last_entry(connection: Connection) -> LastEntry:
    """The last entry of the log, as the next one follows it."""
    row = connection.execute(LAST).first()
    return NO_ENTRY if row is None else (row.seq, row.entry_hash)


def last_written(database: Database, *, but_by: str) -> datetime | None:
    """When the last entry was written; ``but_by`` is how the names end of those who do not count.

    Raises:
        ValueError: The entry was changed and tells no instant.
    """
    table = audit_entry.c
    query = select(table.at).where(~table.actor.endswith(but_by, autoescape=True)).order_by(table.seq.desc()).limit(1)
    with database.reading() as connection:
        at = connection.execute(query).scalar()
    if at is None:
        return None
    written = instant_of(at)
    if written.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return written


def verify(database: Database, expected_head: str | None = None) -> AuditVerdict:
    """Recompute the whole chain.

    Args:
        expected_head: A head noted earlier. It must still be in the chain: a log cut off at its end is sound
            in itself, and only such a note shows the loss.
    """
    try:
        with database.reading() as connection, closing(_rows(connection)) as rows:
            return _Walk(missing=expected_head or None).through(rows)
    except StoreUnavailable as error:
        return _find_unreadable(database, error.message)


def _find_unreadable(database: Database, why: str) -> AuditVerdict:
    """Name the entry at which a damaged file cannot be read: drivers read ahead, so each is asked for alone."""
    walk = _Walk(missing=None)
    try:
        with database.reading() as connection:
            verdict = walk.through(_rows_one_by_one(connection))
    except StoreUnavailable as error:
        why = error.message
    else:
        if not verdict.sound:
            return verdict
    return walk.broken(f"cơ sở dữ liệu không đọc được mục này ({why})")


@dataclass(slots=True)
class _Walk:
    """How far verification has come, and the expected head that it has not met yet."""

    missing: str | None
    seq: int = 0
    head: str = NO_HASH

    def through(self, rows: Iterable[RowMapping]) -> AuditVerdict:
        for row in rows:
            fault = _fault(row, self.seq + 1, self.head)
            if fault:
                return self.broken(fault)
            self.seq, self.head = self.seq + 1, row["entry_hash"].decode()
            self.missing = None if self.head == self.missing else self.missing
        if self.missing:
            return self.broken(
                f"không còn mục có mã băm {self.missing} đã ghi nhận trước đây,"
                " phần cuối nhật ký đã bị cắt hoặc viết lại"
            )
        message = f"Nhật ký nguyên vẹn: {self.seq} mục, mã băm cuối {self.head or '(chưa có mục nào)'}."
        return AuditVerdict(sound=True, entries=self.seq, head=self.head, broken_at=None, message=message)

    def broken(self, fault: str) -> AuditVerdict:
        at = self.seq + 1
        message = f"Nhật ký không còn nguyên vẹn từ mục số {at}: {fault}."
        return AuditVerdict(sound=False, entries=self.seq, head=self.head, broken_at=at, message=message)


def _rows(connection: Connection) -> Generator[RowMapping]:
    query = _query(connection).order_by(audit_entry.c.seq)
    # A walk that stops at a fault leaves the rest unread, which a server keeps until it is told.
    with connection.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)) as result:
        yield from result.mappings()


def _rows_one_by_one(connection: Connection) -> Iterator[RowMapping]:
    query = _query(connection)
    for seq in count(1):
        row = connection.execute(query.where(audit_entry.c.seq == seq)).mappings().first()
        if row is None:
            return
        yield row


def _query(connection: Connection) -> Select[Any]:
    dialect = connection.dialect.name
    texts = [raw_bytes(column, dialect).label(column.name) for column in audit_entry.c if column.name != "seq"]
    return select(audit_entry.c.seq, *texts)


def _fault(row: RowMapping, seq: int, previous_hash: str) -> str:
    """What is wrong with the entry that should be number ``seq``; empty when it fits."""
    if row["seq"] != seq:
        return f"mục số {seq} đã mất hoặc bị đổi số, sau nó là mục số {row['seq']}"
    try:
        texts = {name: value.decode() for name, value in row.items() if name != "seq"}
    except (UnicodeDecodeError, AttributeError):
        return "nội dung có ký tự hỏng"
    if texts["previous_hash"] != previous_hash:
        return "mã băm của mục trước ghi trong mục này không khớp với mục trước"
    if texts["entry_hash"] != _entry_hash({"seq": seq, **texts}):
        return "nội dung không khớp với mã băm của chính nó, mục đã bị sửa sau khi ghi"
    return ""


def _entry_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a list: number, instant, actor, action, subject, hash of the one before."""
    texts = ",".join([encode_basestring(row[name]) for name in _HASHED])
    return hashlib.sha256(f"[{row['seq']},{texts}]".encode()).hexdigest()


def _instant(now: datetime) -> str:
    if now.tzinfo is None:
        raise ValueError("the time of an audit entry needs its time zone")
    return now.astimezone(UTC).isoformat()
