"""When a unit is reminded of a report: a few working days before its deadline, after it, and then every week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.duties.obligation import ObligationKey
from vanban.domain.letters.draft import LetterKey


class ReminderForm(StrEnum):
    """How a reminder reaches a unit."""

    LETTER = "letter"
    """A công văn đôn đốc, drafted and issued like any other letter."""
    NOTICE = "notice"
    """An event and a line on the board; nothing is written to the unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPlan:
    """The reminders of a campaign; days before and after count as working days, the later ones as calendar days.

    ``then_every_days`` is 0 where nothing follows the last day of ``after_working_days``. Late reminders after the
    first ``escalate_after`` also go to the superior.
    """

    before_working_days: tuple[int, ...] = (5, 1)
    after_working_days: tuple[int, ...] = (1,)
    then_every_days: int = 7
    escalate_after: int = 2
    before: ReminderForm = ReminderForm.LETTER
    after: ReminderForm = ReminderForm.LETTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder on record: the step ``number`` of the deadline ``due``, made on ``day``.

    ``letter`` carries it, and is ``None`` for a notice; whether that letter has gone out is for the register to say.
    """

    obligation: ObligationKey
    due: date
    number: int
    day: date
    form: ReminderForm
    late: int = 0
    escalated: bool = False
    letter: LetterKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderStep:
    """One reminder of a deadline: ``number`` runs from 1 over all of them; ``late`` counts those after the deadline."""

    number: int
    day: date
    form: ReminderForm
    late: int = 0
    escalated: bool = False


def reminder_steps(plan: ReminderPlan, due: date, calendar: WorkingCalendar, until: date) -> Iterator[ReminderStep]:
    """The reminders of a deadline up to and with the day ``until``, in order; every one falls on a working day.

    Args:
        plan: how often.
        due: the last day on which a report is in time. A deadline on a day off is reminded of from the working day
            before it, and is over from the working day after it.
        calendar: what counts as a working day.
        until: the last day looked at; the weekly reminders would never end.
    """
    days = [(_before(due, count, calendar), False) for count in sorted(set(plan.before_working_days), reverse=True)]
    days += [(calendar.add_working_days(due, count).day, True) for count in sorted(set(plan.after_working_days))]
    late = 0
    weekly = _weekly(plan, days[-1][0] if days else due, calendar, until)
    for number, (day, is_late) in enumerate((*days, *weekly), start=1):
        if day > until:
            return
        late += is_late
        yield ReminderStep(
            number=number,
            day=day,
            form=plan.after if is_late else plan.before,
            late=late,
            escalated=late > plan.escalate_after,
        )


def _before(due: date, working_days: int, calendar: WorkingCalendar) -> date:
    last = calendar.working_day_on_or_before(due).day
    return calendar.add_working_days(last, -working_days).day


def _weekly(plan: ReminderPlan, last: date, calendar: WorkingCalendar, until: date) -> Iterator[tuple[date, bool]]:
    """Every so many days after the last fixed day; one that falls on a day off goes out on the next working day.

    Two that would go out on one day, as after Tết, are one.
    """
    if not (plan.after_working_days and plan.then_every_days):
        return
    day = sent = last
    while (day := day + timedelta(days=plan.then_every_days)) <= until:
        working_day = calendar.working_day_on_or_after(day).day
        if working_day > sent:
            sent = working_day
            yield sent, True
