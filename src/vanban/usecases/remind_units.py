"""The round of reminders of a day: what falls due goes on record once, and every letter that waits is named."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.domain.occasion import Occasion
from vanban.domain.reminding import Reminder, ReminderForm
from vanban.regulations.calendar import working_calendar
from vanban.store.database import Database
from vanban.store.register_rows import rows_by_letter
from vanban.store.reminders import record_reminders, reminders_of
from vanban.store.reporting_plans import reporting_plan_of
from vanban.usecases.deadline_board import deadline_board
from vanban.usecases.due_reminders import ReminderLetter, due_reminders, reminder_letters


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindingRound:
    """``made`` are the reminders new on record, ``waiting`` the letters of this and earlier rounds without a number."""

    made: tuple[Reminder, ...]
    waiting: tuple[ReminderLetter, ...]

    @property
    def notices(self) -> tuple[Reminder, ...]:
        """Those that are no letter, only an event and a line on the board."""
        return tuple(one for one in self.made if one.form is ReminderForm.NOTICE)


def remind_units(database: Database, campaign_id: str, occasion: Occasion) -> RemindingRound:
    """Records the reminders of a campaign that fall due today; running it again records nothing new.

    Raises:
        InvalidInput: there is no such campaign.
    """
    board = deadline_board(database, campaign_id, occasion.today)
    plan = reporting_plan_of(database, campaign_id)
    made: tuple[Reminder, ...] = ()
    if plan is not None:
        due = due_reminders(board, plan.reminders, reminders_of(database, campaign_id), working_calendar())
        made = record_reminders(database, due, now=occasion.now, actor=occasion.actor)
    return RemindingRound(made=made, waiting=_waiting(database, campaign_id))


def _waiting(database: Database, campaign_id: str) -> tuple[ReminderLetter, ...]:
    letters = reminder_letters(reminders_of(database, campaign_id))
    with database.reading() as connection:
        issued = rows_by_letter(connection, [one.key for one in letters])
    return tuple(one for one in letters if one.key not in issued)
