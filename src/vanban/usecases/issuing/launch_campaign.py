"""A plan that someone said yes to becomes numbered letters, registered, drawn and hashed.

Safe to run again after any crash: letters that have a number keep it, files that are there and right stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import Problem
from vanban.domain.letters.draft import Draft, IssuedDocument, LetterKey
from vanban.domain.letters.rendition import KINDS, Rendition
from vanban.intake.reading import Problems
from vanban.storage.storage import Storage
from vanban.store.database import Database
from vanban.store.register.issuing import issue
from vanban.store.register.renditions import record_rendition, renditions
from vanban.usecases.issuing.form_problems import form_problems
from vanban.usecases.issuing.keep_reporting_plan import keep_reporting_plan
from vanban.usecases.issuing.proof_plan import NotReady, Press, proof_plan
from vanban.usecases.issuing.render_letters import DrawnFile, RenderJob, issued_job, render_letters
from vanban.usecases.planning.compose_cascade import Composed, Stage, compose_stage, stages
from vanban.usecases.planning.plan_campaign import Plan

__all__ = ["ISSUED_TOGETHER", "Launch", "NotReady", "Press", "launch_campaign"]

ISSUED_TOGETHER = 100
"""Letters numbered in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a launch left behind, in the order of the plan.

    ``problems`` is what is wrong in issued letters that were looked at: they keep their numbers and their files.
    """

    documents: tuple[IssuedDocument, ...]
    files: tuple[Rendition, ...]
    problems: tuple[Problem, ...] = ()


def launch_campaign(  # each is what the use case works with
    plan: Plan,
    database: Database,
    press: Press,
    occasion: Occasion,
    progress: Callable[[Rendition], None] = lambda _file: None,
    *,
    proofed: bool = False,
) -> Launch:
    """Issues and draws every letter of a plan.

    The proof has checked drafts. The first letter of each order is checked again with its number and day, and so is
    each letter that had files before and is drawn again.

    Args:
        plan: without findings of level error.
        database: the register.
        press: what draws the letters.
        occasion: when and by whom, for the audit log; no letter is issued ahead of its day.
        progress: called with each file as it is done.
        proofed: :func:`proof_plan` was called before, perhaps when there was no register yet.

    Raises:
        NotReady: a finding stops the plan, or a day of issue is missing or still to come; nothing was numbered.
        InvalidTemplate: a master is broken; nothing was numbered.
        BadForm: letters would break the Decree; nothing was numbered.
        RenderFailed: a letter cannot be drawn or written; what is numbered is drawn by launching again.
    """
    if not proofed:
        proof_plan(plan, database, press, occasion.today)
    keep_reporting_plan(plan, database, occasion)
    issuing = _Issuing(plan, database, occasion)
    drawn: list[DrawnFile] = []
    unrecorded: list[Rendition] = []
    for one in render_letters(issuing.jobs(press.storage), press.run, batch=press.batch):
        drawn.append(one)
        unrecorded.append(one.file)
        progress(one.file)
        if len(unrecorded) == ISSUED_TOGETHER * len(KINDS):
            _record(database, unrecorded, occasion)
            unrecorded.clear()
    _record(database, unrecorded, occasion)
    return issuing.launch(drawn)


@dataclass(slots=True)
class _Issuing:
    """Numbers a plan as far as its letters are asked for, so that the first are drawn while the next are written."""

    plan: Plan
    database: Database
    occasion: Occasion
    _composed: list[Composed] = field(default_factory=list)
    _documents: dict[LetterKey, IssuedDocument] = field(default_factory=dict)

    def jobs(self, storage: Storage) -> Iterator[list[RenderJob]]:
        """The letters to draw, each after it was numbered, stage after stage: a relay cites number and day above it."""
        for stage in stages(self.plan.campaign):
            fresh = self._compose(stage)
            self._composed += fresh
            first = frozenset({one.order.id: one.draft.key for one in reversed(fresh)}.values())
            for chunk in _chunks([one.draft for one in fresh]):
                yield list(_jobs(self._issue(chunk), self.database, storage, first))

    def launch(self, drawn: Iterable[DrawnFile]) -> Launch:
        """What was done, in the order of the plan; it was done in that of the days."""
        order = {one.draft.key: position for position, one in enumerate(self._composed)}
        ordered = sorted(drawn, key=lambda one: order[one.file.key])
        return Launch(
            documents=tuple(self._documents[key] for key in order),
            files=tuple(one.file for one in ordered),
            problems=form_problems((self._documents[one.file.key].draft, one.breaches) for one in ordered),
        )

    def _compose(self, stage: Stage) -> tuple[Composed, ...]:
        """The letters of a stage; those that relay nothing cite nothing new and stay as they were planned."""
        if stage.depth == 1:
            orders = {order.id: order for order in self.plan.campaign.letters}
            roots = (one for one in self.plan.letters if one.draft.above is None)
            return tuple(Composed(order=orders[one.order_id], draft=one.draft) for one in roots)
        numbered = {key: (one.code_number, one.issued_date) for key, one in self._documents.items()}
        problems = Problems()
        fresh = compose_stage(stage, self.plan.commission, self._composed, numbered, problems)
        problems.raise_if_any()
        return fresh

    def _issue(self, chunk: Sequence[Draft]) -> tuple[IssuedDocument, ...]:
        given = issue(
            self.database,
            chunk,
            day=_day_of(chunk[0]),
            now=self.occasion.now,
            actor=self.occasion.actor,
            reserved=self.plan.reserved,
            relations=self.plan.relations,
        )
        self._documents.update((document.draft.key, document) for document in given)
        return given


def _chunks(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """What is numbered together: each chunk is of one day and in one transaction.

    Days come in turn, for numbers ascend with them (Decree 30/2020/NĐ-CP, Art. 15.1).
    """
    for _, same_day in groupby(sorted(drafts, key=_day_of), key=_day_of):
        of_day = list(same_day)
        for start in range(0, len(of_day), ISSUED_TOGETHER):
            yield of_day[start : start + ISSUED_TOGETHER]


def _day_of(draft: Draft) -> date:
    day = draft.letter.issued_on.as_date
    if day is None:
        raise ValueError("a plan without a day of issue was refused before")
    return day


def _jobs(
    documents: Sequence[IssuedDocument], database: Database, storage: Storage, first: Collection[LetterKey]
) -> Iterator[RenderJob]:
    """The letters of a chunk; checked are the ``first`` of their orders, and those that had files before."""
    recorded = renditions(database, [document.draft.key for document in documents])
    for document in documents:
        key = document.draft.key
        expected = [(kind, recorded[key, kind].sha256) for kind in KINDS if (key, kind) in recorded]
        yield issued_job(document, storage, expected, checked=bool(expected) or key in first)


def _record(database: Database, files: Sequence[Rendition], occasion: Occasion) -> None:
    record_rendition(database, files, now=occasion.now, actor=occasion.actor)
