"""The deadlines that the letters of one branch of a cascade state, whether or not the directory knows who owes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vanban.domain.campaigns.campaign import LetterOrder, Level
from vanban.domain.dates.calendar import ComputedDay
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.recipient import RecipientRole
from vanban.regulations.calendar import working_calendar
from vanban.usecases.planning.assign_duties import AskedReport, Sender, asked_reports
from vanban.usecases.planning.letter_above import Above
from vanban.usecases.planning.plan_campaign import Plan, PlannedDeadline, PlannedLetter


def stated_deadlines(plan: Plan, letters: Sequence[PlannedLetter]) -> tuple[PlannedDeadline, ...]:
    """One deadline for each assignment that the letters of a branch ask for: the earliest, where they differ."""
    found: dict[str, PlannedDeadline] = {}
    above: dict[LetterKey | None, Draft] = {one.draft.key: one.draft for one in plan.letters}
    for letter in letters:
        for assignment, title, due in _stated(plan, letter, above):
            if assignment not in found or due.day < found[assignment].last_day.day:
                found[assignment] = PlannedDeadline(
                    level=letter.draft.level,
                    assignment=assignment,
                    title=title,
                    last_day=due,
                    slack_working_days=_slack(letter, due),
                )
    return tuple(found[key] for key in sorted(found))


def _stated(
    plan: Plan, planned: PlannedLetter, above: Mapping[LetterKey | None, Draft]
) -> Iterator[tuple[str, str, ComputedDay]]:
    """What the letter asks for: what its addressees owe, and what it asks of names outside the directory."""
    draft = planned.draft
    for duty in draft.duties:
        yield duty.assignment, duty.title, duty.due
    if any(one.role is RecipientRole.ADDRESSEE and not one.organ_ids for one in draft.recipients):
        yield from ((one.assignment, one.title, one.due) for one in _asked(plan, planned, above.get(draft.above)))


def _asked(plan: Plan, planned: PlannedLetter, upper: Draft | None) -> tuple[AskedReport, ...]:
    draft = planned.draft
    order, level = _order(plan, planned.order_id)
    on = plan.commission.directory.on(draft.letter.issued_on.last_possible)
    sender = Sender(
        order=order,
        issuer=on.find(draft.key.organ_id),
        issued_on=draft.letter.issued_on,
        above=None
        if upper is None or level is None
        else Above(
            draft=upper,
            code=upper.letter.code,
            issued_on=upper.letter.issued_on,
            margin_working_days=level.margin_working_days,
        ),
    )
    return asked_reports(sender, plan.campaign.assignments, working_calendar())


def _order(plan: Plan, order_id: str) -> tuple[LetterOrder, Level | None]:
    """The order that a letter is an edition of, with its level where it relays."""
    for level in plan.campaign.levels:
        if level.letter.id == order_id:
            return level.letter, level
    return next(order for order in plan.campaign.letters if order.id == order_id), None


def _slack(planned: PlannedLetter, due: ComputedDay) -> int | None:
    issued = planned.draft.letter.issued_on.as_date
    return working_calendar().working_days_between(issued, due.day) if issued else None
