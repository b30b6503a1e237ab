"""The packaged word lists that rules look for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from vanban.regulations.dated import Fields, as_fields


@cache
def word_list(key: str) -> tuple[str, ...]:
    """The words of one list, as they are written."""
    return _lists().table(key).texts("items")


@cache
def _lists() -> Fields:
    text = (files("vanban.compliance") / "data" / "words.toml").read_text(encoding="utf-8")
    return as_fields("compliance/words.toml", tomllib.loads(text))
