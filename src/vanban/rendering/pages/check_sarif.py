"""Checked files in SARIF 2.1.0, which editors and build servers read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from vanban.domain.judging.finding import Severity
from vanban.domain.judging.verdict import Judgement, Verdict
from vanban.rendering.pages.check_view import CheckView

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS: Mapping[Verdict, str] = {Verdict.FAILED: "fail", Verdict.TO_BE_SEEN: "review", Verdict.NOT_JUDGED: "open"}
"""Rules that passed or do not concern the document are left out: they are most of them."""


def check_sarif(files: Sequence[CheckView]) -> bytes:
    """One run over all files; what could not be read is a notification of the run."""
    rules = _rules(files)
    places = {rule_id: at for at, rule_id in enumerate(rules)}
    results = [
        _result(one, file.name, at, places[one.rule_id])
        for at, file in enumerate(files)
        for one in file.judgements
        if one.verdict in _KINDS
    ]
    run = {
        "tool": {
            "driver": {
                "name": "vanban",
                "version": version("vanban"),
                "rules": list(rules.values()),
            }
        },
        "invocations": [
            {
                "executionSuccessful": not any(file.problem for file in files),
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": file.problem}, "locations": [_location(file.name, at)]}
                    for at, file in enumerate(files)
                    if file.problem
                ],
            }
        ],
        "artifacts": [{"location": {"uri": quote(file.name)}} for file in files],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2).encode() + b"\n"


def _rules(files: Sequence[CheckView]) -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {}
    for one in (one for file in files for one in file.judgements):
        rules.setdefault(
            one.rule_id,
            {
                "id": one.rule_id,
                "shortDescription": {"text": one.title},
                "fullDescription": {"text": f"{one.title} ({one.source})."},
                "defaultConfiguration": {"level": _LEVELS[one.severity]},
            },
        )
    return rules


def _result(one: Judgement, name: str, at: int, rule_at: int) -> dict[str, Any]:
    said = f"{one.title}: {one.found}." + (f" Quy định: {one.allowed}." if one.allowed else "")
    location = _location(name, at)
    if one.place:
        spot = {"name": one.place, "kind": "element"}
        location["logicalLocations"] = [spot | ({"fullyQualifiedName": one.anchor} if one.anchor else {})]
    failed = one.verdict is Verdict.FAILED
    return {
        "ruleId": one.rule_id,
        "ruleIndex": rule_at,
        "kind": _KINDS[one.verdict],
        # The standard gives a level to failures only.
        "level": _LEVELS[one.severity] if failed else "none",
        "message": {"text": said},
        "locations": [location],
    }


def _location(name: str, at: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(name), "index": at}}}
