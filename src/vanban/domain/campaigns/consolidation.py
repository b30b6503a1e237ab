"""Reports added up one level upwards: sums of counts, ratios of sums, and everyone who is still missing by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.assignment import Figure
from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.domain.duties.report import QuotaResult, RecordedReport, quota_result, sum_of_figures
from vanban.domain.letters.draft import LetterKey

_RATIO_UNITS = frozenset({"%", "‰"})


class Answer(Protocol):
    """An obligation and the answer to it by some day: a row of the board, or what the store keeps of it."""

    @property
    def obligation(self) -> Obligation: ...

    @property
    def level(self) -> int: ...

    @property
    def report(self) -> RecordedReport | None: ...

    @property
    def first_received_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Đã gửi x/y: of so many ``asked``, so many have ``reported``, and so many of these too ``late``."""

    asked: int
    reported: int
    late: int

    @property
    def on_time(self) -> int:
        return self.reported - self.late

    @property
    def missing(self) -> int:
        return self.asked - self.reported

    def __str__(self) -> str:
        return f"{self.reported}/{self.asked}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedRow:
    """One unit: the version of its report in force, or none, and how many of its own lower units have reported.

    ``received_on`` is the day of the first version, which decides whether it was in time; ``figures`` are those
    that the form asks for.
    """

    key: ObligationKey
    label: str
    level: int
    due: date
    report: RecordedReport | None
    received_on: date | None
    figures: Mapping[str, Decimal]
    quotas: tuple[QuotaResult, ...]
    below: Sent

    @property
    def is_late(self) -> bool:
        """Whether the unit has reported, but too late."""
        return self.received_on is not None and self.received_on > self.due

    def days_over(self, day: date) -> int:
        """By how many days the deadline was missed: up to the report, or up to ``day`` while there is none."""
        return max(((self.received_on or day) - self.due).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the reports that came in add up to; a ratio is judged on the sums, never averaged."""

    sent: Sent
    sums: Mapping[str, Decimal]
    quotas: tuple[QuotaResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedReport:
    """What the units that one letter asks have reported by ``day``, in the order of its recipients.

    ``feeds`` is the duty of the letter above that the sums answer, ``None`` at the top.
    """

    letter: LetterKey
    form: ReportForm
    day: date
    rows: tuple[ConsolidatedRow, ...]
    totals: Totals
    feeds: ObligationKey | None = None

    @property
    def missing(self) -> tuple[ConsolidatedRow, ...]:
        """The units that have not reported."""
        return tuple(row for row in self.rows if row.report is None)

    @property
    def late(self) -> tuple[ConsolidatedRow, ...]:
        """The units that reported too late."""
        return tuple(row for row in self.rows if row.is_late)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedLevel:
    """One assignment at one level of a campaign, over all letters that give it there.

    The units of a level have counted those below them already: levels stand side by side and are never added up.
    """

    level: int
    form: ReportForm
    rows: tuple[ConsolidatedRow, ...]
    totals: Totals

    @property
    def missing(self) -> tuple[ConsolidatedRow, ...]:
        """The units of this level that have not reported."""
        return tuple(row for row in self.rows if row.report is None)


def adds_up(figure: Figure) -> bool:
    """Whether the figure is a count or an amount; what is reported in per cent has no sum."""
    return figure.unit.strip() not in _RATIO_UNITS


def consolidate(answers: Iterable[Answer], letter: LetterKey, form: ReportForm, day: date) -> ConsolidatedReport:
    """What the units that ``letter`` asks for the assignment of ``form`` have reported.

    Args:
        answers: those of the whole campaign as they stood on ``day``, in the order of the board; a duty that has
            been withdrawn counts nowhere.
        letter: whose units are added up.
        form: what they were asked.
        day: to which the figures count.
    """
    every = list(answers)
    rows = _rows((one for one in every if one.obligation.key.letter == letter), form, _sent_below(every))
    upper = [one.obligation.feeds for one in every if _is_of(one, form) and one.obligation.key.letter == letter]
    feeds = next((one for one in upper if one is not None), None)
    return ConsolidatedReport(letter=letter, form=form, day=day, rows=rows, totals=_totals(rows, form), feeds=feeds)


def consolidate_levels(answers: Iterable[Answer], forms: Sequence[ReportForm]) -> tuple[ConsolidatedLevel, ...]:
    """The whole campaign: each assignment, in the order of ``forms``, at each of its levels from the top down."""
    every = list(answers)
    below = _sent_below(every)
    found: list[ConsolidatedLevel] = []
    for form in forms:
        by_level: defaultdict[int, list[ConsolidatedRow]] = defaultdict(list)
        for row in _rows(every, form, below):
            by_level[row.level].append(row)
        found += (
            ConsolidatedLevel(level=level, form=form, rows=tuple(rows), totals=_totals(rows, form))
            for level, rows in sorted(by_level.items())
        )
    return tuple(found)


def _rows(
    answers: Iterable[Answer], form: ReportForm, below: Mapping[ObligationKey, Sent]
) -> tuple[ConsolidatedRow, ...]:
    return tuple(_row(one, form, below) for one in answers if _is_of(one, form))


def _is_of(answer: Answer, form: ReportForm) -> bool:
    return answer.obligation.key.assignment == form.assignment and not answer.obligation.withdrawn


def _row(answer: Answer, form: ReportForm, below: Mapping[ObligationKey, Sent]) -> ConsolidatedRow:
    owed = answer.obligation
    given = answer.report.report.figures if answer.report else {}
    figures = {one.key: given[one.key] for one in form.figures if one.key in given}
    return ConsolidatedRow(
        key=owed.key,
        label=owed.label,
        level=answer.level,
        due=owed.due_now,
        report=answer.report,
        received_on=answer.first_received_on if answer.report else None,
        figures=figures,
        quotas=tuple(quota_result(quota, figures) for quota in form.quotas) if answer.report else (),
        below=below.get(owed.key, Sent(asked=0, reported=0, late=0)),
    )


def _sent_below(answers: Iterable[Answer]) -> Mapping[ObligationKey, Sent]:
    """How many of those asked for the sake of each upper duty have reported."""
    groups: defaultdict[ObligationKey, list[Answer]] = defaultdict(list)
    for one in answers:
        if one.obligation.feeds is not None and not one.obligation.withdrawn:
            groups[one.obligation.feeds].append(one)
    return {key: _sent(group) for key, group in groups.items()}


def _sent(answers: Sequence[Answer]) -> Sent:
    reported = [one for one in answers if one.report is not None]
    late = [one for one in reported if one.first_received_on and one.first_received_on > one.obligation.due_now]
    return Sent(asked=len(answers), reported=len(reported), late=len(late))


def _totals(rows: Sequence[ConsolidatedRow], form: ReportForm) -> Totals:
    reported = [row for row in rows if row.report is not None]
    known = sum_of_figures(row.figures for row in reported)
    sums = {one.key: known.get(one.key, Decimal(0)) for one in form.figures if adds_up(one)}
    return Totals(
        sent=Sent(asked=len(rows), reported=len(reported), late=sum(row.is_late for row in rows)),
        sums=sums,
        quotas=tuple(quota_result(quota, sums) for quota in form.quotas),
    )
