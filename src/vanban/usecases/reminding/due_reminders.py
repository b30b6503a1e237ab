"""Who is to be reminded on a day, and by which letter: nobody twice, nobody who has reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.duties.board import Board, BoardRow, Standing
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.duties.reminding import Reminder, ReminderForm, ReminderPlan, ReminderStep, reminder_steps
from vanban.domain.letters.draft import LetterKey

LATE_PREFIX = "don-doc"
"""The letter ids of reminders after the deadline; those before it ask for nothing that is overdue."""
EARLY_PREFIX = "nhac-han"


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


def due_reminders(
    board: Board, plan: ReminderPlan, recorded: Iterable[Reminder], calendar: WorkingCalendar
) -> tuple[Reminder, ...]:
    """The reminders that fall due on the board's day, not on record yet, in the order of the board.

    Where several steps of one deadline were missed, as over a week without a server, only the last is made: a unit
    is reminded of where it stands now. A step before the letter or the extension that set the deadline is none, nor
    is one before a reminder on record, which keeps a changed plan from reminding of the same days again.
    On a day off nobody is reminded, and what was missed before waits for the next working day.
    """
    if board.closed_on is not None or not calendar.is_working_day(board.day):
        return ()
    last: dict[tuple[ObligationKey, date], Reminder] = {}
    for one in sorted(recorded, key=lambda each: each.number):
        last[one.obligation, one.due] = one
    found = []
    for row in board.rows:
        before = last.get((row.obligation.key, row.obligation.due_now))
        step = _next_step(row, plan, before, calendar, board.day) if row.standing.is_missing else None
        if step is not None:
            found.append(_reminder(row, step, before, board.day))
    return tuple(found)


def letters_to_write(
    board: Board, recorded: Iterable[Reminder], issued: Collection[LetterKey] = ()
) -> tuple[ReminderLetter, ...]:
    """The letters that still have someone to remind, each with the reminders of just those, in the order of the board.

    Whoever has reported, got more time or is named in a later letter has left the letter; a letter that only says
    that a deadline is near has nothing more to say to those whose deadline is over.
    """
    if board.closed_on is not None:
        return ()
    latest = {one.obligation: one for one in recorded if one.letter is not None}
    letters: dict[LetterKey, list[Reminder]] = {}
    for row in board.rows:
        one = latest.get(row.obligation.key)
        if one is not None and one.letter is not None and one.letter not in issued and _still_concerns(one, row):
            letters.setdefault(one.letter, []).append(one)
    return tuple(ReminderLetter(key=key, reminders=tuple(carried)) for key, carried in letters.items())


def sent_before(
    reminder: Reminder, recorded: Iterable[Reminder], issued: Collection[LetterKey]
) -> tuple[Reminder, ...]:
    """The earlier reminders of the same missed deadline that really reached the unit: notices, and issued letters."""
    return tuple(
        one
        for one in recorded
        if (one.obligation, one.due) == (reminder.obligation, reminder.due)
        and one.late > 0
        and one.number < reminder.number
        and (one.letter is None or one.letter in issued)
    )


def _next_step(
    row: BoardRow, plan: ReminderPlan, before: Reminder | None, calendar: WorkingCalendar, day: date
) -> ReminderStep | None:
    extensions = row.obligation.extensions
    since = extensions[-1].granted_on if extensions else row.issued_date
    if before is not None:
        since = max(since, before.day)
    steps = [step for step in reminder_steps(plan, row.obligation.due_now, calendar, day) if step.day > since]
    return steps[-1] if steps else None


def _still_concerns(one: Reminder, row: BoardRow) -> bool:
    is_over = row.standing is Standing.OVERDUE and not one.late
    return row.standing.is_missing and one.due == row.obligation.due_now and not is_over


def _reminder(row: BoardRow, step: ReminderStep, before: Reminder | None, day: date) -> Reminder:
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
        # A plan changed in between may count its steps otherwise; numbers on record only go up.
        number=step.number if before is None else max(step.number, before.number + 1),
        day=day,
        form=step.form,
        late=step.late,
        escalated=step.escalated,
        letter=letter,
    )
