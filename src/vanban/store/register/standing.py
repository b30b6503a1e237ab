"""What the register says before a chunk of letters is numbered: all that is asked for it, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.store.audit import LastEntry
from vanban.store.postgresql import Question, answers
from vanban.store.register.register_rows import by_letter, letter_questions
from vanban.store.register.series import SeriesState, series_question, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStanding:
    """The rows of those letters that have one, and the state of each series."""

    issued: Mapping[LetterKey, Row[Any]]
    states: Mapping[RegisterKey, SeriesState]

    @property
    def last_entry(self) -> LastEntry | None:
        """The last entry of the audit log, which every series tells; ``None`` where no letter was asked about."""
        return next((state.last_entry for state in self.states.values()), None)


def standing_questions(drafts: Sequence[Draft], *, day: date, dialect: str) -> tuple[Question, ...]:
    """What has to be asked, for a transaction to begin with."""
    letters = letter_questions([draft.key for draft in drafts], dialect)
    series = (series_question(key) for key in _series_of(drafts, day))
    return *letters, *series


def read_standing(connection: Connection, drafts: Sequence[Draft], *, day: date) -> RegisterStanding:
    """How things stand in the connection's transaction."""
    told = answers(connection, standing_questions(drafts, day=day, dialect=connection.dialect.name))
    keys = _series_of(drafts, day)
    first = len(told) - len(keys)
    return RegisterStanding(
        issued=by_letter(row for rows in told[:first] for row in rows),
        states={key: state_of(row) for key, [row] in zip(keys, told[first:], strict=True)},
    )


def _series_of(drafts: Iterable[Draft], day: date) -> Sequence[RegisterKey]:
    return sorted({draft.register_key(day) for draft in drafts})
