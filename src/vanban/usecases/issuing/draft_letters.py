"""Writes the drafts of a plan: number and day blank where they are not known, nothing registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vanban.domain.errors import Problem
from vanban.domain.letters.rendition import Rendition
from vanban.usecases.issuing.form_problems import form_problems
from vanban.usecases.issuing.pick_proofs import pick_proofs
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.issuing.render_letters import draft_job, render_letters
from vanban.usecases.planning.plan_campaign import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The files of a plan's drafts, and what would stop their launch."""

    files: tuple[Rendition, ...]
    problems: tuple[Problem, ...] = ()


def draft_letters(plan: Plan, press: Press, progress: Callable[[Rendition], None] = lambda _file: None) -> Drafts:
    """Draws every letter of a plan as it stands; findings do not stop a draft, for it is there to be mended.

    Those letters are checked that a launch would proof, so that whoever reads the drafts knows of it before.
    """
    drafts = {one.draft.key: one.draft for one in plan.letters}
    chosen = {one.draft.key for one in pick_proofs(plan.letters)}
    jobs = [draft_job(draft, press.storage, checked=draft.key in chosen) for draft in drafts.values()]
    drawn = []
    for one in render_letters([jobs], press.run, batch=press.batch):
        drawn.append(one)
        progress(one.file)
    return Drafts(
        files=tuple(one.file for one in drawn),
        problems=form_problems((drafts[one.file.key], one.breaches) for one in drawn),
    )
