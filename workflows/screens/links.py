"""Addresses on Prefect's screen: forms filled in already, pages by their keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL

from workflows.screens.flow_names import TITLES


def form_address(flow: str, request: Mapping[str, object]) -> str:
    """The form of a flow with what is known filled in; empty where no server offers that flow."""
    deployment = _deployment_id(flow)
    if not deployment:
        return ""
    filled = quote(json.dumps({"request": request}, ensure_ascii=False), safe="")
    return f"{screen_address()}/v2/deployments/deployment/{deployment}/run?parameters={filled}"


def page_address(key: str) -> str:
    """The page that was left under a key."""
    return f"{screen_address()}/v2/artifacts/key/{key}" if screen_address() else ""


def screen_address() -> str:
    """Where Prefect's screen is; empty without a server."""
    return (PREFECT_API_URL.value() or "").removesuffix("/api")


@cache
def _deployment_id(flow: str) -> str:
    if not screen_address():
        return ""
    with get_client(sync_client=True) as client:
        try:
            return str(client.read_deployment_by_name(f"{flow}/{TITLES[flow]}").id)
        except ObjectNotFound:
            return ""
