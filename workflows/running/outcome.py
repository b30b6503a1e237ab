"""What becomes of a refusal: a page in Vietnamese and a run that ends Failed, without a traceback."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Failed

from vanban.domain.errors import VanbanError
from vanban.domain.judging.finding import Finding
from workflows.forms.checking import given
from workflows.pages.findings_pages import refusal_page
from workflows.screens.artifacts import leave_page

_Out = TypeVar("_Out")


class Stopped(VanbanError):
    """A refusal after a check, which has more to say than the refusal itself."""

    def __init__(self, refusal: VanbanError, findings: Sequence[Finding]) -> None:
        super().__init__(refusal.message)
        self.findings = tuple(findings)


def told(work: Callable[[], _Out], *, key: str, head: str, left: str = "Chưa ghi gì.") -> _Out | State[Any]:
    """Does the work of a flow; what it refuses is told on the page of that key.

    Args:
        work: the flow's own steps.
        key: of the page.
        head: its heading, such as ``Chưa nhận báo cáo``.
        left: what a refusal leaves behind.
    """
    try:
        return work()
    except VanbanError as error:
        leave_page(key, refusal_page(head, left, error, error.findings if isinstance(error, Stopped) else ()))
        return refused(error)


def refused(error: VanbanError) -> State[Any]:
    """The end of a run that was refused; a script outside of any run gets the error itself."""
    if flow_run.id is None:
        raise error
    return Failed(message=error.message, data=error)  # what a clerk reads has no traceback


def run_title(verb: str, *fields: str) -> Callable[[], str]:
    """A name for runs, such as ``Báo cáo của Sở Y tế, 2024-12-10``, drawn from the filled form."""

    def name() -> str:
        request = flow_run.parameters.get("request", {})
        shown = [text for text in (given(request, field) for field in fields) if text not in {"", "?"}]
        return f"{verb} {', '.join(shown)}" if shown else verb

    return name


def actor(request: object) -> str:
    """Who acted, for the audit log: the name in the form, which is a claim, and the run that can be looked up.

    Prefect's open edition knows no users, so it cannot say who pressed its button.
    """
    by = f"prefect:{flow_run.id}" if flow_run.id else _login_name()
    said = (" ".join(given(request, field).split()) for field in ("name", "reporter"))
    claimed = next((name for name in said if name not in {"", "?"}), "")
    return f"{claimed} ({by})" if claimed else by


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return f"uid-{os.getuid()}"
