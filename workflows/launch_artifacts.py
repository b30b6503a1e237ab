"""Where a launch leaves its pages: two artifacts of a campaign, rewritten by each run; Prefect keeps the history."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import FlowRunContext

from vanban.domain.errors import VanbanError
from vanban.domain.finding import Finding
from vanban.usecases.launch_campaign import Launch
from vanban.usecases.plan_campaign import Plan
from workflows.launch_pages import headline, launch_page, letter_table, refusal_page


def page_key(campaign: str) -> str:
    """The key of the page that says how the last launch of a campaign went."""
    return f"phat-hanh-{_key_part(campaign)}"


def table_key(campaign: str) -> str:
    """The key of the table of a campaign's letters."""
    return f"van-ban-{_key_part(campaign)}"


def leave_letters(plan: Plan, done: Launch, folder: Path) -> None:
    """Shows what was issued; a script outside of any flow run has no screen to show it on."""
    if FlowRunContext.get() is None:
        return
    campaign = plan.campaign
    told = headline(campaign.title, done, folder)
    create_table_artifact(letter_table(done), key=table_key(campaign.id), description=told)
    page = launch_page(campaign.title, done, folder, plan.findings)
    # Under its key an artifact shows its description, not its body, so both say the most important.
    create_markdown_artifact(page, key=page_key(campaign.id), description=told)


def leave_refusal(campaign: str, error: VanbanError, findings: Sequence[Finding], *, begun: bool) -> None:
    """Shows why nothing was issued, or why a launch that had begun did not end."""
    if FlowRunContext.get() is not None:
        page = refusal_page(error, findings, begun=begun)
        create_markdown_artifact(page, key=page_key(campaign), description=page)


def _key_part(name: str) -> str:
    """A name as the keys of artifacts allow it: unaccented small letters, digits and dashes."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "khong-ten"
