"""The files drawn from issued letters, by hash: what was made once is what is made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from vanban.domain.errors import IllegalTransition, NumberConflict
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.rendition import Rendition
from vanban.store import audit
from vanban.store.audit import AuditAction
from vanban.store.bulk import insert_all
from vanban.store.database import Database
from vanban.store.register.letter_name import letter_name
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.tables import rendition as table

_IDS_AT_A_TIME = 500


def record_rendition(database: Database, renditions: Sequence[Rendition], *, now: datetime, actor: str) -> None:
    """Record files of issued letters; a file already recorded with the same hash is left as it is.

    Raises:
        IllegalTransition: A letter has not been issued.
        NumberConflict: A file is recorded with another hash; nothing is written then.
    """
    with database.transaction() as connection:
        ids = _entry_ids(connection, [item.key for item in renditions])
        _refuse_unissued(renditions, ids)
        new = _new(renditions, _recorded(connection, ids))
        if new:
            rows = [
                {"entry_id": ids[item.key], "kind": item.kind, "file_name": item.file_name, "sha256": item.sha256}
                for item in new
            ]
            insert_all(connection, table, rows)
            subjects = [_audit_subject(item) for item in new]
            audit.append_all(connection, AuditAction.RENDER, subjects, now=now, actor=actor)


def renditions(database: Database, keys: Iterable[LetterKey]) -> Mapping[tuple[LetterKey, str], Rendition]:
    """The recorded files of the letters, by letter and kind."""
    with database.reading() as connection:
        return _recorded(connection, _entry_ids(connection, list(keys)))


def _entry_ids(connection: Connection, keys: Sequence[LetterKey]) -> dict[LetterKey, int]:
    return {key: row.id for key, row in rows_by_letter(connection, keys).items()}


def _recorded(connection: Connection, ids: Mapping[LetterKey, int]) -> dict[tuple[LetterKey, str], Rendition]:
    keys = {entry_id: key for key, entry_id in ids.items()}
    wanted = list(keys)
    found = {}
    for start in range(0, len(wanted), _IDS_AT_A_TIME):
        query = select(table).where(table.c.entry_id.in_(wanted[start : start + _IDS_AT_A_TIME]))
        for row in connection.execute(query):
            key = keys[row.entry_id]
            found[key, row.kind] = Rendition(key=key, kind=row.kind, file_name=row.file_name, sha256=row.sha256)
    return found


def _refuse_unissued(renditions: Iterable[Rendition], ids: Mapping[LetterKey, int]) -> None:
    missing = sorted({item.key for item in renditions} - ids.keys())
    if missing:
        names = "\n".join(f"- {letter_name(key)}" for key in missing)
        raise IllegalTransition(f"Chưa phát hành nên chưa ghi được tệp vào sổ:\n{names}")


def _new(renditions: Iterable[Rendition], recorded: Mapping[tuple[LetterKey, str], Rendition]) -> tuple[Rendition, ...]:
    seen = dict(recorded)
    new, other = [], []
    for item in renditions:
        known = seen.setdefault((item.key, item.kind), item)
        if known is item:
            new.append(item)
        elif known.sha256 != item.sha256:
            other.append(f"- {item.file_name} của {letter_name(item.key)}: trong sổ {known.sha256}, nay {item.sha256}")
    if other:
        raise NumberConflict(
            "Tệp dựng lại khác với tệp đã ghi vào sổ khi phát hành; văn bản đã phát hành không được đổi:\n"
            + "\n".join(other)
        )
    return tuple(new)


def _audit_subject(item: Rendition) -> dict[str, str]:
    key = item.key
    return {
        "campaign_id": key.campaign_id,
        "letter_id": key.letter_id,
        "organ_id": key.organ_id,
        "kind": item.kind,
        "file_name": item.file_name,
        "sha256": item.sha256,
    }
