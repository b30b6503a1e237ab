"""To whom an issued letter went, as the register keeps it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.recipient import Recipient, RecipientRole
from vanban.store.database import Database
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.tables import entry_recipient


def recipients_of(database: Database, key: LetterKey) -> tuple[Recipient, ...]:
    """The recipients of a letter in printed order; none where it has not been issued.

    The register counts the copies of a letter as a whole, so that each line has one copy here.
    """
    table = entry_recipient.c
    with database.reading() as connection:
        row = rows_by_letter(connection, [key]).get(key)
        if row is None:
            return ()
        query = select(entry_recipient).where(table.entry_id == row.id).order_by(table.position)
        rows = connection.execute(query).all()
    return tuple(
        Recipient(
            label=label,
            role=RecipientRole(role),
            organ_ids=tuple(one.organ_id for one in same_line if one.organ_id is not None),
            channel=channel,
        )
        for (label, role, channel, _), same_line in groupby(rows, key=_line)
    )


def _line(row: Row[Any]) -> tuple[str, str, str, int]:
    """What the rows of one printed line share; each name outside the directory is a line of its own."""
    return row.label, row.role, row.channel, row.position if row.organ_id is None else 0
