"""Leaving a page with Prefect under its key; a script outside of any run has no screen to leave it on."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact
from prefect.context import FlowRunContext


def leave_page(key: str, page: str, headline: str = "") -> None:
    """A page; under its key Prefect shows the headline, or the whole page where there is none."""
    if FlowRunContext.get() is not None:
        create_markdown_artifact(page, key=key, description=headline or page)


def leave_table(key: str, rows: Sequence[dict[str, str]], headline: str) -> None:
    """A table that can be searched."""
    if FlowRunContext.get() is not None:
        create_table_artifact(list(rows), key=key, description=headline)


def leave_progress(key: str, percent: float, headline: str) -> None:
    """How far something is, in words and per cent."""
    if FlowRunContext.get() is not None:
        create_progress_artifact(percent, key=key, description=headline)
