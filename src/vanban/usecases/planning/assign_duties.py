"""Which of a letter's addressees owe which report until when: planned backwards from the top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import LetterOrder
from vanban.domain.dates.calendar import ComputedDay, WorkingCalendar
from vanban.domain.dates.day import PlannedDay
from vanban.domain.duties.assignment import Assignment
from vanban.domain.letters.draft import Duty
from vanban.domain.letters.recipient import Recipient, RecipientRole
from vanban.domain.organisation import Organisation
from vanban.usecases.planning.letter_above import Above

_DAYS_KEPT = 256
"""A level has few deadlines, and thousands of letters that state them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who gives duties by which letter, on which day, under which letter above."""

    order: LetterOrder
    issuer: Organisation
    issued_on: PlannedDay
    above: Above | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReport:
    """A report that a letter asks for, until when, and of whom: of all its addressees where ``assignees`` is empty."""

    assignment: str
    title: str
    due: ComputedDay
    assignees: tuple[str, ...] = ()


def asked_reports(
    sender: Sender, assignments: tuple[Assignment, ...], calendar: WorkingCalendar
) -> tuple[AskedReport, ...]:
    """The reports that a letter asks for, whether or not the directory knows who owes them.

    A letter gives the assignments that the campaign states for it. A relay hands down those that its issuer owes
    to the letter above, due earlier by the margin of its level; what the campaign states for the relay itself
    takes their place.
    """
    stated = [
        AskedReport(
            assignment=one.key,
            title=one.title,
            due=one.deadline.last_day(calendar, sender.issued_on.last_possible),
            assignees=one.assignees,
        )
        for one in assignments
        if one.letter_id == sender.order.id and one.deadline is not None
    ]
    above = sender.above
    if above is None:
        return tuple(stated)
    replaced = {one.assignment for one in stated}
    handed_down = (
        AskedReport(
            assignment=owed.assignment,
            title=owed.title,
            due=earlier(calendar, owed.due, above.margin_working_days),
        )
        for owed in above.owed.get(sender.issuer.id, ())
        if owed.assignment not in replaced
    )
    return (*stated, *handed_down)


def assign_duties(
    asked: tuple[AskedReport, ...], recipients: tuple[Recipient, ...], on: DirectoryOn
) -> tuple[Duty, ...]:
    """One duty for each report asked for and each organisation addressed that it concerns."""
    addressed = dict(_addressed(recipients, on))
    return tuple(
        Duty(assignment=report.assignment, title=report.title, organ_id=organ_id, label=label, due=report.due)
        for report in asked
        for organ_id, label in _concerned(report, addressed, recipients, on)
    )


@lru_cache(_DAYS_KEPT)
def earlier(calendar: WorkingCalendar, due: ComputedDay, working_days: int) -> ComputedDay:
    """The day by which a lower level must report: a working day, ``working_days`` before ``due``.

    A deadline on a day off does not move for those above, so those below count from the working day before it.
    """
    start = calendar.working_day_on_or_before(due.day)
    counted = calendar.add_working_days(start.day, -working_days)
    return ComputedDay(day=counted.day, projected=due.projected or start.projected or counted.projected)


def _addressed(recipients: tuple[Recipient, ...], on: DirectoryOn) -> Iterator[tuple[str, str]]:
    """Every organisation addressed, with its name; whoever has to report is an addressee."""
    for recipient in recipients:
        if recipient.role is RecipientRole.ADDRESSEE:
            for organ_id in recipient.organ_ids:
                yield organ_id, on.find(organ_id).name


def _concerned(
    report: AskedReport, addressed: Mapping[str, str], recipients: tuple[Recipient, ...], on: DirectoryOn
) -> Iterable[tuple[str, str]]:
    """Those addressed whom ``assignees`` names: by the line printed for them, by id or name, or by group."""
    if not report.assignees:
        return addressed.items()
    printed = {one.label: one.organ_ids for one in recipients}
    meant = [
        frozenset(printed[reference]) if reference in printed else on.meant_by(reference)
        for reference in report.assignees
    ]
    return ((organ_id, label) for organ_id, label in addressed.items() if any(organ_id in ids for ids in meant))
