"""What the register says before a chunk of letters is numbered: all that is asked for it, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import LetterKey
from vanban.store.audit import LastEntry
from vanban.store.postgresql import Question, answers
from vanban.store.register.hashed_draft import HashedDraft
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


def standing_questions(drafts: Sequence[HashedDraft], *, dialect: str) -> tuple[Question, ...]:
    """What has to be asked, for a transaction to begin with."""
    letters = letter_questions([item.draft.key for item in drafts], dialect)
    series = (series_question(key) for key in _series_of(drafts))
    return *letters, *series


def read_standing(
    connection: Connection, drafts: Sequence[HashedDraft], questions: Sequence[Question]
) -> RegisterStanding:
    """How things stand in the connection's transaction, which may have begun with the questions about the drafts."""
    told = answers(connection, questions)
    keys = _series_of(drafts)
    first = len(told) - len(keys)
    return RegisterStanding(
        issued=by_letter(row for rows in told[:first] for row in rows),
        states={key: state_of(row) for key, [row] in zip(keys, told[first:], strict=True)},
    )


def _series_of(drafts: Iterable[HashedDraft]) -> Sequence[RegisterKey]:
    return sorted({item.register_key for item in drafts})
