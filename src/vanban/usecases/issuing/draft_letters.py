"""Writes the drafts of a plan: number and day blank where they are not known, nothing registered."""

from __future__ import annotations

from collections.abc import Callable

from vanban.domain.rendition import Rendition
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.issuing.render_letters import draft_job, render_letters
from vanban.usecases.planning.plan_campaign import Plan


def draft_letters(
    plan: Plan, press: Press, progress: Callable[[Rendition], None] = lambda _file: None
) -> tuple[Rendition, ...]:
    """Draws every letter of a plan as it stands; findings do not stop a draft, for it is there to be mended."""
    jobs = [draft_job(letter.draft, press.storage) for letter in plan.letters]
    files = []
    for file in render_letters([jobs], press.run, batch=press.batch):
        files.append(file)
        progress(file)
    return tuple(files)
