"""Addresses on Prefect's screen: forms filled in already, pages by their keys."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from urllib.parse import quote

from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL

from workflows.screens.flow_names import TITLES

_KEYS_AT_A_TIME = 200
_known: dict[str, str] = {}
"""Deployments by the server and the flow; only those found, for one may be offered a moment later."""


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


def known_pages(keys: Collection[str]) -> frozenset[str]:
    """Those of the keys under which a page has been left; none where no server answers."""
    if not screen_address():
        return frozenset()
    asked, found = sorted(set(keys)), set[str]()
    try:
        with get_client(sync_client=True) as client:
            for start in range(0, len(asked), _KEYS_AT_A_TIME):
                some = ArtifactCollectionFilterKey(any_=asked[start : start + _KEYS_AT_A_TIME])
                left = client.read_latest_artifacts(artifact_filter=ArtifactCollectionFilter(key=some))
                found |= {one.key for one in left}
    except HTTPError:
        return frozenset()
    return frozenset(found)


def _deployment_id(flow: str) -> str:
    if not screen_address():
        return ""
    place = f"{screen_address()} {flow}"
    if place not in _known:
        try:
            with get_client(sync_client=True) as client:
                _known[place] = str(client.read_deployment_by_name(f"{flow}/{TITLES[flow]}").id)
        except (ObjectNotFound, HTTPError):
            return ""
    return _known[place]
