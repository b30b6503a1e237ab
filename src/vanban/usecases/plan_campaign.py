"""The dry run: every letter as it would be issued, every finding, and nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vanban.compliance.check import check_draft
from vanban.directory.directory import Directory
from vanban.domain.calendar import ComputedDay
from vanban.domain.campaign import Campaign, LetterOrder
from vanban.domain.day import PlannedDay
from vanban.domain.draft import Draft, LetterKey
from vanban.domain.errors import VanbanError
from vanban.domain.finding import Finding, Severity
from vanban.domain.wording import short_date
from vanban.intake.campaign_folder import CampaignReading
from vanban.intake.reading import Problems
from vanban.regulations.calendar import working_calendar
from vanban.regulations.law import law_on
from vanban.store.database import Database
from vanban.usecases.compose_letters import Desk, compose_letters
from vanban.usecases.expect_numbers import expect_numbers

FUTURE_DAY = "HOUSE.FUTURE"
"""The finding that a day of issue is still to come: the letter can be planned, not launched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLetter:
    """A draft with the number that it would get now, or has already; ``None`` where it would be refused.

    ``order_id`` is the letter of the campaign that it is an edition of.
    """

    order_id: str
    draft: Draft
    issue_day: date | None
    expected_number: int | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDeadline:
    """An assignment with the last day on which its report is in time."""

    assignment: str
    title: str
    last_day: ComputedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a campaign would do; see :func:`plan_campaign`."""

    campaign: Campaign
    letters: tuple[PlannedLetter, ...]
    deadlines: tuple[PlannedDeadline, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, however many letters it concerns."""
        return tuple(dict.fromkeys(finding for letter in self.letters for finding in letter.findings))

    @property
    def is_stopped(self) -> bool:
        """Whether a finding is grave enough to keep the letters from being issued."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def plan_campaign(
    reading: CampaignReading, *, directory: Directory, day: date | None, today: date, database: Database | None = None
) -> Plan:
    """Plans every letter of a campaign; nothing is written and no number is used.

    Args:
        reading: the campaign as read, with the problems found so far.
        directory: who is who; the office's own rows already merged in.
        day: the day of issue, over whatever the campaign says.
        today: stands in where neither ``day`` nor the campaign names a day.
        database: the register, or ``None`` where there is none yet.

    Raises:
        InvalidCampaign: with every problem of the reading and of the look-ups at once.
    """
    problems = Problems(reading.problems)
    campaign = reading.campaign
    composed: list[tuple[LetterOrder, Draft]] = []
    for order in campaign.letters:
        issued_on = _issued_on(order, day, today)
        composed += [(order, draft) for draft in _compose(order, issued_on, campaign, directory, problems)]
    problems.raise_if_any()
    numbers = expect_numbers(database, [(draft.letter.issued_on.last_possible, draft) for _, draft in composed])
    letters = tuple(_planned(order, draft, _day_findings(order, day, today), numbers) for order, draft in composed)
    return Plan(campaign=campaign, letters=letters, deadlines=_deadlines(campaign, letters, today))


def _issued_on(order: LetterOrder, day: date | None, today: date) -> PlannedDay:
    if day is not None:
        return PlannedDay.of(day)
    return order.date or PlannedDay.of(today)


def _compose(
    order: LetterOrder, issued_on: PlannedDay, campaign: Campaign, directory: Directory, problems: Problems
) -> tuple[Draft, ...]:
    """The drafts of an order, looked up on its day, or on the last day of its month while the day is blank."""
    looked_up_on = issued_on.last_possible
    try:
        law = law_on(looked_up_on)
    except VanbanError as error:
        # A day in the campaign was looked at where it was read; what is left is one that came with the command.
        if issued_on != order.date:
            message, _, remedy = error.message.partition(" → ")
            problems.add("--date", "", message, remedy)
        return ()
    desk = Desk(campaign=campaign, law=law, on=directory.on(looked_up_on), problems=problems)
    return compose_letters(order, issued_on, desk)


def _planned(
    order: LetterOrder, draft: Draft, day_findings: tuple[Finding, ...], numbers: Mapping[LetterKey, int | Finding]
) -> PlannedLetter:
    issued_on = draft.letter.issued_on
    number = numbers[draft.key]
    refused = (number,) if isinstance(number, Finding) else ()
    return PlannedLetter(
        order_id=order.id,
        draft=draft,
        issue_day=issued_on.as_date,
        expected_number=None if isinstance(number, Finding) else number,
        findings=(*check_draft(draft, law_on(issued_on.last_possible)), *day_findings, *refused),
    )


def _day_findings(order: LetterOrder, day: date | None, today: date) -> tuple[Finding, ...]:
    """A day of issue that is not the one planned, or that is still to come, is allowed in a plan, but said."""
    planned = order.date
    stated = day or (planned.as_date if planned else None)
    findings = []
    if day and planned and not _fits(day, planned):
        allowed = f"đợt phát hành dự kiến {_planned_words(planned)}"
        findings.append(_day_finding("HOUSE.DAY", f"ban hành ngày {short_date(day)}", allowed))
    if stated and stated > today:
        found = f"ngày {short_date(stated)} còn ở phía trước"
        findings.append(_day_finding(FUTURE_DAY, found, "chỉ phát hành được từ ngày đó trở đi"))
    return tuple(findings)


def _day_finding(rule_id: str, found: str, allowed: str) -> Finding:
    return Finding(
        rule_id=rule_id,
        severity=Severity.WARNING,
        element="Ngày ban hành",
        found=found,
        allowed=allowed,
        source="quy tắc của phần mềm",
    )


def _fits(day: date, planned: PlannedDay) -> bool:
    return (planned.year, planned.month) == (day.year, day.month) and planned.day in {None, day.day}


def _planned_words(planned: PlannedDay) -> str:
    exact = planned.as_date
    return f"ngày {short_date(exact)}" if exact else f"trong tháng {planned.month}/{planned.year}"


def _deadlines(campaign: Campaign, letters: tuple[PlannedLetter, ...], today: date) -> tuple[PlannedDeadline, ...]:
    """The last day of each assignment; a term in working days runs from the day of the letter that gives it."""
    calendar = working_calendar()
    received = {one.draft.key.letter_id: one.draft.letter.issued_on.last_possible for one in letters}
    return tuple(
        PlannedDeadline(
            assignment=one.key,
            title=one.title,
            last_day=one.deadline.last_day(calendar, received.get(one.letter_id, today)),
        )
        for one in campaign.assignments
        if one.deadline is not None
    )
