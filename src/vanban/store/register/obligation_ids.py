"""The rows of obligations by their keys, for whatever is kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, tuple_

from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.draft import LetterKey
from vanban.store.register.letter_name import letter_name
from vanban.store.tables import obligation, register_entry

_LETTERS_AT_A_TIME = 300
_NAMES_TOLD = 5

KEY_COLUMNS = (
    register_entry.c.campaign_id.label("owed_campaign_id"),
    register_entry.c.letter_id.label("owed_letter_id"),
    register_entry.c.organ_id.label("owed_issuer_id"),
    obligation.c.assignment.label("owed_assignment"),
    obligation.c.organ_id.label("owed_organ_id"),
)
"""What a query over obligations and their register rows selects to tell the keys."""


def key_in(row: Any) -> ObligationKey:
    """The key that a row of ``KEY_COLUMNS`` tells."""
    return ObligationKey(
        letter=LetterKey(campaign_id=row.owed_campaign_id, letter_id=row.owed_letter_id, organ_id=row.owed_issuer_id),
        assignment=row.owed_assignment,
        organ_id=row.owed_organ_id,
    )


def known_ids(connection: Connection, keys: Iterable[ObligationKey]) -> Mapping[ObligationKey, int]:
    """The row ids of those of the obligations that there are."""
    wanted = frozenset(keys)
    letters = sorted({key.letter for key in wanted})
    entry = register_entry.c
    columns = tuple_(entry.campaign_id, entry.letter_id, entry.organ_id)
    query = select(obligation.c.id, *KEY_COLUMNS).join(register_entry, obligation.c.entry_id == entry.id)
    found = {}
    for start in range(0, len(letters), _LETTERS_AT_A_TIME):
        part = [(key.campaign_id, key.letter_id, key.organ_id) for key in letters[start : start + _LETTERS_AT_A_TIME]]
        for row in connection.execute(query.where(columns.in_(part))):
            found[key_in(row)] = row.id
    return {key: row_id for key, row_id in found.items() if key in wanted}


def required_ids(connection: Connection, keys: Sequence[ObligationKey]) -> Mapping[ObligationKey, int]:
    """The row ids of all the obligations.

    Raises:
        IllegalTransition: There is no such obligation, naming the first few that are missing.
    """
    found = known_ids(connection, keys)
    missing = [key for key in dict.fromkeys(keys) if key not in found]
    if missing:
        names = "; ".join(
            f"“{key.assignment}” giao cho {key.organ_id} trong {letter_name(key.letter)}"
            for key in missing[:_NAMES_TOLD]
        )
        more = f"; và {len(missing) - _NAMES_TOLD} nhiệm vụ khác" if len(missing) > _NAMES_TOLD else ""
        raise IllegalTransition(f"Không có nhiệm vụ báo cáo: {names}{more}.")
    return found
