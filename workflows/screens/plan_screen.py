"""The page of a plan with Prefect, and the forms in which it is decided and issued."""

from __future__ import annotations

from pathlib import Path

from vanban.domain.campaigns.approval import PlanKind, PlanRecord
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import VanbanError
from vanban.rendering.templates import templates_folder
from vanban.store.database import Database
from vanban.usecases.approving.derive_plan import PlanSources, derive_plan
from vanban.usecases.approving.submit_plan import submit_plan
from workflows.forms.decision_form import AspectChoice
from workflows.pages.plan_pages import plan_page
from workflows.running.outcome import Stopped
from workflows.screens.artifacts import leave_page
from workflows.screens.flow_names import DECIDE, LAUNCH
from workflows.screens.keys import page_key
from workflows.screens.links import form_address

_PAGE = "ke-hoach"


def plan_sources(database: Database, occasion: Occasion) -> PlanSources:
    """What plans are derived from beside their requests."""
    return PlanSources(database=database, texts=texts_folder(), today=occasion.today)


def texts_folder() -> Path:
    """The letters that the software writes itself, which an office can change."""
    return templates_folder() / "text"


def submit_with_page(
    kind: PlanKind, request: str, database: Database, occasion: Occasion, *, more: str = ""
) -> PlanRecord:
    """Derives a plan, records it, and leaves the page from which it is approved and issued.

    ``more`` stands below on the page: what whoever approves the letter wants to see beside it.

    Raises:
        VanbanError: the plan cannot be made.
        Stopped: it can, but stands no chance; with what must be mended.
    """
    plan = derive_plan(kind, request, plan_sources(database, occasion))
    try:
        record = submit_plan(plan, kind, request, database, occasion)
    except VanbanError as error:
        raise Stopped(error, plan.findings) from error
    leave_page(plan_key(record.id), plan_page(plan, record, plan_links(record)) + more)
    return record


def plan_links(record: PlanRecord) -> dict[str, str]:
    """What is done with a plan, in order, each with its form."""
    return {
        "Duyệt nội dung": _decision(record, AspectChoice.CONTENT),
        "Duyệt thể thức, kỹ thuật trình bày": _decision(record, AspectChoice.FORMAT),
        "Phát hành": form_address(LAUNCH, {"plan_id": record.id}),
    }


def plan_key(name: str) -> str:
    """The key of the page of a plan by its id, or of the refusal of what could not become one."""
    return page_key(_PAGE, name)


def _decision(record: PlanRecord, aspect: AspectChoice) -> str:
    return form_address(DECIDE, {"plan_id": record.id, "aspect": aspect.value})
