"""The dry run: every letter as it would be issued, every finding, and nothing written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from vanban.compliance.check import check_draft
from vanban.compliance.contradictions import contradictions
from vanban.compliance.reader import Reader
from vanban.directory.directory import Directory
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.dates.day import PlannedDay
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.relation import Relation
from vanban.domain.letters.wording import short_date
from vanban.intake.campaign.campaign_folder import CampaignReading
from vanban.intake.reading import Problems
from vanban.regulations.calendar import working_calendar
from vanban.regulations.law import Law, law_on
from vanban.store.database import Database
from vanban.usecases.planning.compose_cascade import Commission, Composed, compose_stage, stages
from vanban.usecases.planning.expect_numbers import expect_numbers, numbered_letters
from vanban.usecases.registers.check_incoming import check_incoming

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
    """An assignment at one level: the last day in time, and the working days from the letter to that day."""

    level: int
    assignment: str
    title: str
    last_day: ComputedDay
    slack_working_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a campaign would do; see :func:`plan_campaign`.

    ``contradictions`` are the findings on the campaign as a whole, beside those on each letter; ``relations`` say
    which letters recall, replace or correct one that was issued before, ``reserved`` which use up a number set aside
    in the register, and that number.
    """

    commission: Commission
    letters: tuple[PlannedLetter, ...]
    deadlines: tuple[PlannedDeadline, ...]
    contradictions: tuple[Finding, ...] = ()
    relations: Mapping[LetterKey, Relation] = field(default_factory=dict)
    reserved: Mapping[LetterKey, int] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        return self.commission.campaign

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, however many letters it concerns."""
        of_letters = (finding for letter in self.letters for finding in letter.findings)
        return tuple(dict.fromkeys((*self.contradictions, *of_letters)))

    @property
    def is_stopped(self) -> bool:
        """Whether a finding is grave enough to keep the letters from being issued."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def plan_campaign(
    reading: CampaignReading, *, directory: Directory, day: date | None, today: date, database: Database | None = None
) -> Plan:
    """Plans every letter of a campaign, level after level; nothing is written and no number is used.

    Args:
        reading: the campaign as read, with the problems found so far.
        directory: who is who; the office's own rows already merged in.
        day: the day of issue of the root letters, over whatever the campaign says.
        today: stands in where neither ``day`` nor the campaign names a day.
        database: the register, or ``None`` where there is none yet.

    Raises:
        InvalidCampaign: with every problem of the reading and of the look-ups at once.
    """
    commission = Commission(reading=reading, directory=directory, day=day, today=today)
    problems = Problems(reading.problems)
    composed = _composed(commission, database, problems)
    problems.raise_if_any()
    reserved = {one.draft.key: one.order.reserved_number for one in composed if one.order.reserved_number is not None}
    dated = [(one.draft.letter.issued_on.last_possible, one.draft) for one in composed]
    numbers = expect_numbers(database, dated, reserved)
    checking = _Checking(commission=commission)
    return Plan(
        commission=commission,
        letters=tuple(_planned(one, checking.findings(one), numbers) for one in composed),
        deadlines=_deadlines(reading.campaign, composed, today),
        contradictions=_contradictions(commission, composed, database, checking.reader),
        reserved=reserved,
    )


def _contradictions(
    commission: Commission, composed: tuple[Composed, ...], database: Database | None, reader: Reader
) -> tuple[Finding, ...]:
    """What the campaign says against itself, and whether the directive that it relays was registered."""
    campaign = commission.campaign
    said = contradictions(
        campaign,
        [one.draft for one in composed],
        on=commission.directory.on,
        calendar=working_calendar(),
        today=commission.day or commission.today,
        reader=reader,
    )
    return (*said, *check_incoming(campaign, _root_issuers(composed), database))


def _root_issuers(composed: tuple[Composed, ...]) -> Mapping[str, str]:
    return {one.draft.key.organ_id: one.draft.letter.issuer_name for one in composed if one.draft.above is None}


def _composed(commission: Commission, database: Database | None, problems: Problems) -> tuple[Composed, ...]:
    """All letters from the top down; a letter that was issued before is cited with its number."""
    composed: list[Composed] = []
    for stage in stages(commission.campaign):
        numbered = numbered_letters(database, [one.draft.key for one in composed]) if stage.levels else {}
        composed += compose_stage(stage, commission, composed, numbered, problems)
    return tuple(composed)


def _planned(
    composed: Composed, findings: tuple[Finding, ...], numbers: Mapping[LetterKey, int | Finding]
) -> PlannedLetter:
    draft = composed.draft
    number = numbers[draft.key]
    refused = (number,) if isinstance(number, Finding) else ()
    return PlannedLetter(
        order_id=composed.order.id,
        draft=draft,
        issue_day=draft.letter.issued_on.as_date,
        expected_number=None if isinstance(number, Finding) else number,
        findings=(*findings, *refused),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checking:
    """Judges the letters of one plan; what many of them share, their law and their paragraphs, is looked up once."""

    commission: Commission
    reader: Reader = field(default_factory=Reader)
    _days: dict[tuple[PlannedDay | None, PlannedDay], tuple[Law, tuple[Finding, ...]]] = field(default_factory=dict)

    def findings(self, composed: Composed) -> tuple[Finding, ...]:
        days = (composed.order.date, composed.draft.letter.issued_on)
        if days not in self._days:
            told = tuple(_day_findings(*days, self.commission.day, self.commission.today))
            self._days[days] = (law_on(days[1].last_possible), told)
        law, of_day = self._days[days]
        return (*check_draft(composed.draft, law, reader=self.reader), *of_day)


def _day_findings(
    planned: PlannedDay | None, issued_on: PlannedDay, day: date | None, today: date
) -> Iterator[Finding]:
    """A day of issue that is not the one planned, or that is still to come, is allowed in a plan, but said."""
    stated = issued_on.as_date
    if day and planned and not _fits(day, planned):
        allowed = f"đợt phát hành dự kiến {_planned_words(planned)}"
        yield _day_finding("HOUSE.DAY", f"ban hành ngày {short_date(day)}", allowed)
    if stated and stated > today:
        found = f"ngày {short_date(stated)} còn ở phía trước"
        yield _day_finding(FUTURE_DAY, found, "chỉ phát hành được từ ngày đó trở đi")


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


def _deadlines(campaign: Campaign, composed: tuple[Composed, ...], today: date) -> tuple[PlannedDeadline, ...]:
    """The last day of each assignment at each level; the earliest where the letters of a level differ."""
    calendar = working_calendar()
    found: dict[tuple[int, str], PlannedDeadline] = {}
    for one in composed:
        for duty in one.draft.duties:
            key = (one.draft.level, duty.assignment)
            if key not in found or duty.due.day < found[key].last_day.day:
                issued = one.draft.letter.issued_on.as_date
                slack = calendar.working_days_between(issued, duty.due.day) if issued else None
                found[key] = PlannedDeadline(
                    level=key[0],
                    assignment=duty.assignment,
                    title=duty.title,
                    last_day=duty.due,
                    slack_working_days=slack,
                )
    return (*_owed_by_nobody_known(campaign, composed, found.keys(), today), *(found[key] for key in sorted(found)))


def _owed_by_nobody_known(
    campaign: Campaign, composed: tuple[Composed, ...], known: Collection[tuple[int, str]], today: date
) -> Iterator[PlannedDeadline]:
    """Deadlines of assignments whose addressees stand outside the directory: stated, though nobody is followed."""
    received = {one.order.id: one.draft.letter.issued_on.last_possible for one in composed}
    for one in campaign.assignments:
        if one.deadline is not None and one.key not in {assignment for _, assignment in known}:
            yield PlannedDeadline(
                level=1,
                assignment=one.key,
                title=one.title,
                last_day=one.deadline.last_day(working_calendar(), received.get(one.letter_id, today)),
                slack_working_days=None,
            )
