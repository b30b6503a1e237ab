"""The JSON Schemas (draft 2020-12) of a campaign file, of a single letter and of a text inside a campaign."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

Schema = Mapping[str, Any]
_EARLIEST_YEAR = 1945
_LATEST_YEAR = 2100
_DEFINITION = "#/$defs/"


def campaign_schema() -> dict[str, Any]:
    """The schema of ``campaign.toml``; the caller may change the copy that it gets."""
    return deepcopy(_composed("campaign"))


def letter_schema() -> dict[str, Any]:
    """The schema of the front matter of a single letter outside any campaign."""
    return deepcopy(_composed("letter"))


def text_schema() -> dict[str, Any]:
    """The schema of the front matter of a letter text inside a campaign."""
    return deepcopy(_composed("text"))


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of ``campaign``, ``letter`` or ``text``, with dates checked against the calendar."""
    return Draft202012Validator(_composed(name), format_checker=_formats())


def properties(schema: Schema, root: Schema) -> Mapping[str, Schema]:
    """The named properties of an object schema, references followed one step where they stand alone."""
    return {key: resolved(part, root) for key, part in schema.get("properties", {}).items()}


def resolved(schema: Schema, root: Schema) -> Schema:
    """The schema with what it refers to filled in behind its own words."""
    reference = schema.get("$ref", "")
    if not reference.startswith(_DEFINITION):
        return schema
    target = resolved(root["$defs"][reference.removeprefix(_DEFINITION)], root)
    return {**target, **schema}


@cache
def _composed(name: str) -> dict[str, Any]:
    own = _load(name)
    parts: dict[str, Any] = _load("parts")["$defs"]
    needed = _reachable(own, parts)
    return {**own, "$defs": {key: part for key, part in parts.items() if key in needed}}


def _load(name: str) -> dict[str, Any]:
    content = (files("vanban.intake") / "data" / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(content)
    return loaded


def _reachable(schema: object, parts: Mapping[str, object]) -> set[str]:
    found: set[str] = set()
    waiting = list(_references(schema))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_references(parts[name]))
    return found


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(_DEFINITION)
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


@cache
def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    checker.checks("full-day", raises=ValueError)(_is_day)
    checker.checks("month", raises=ValueError)(_is_month)
    checker.checks("planned-day", raises=ValueError)(_is_day_or_month)
    return checker


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or _in_range(date.fromisoformat(value))


def _is_month(value: object) -> bool:
    return not isinstance(value, str) or _in_range(date.fromisoformat(f"{value}-01"))


def _is_day_or_month(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return _is_month(value) if len(value) == len("2024-09") else _is_day(value)


def _in_range(day: date) -> bool:
    return _EARLIEST_YEAR <= day.year <= _LATEST_YEAR
