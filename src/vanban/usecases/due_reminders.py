"""Who is to be reminded on a day, and by which letter: nobody twice, nobody who has reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vanban.domain.board import Board, BoardRow
from vanban.domain.calendar import WorkingCalendar
from vanban.domain.draft import LetterKey
from vanban.domain.obligation import ObligationKey
from vanban.domain.reminding import Reminder, ReminderForm, ReminderPlan, ReminderStep, reminder_steps

LATE_PREFIX = "don-doc"
"""The letter ids of reminders after the deadline; those before it ask for nothing that is overdue."""
EARLY_PREFIX = "nhac-han"


def due_reminders(
    board: Board, plan: ReminderPlan, recorded: Iterable[Reminder], calendar: WorkingCalendar
) -> tuple[Reminder, ...]:
    """The reminders that fall due on the board's day, not on record yet, in the order of the board.

    Where several steps of one deadline were missed, as over a week without a server, only the last is made: a unit
    is reminded of where it stands now. A step before the letter or the extension that set the deadline is none.
    On a day off nobody is reminded, and what was missed before waits for the next working day.
    """
    if board.closed_on is not None or not calendar.is_working_day(board.day):
        return ()
    last: dict[tuple[ObligationKey, date], int] = {}
    for one in recorded:
        key = (one.obligation, one.due)
        last[key] = max(last.get(key, 0), one.number)
    return tuple(
        _reminder(row, step, board.day)
        for row in board.rows
        if row.standing.is_missing
        for step in _next_step(
            row, plan, last.get((row.obligation.key, row.obligation.due_now), 0), calendar, board.day
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLetter:
    """A letter that reminds several units of one assignment of one older letter."""

    key: LetterKey
    reminders: tuple[Reminder, ...]

    @property
    def target(self) -> LetterKey:
        """The letter that gives the duty."""
        return self.reminders[0].obligation.letter

    @property
    def assignment(self) -> str:
        return self.reminders[0].obligation.assignment

    @property
    def is_late(self) -> bool:
        return self.reminders[0].late > 0


def reminder_letters(recorded: Iterable[Reminder]) -> tuple[ReminderLetter, ...]:
    """The letters that reminders on record are carried by, each with those of its units that no later one names."""
    in_force: dict[ObligationKey, Reminder] = {}
    for one in recorded:
        if one.letter is not None:
            in_force[one.obligation] = one
    letters: dict[LetterKey, list[Reminder]] = {}
    for one in in_force.values():
        if one.letter is not None:
            letters.setdefault(one.letter, []).append(one)
    return tuple(ReminderLetter(key=key, reminders=tuple(carried)) for key, carried in letters.items())


def _next_step(
    row: BoardRow, plan: ReminderPlan, last: int, calendar: WorkingCalendar, day: date
) -> tuple[ReminderStep, ...]:
    extensions = row.obligation.extensions
    set_on = extensions[-1].granted_on if extensions else row.issued_date
    steps = [
        step
        for step in reminder_steps(plan, row.obligation.due_now, calendar, day)
        if step.number > last and step.day > set_on
    ]
    return tuple(steps[-1:])


def _reminder(row: BoardRow, step: ReminderStep, day: date) -> Reminder:
    key = row.obligation.key
    letter = None
    if step.form is ReminderForm.LETTER:
        prefix = LATE_PREFIX if step.late else EARLY_PREFIX
        letter = LetterKey(
            campaign_id=key.letter.campaign_id,
            letter_id=f"{prefix}-{key.letter.letter_id}-{key.assignment}-{day.isoformat()}",
            organ_id=key.letter.organ_id,
        )
    return Reminder(
        obligation=key,
        due=row.obligation.due_now,
        number=step.number,
        day=day,
        form=step.form,
        late=step.late,
        escalated=step.escalated,
        letter=letter,
    )
