"""The round of reminders of a day: what falls due goes on record once, and every letter that waits is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vanban.directory.directory import Directory
from vanban.directory.explanation import successors
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.reminding import Reminder, ReminderForm
from vanban.regulations.calendar import working_calendar
from vanban.store.database import Database
from vanban.store.register.register_rows import rows_by_letter
from vanban.store.reporting.reminders import record_reminders, reminders_of
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.usecases.planning.office_directory import directory_folder, office_directory
from vanban.usecases.planning.take_over_recipients import ended_among
from vanban.usecases.reminding.due_reminders import ReminderLetter, due_reminders, letters_to_write
from vanban.usecases.watching.deadline_board import deadline_board


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindingRound:
    """``made`` are the reminders new on record, ``waiting`` the letters of this and earlier rounds without a number.

    A letter waits only as long as it has someone to remind, and holds the reminders of just those.
    """

    made: tuple[Reminder, ...]
    waiting: tuple[ReminderLetter, ...]

    @property
    def notices(self) -> tuple[Reminder, ...]:
        """Those that are no letter, only an event and a line on the board."""
        return tuple(one for one in self.made if one.form is ReminderForm.NOTICE)


def remind_units(
    database: Database, campaign_id: str, occasion: Occasion, directory: Directory | None = None
) -> RemindingRound:
    """Records the reminders of a campaign that fall due today; running it again records nothing new.

    Args:
        database: the register, the reports and the reminders on record.
        campaign_id: the campaign.
        occasion: when and by whom.
        directory: who is who, the office's own rows merged in; the one of the launch where it is left out.

    Raises:
        InvalidInput: there is no such campaign.
    """
    board = deadline_board(database, campaign_id, occasion.today)
    recorded = reminders_of(database, campaign_id)
    plan = reporting_plan_of(database, campaign_id)
    due = () if plan is None else due_reminders(board, plan.reminders, recorded, working_calendar())
    if any(one.letter for one in due):
        directory = directory or office_directory(directory_folder(None, database, campaign_id))
        due = _by_issuers_now(due, directory, occasion)
    made: tuple[Reminder, ...] = ()
    if due:
        made = record_reminders(database, due, now=occasion.now, actor=occasion.actor)
        # Another round may have come first.
        recorded = reminders_of(database, campaign_id)
    with database.reading() as connection:
        issued = rows_by_letter(connection, sorted({one.letter for one in recorded if one.letter}))
    return RemindingRound(made=made, waiting=letters_to_write(board, recorded, issued))


def _by_issuers_now(due: Iterable[Reminder], directory: Directory, occasion: Occasion) -> tuple[Reminder, ...]:
    """The reminders with the office that took over where the one that asked for the report has ended since.

    Where none did, or several, the older office stays, and drafting the letter says what is amiss.
    """
    on = directory.on(occasion.today)
    moved = []
    for one in due:
        heirs = successors(on, ended_among((one.letter.organ_id,), on)) if one.letter else []
        moved.append(
            replace(one, letter=replace(one.letter, organ_id=heirs[0].id)) if one.letter and len(heirs) == 1 else one
        )
    return tuple(moved)
