"""Letters that wait become drafts that can be approved: files to read, and a plan in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.domain.campaigns.approval import PlanKind, PlanRecord
from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition, VanbanError
from vanban.domain.letters.rendition import Rendition
from vanban.usecases.approving.derive_plan import PlanSources
from vanban.usecases.approving.plan_requests import reminder_request
from vanban.usecases.approving.submit_plan import submit_plan
from vanban.usecases.issuing.draft_letters import draft_letters
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.planning.plan_campaign import Plan
from vanban.usecases.reminding.draft_reminder import ReminderOrder, plan_reminder
from vanban.usecases.reminding.due_reminders import ReminderLetter
from vanban.usecases.reminding.find_reminder import FoundReminder, find_reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedReminder:
    """A letter that waits: whom it concerns, its plan and files, and its record in the ledger.

    ``problem`` says why it cannot be approved; then there is no ``record``, and perhaps no ``plan`` either.
    """

    found: FoundReminder
    plan: Plan | None = None
    record: PlanRecord | None = None
    files: tuple[Rendition, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What drafts are made of and where they go.

    ``own`` is the folder of the office's own directory, ``directory`` that one over the shipped one; ``signatory``
    signs if not the usual one.
    """

    sources: PlanSources
    directory: Directory
    own: Path | None
    press: Press
    signatory: SignatoryRule | None = None


def prepare_reminders(
    waiting: Sequence[ReminderLetter], drafting: Drafting, occasion: Occasion
) -> tuple[PreparedReminder, ...]:
    """Drafts every letter for today, draws it and puts its plan into the ledger; no number is used.

    The same letters on the same day, with nothing reported in between, are the same plans: running it again after
    a crash adds only what is missing. A letter that cannot be drafted does not hold up the others.
    """
    prepared = []
    for letter in waiting:
        order = ReminderOrder(letter=letter.key, day=occasion.today, signatory=drafting.signatory)
        try:
            found = find_reminder(letter.key, drafting.sources.database, order.day)
        except IllegalTransition:
            # The last of them has reported since the round.
            continue
        prepared.append(_prepared(order, found, drafting, occasion))
    return tuple(prepared)


def _prepared(order: ReminderOrder, found: FoundReminder, drafting: Drafting, occasion: Occasion) -> PreparedReminder:
    sources, one = drafting.sources, PreparedReminder(found=found)
    try:
        plan = plan_reminder(
            order,
            found,
            directory=drafting.directory,
            database=sources.database,
            texts=sources.texts,
            today=sources.today,
        )
        one = replace(one, plan=plan, files=draft_letters(plan, drafting.press).files)
        request = reminder_request(order, directory=drafting.own)
        record = submit_plan(plan, PlanKind.REMINDER, request, sources.database, occasion)
    except VanbanError as error:
        return replace(one, problem=error.message)
    return replace(one, record=record)
