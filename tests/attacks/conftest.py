"""Puts the tables of attacks, the runner of commands and the flows on the import path, and lends each attack a world."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

TESTS = Path(__file__).parents[1]
# Tests do not import each other as packages, and flows run from the checkout.
sys.path[:0] = [str(Path(__file__).parent), str(TESTS / "cli"), str(TESTS / "rendering"), str(TESTS.parent)]

from listener import Listener, listening  # noqa: E402  # found by the line above
from world import World, forget_masters  # noqa: E402  # and this


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    with listening() as made:
        yield made


@pytest.fixture(scope="session")
def commands() -> Iterator[None]:
    """The tree of commands is made once: making it takes longer than most attacks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.main.get_command", cache(typer.main.get_command))
        yield


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listener: Listener, commands: None) -> Iterator[World]:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE", "DEBUG", "TEMPLATES", "OUT", "DIRECTORY", "CAMPAIGNS", "PASSWORD", "TODAY"):
        monkeypatch.delenv(f"VANBAN_{name}", raising=False)
    yield World(tmp_path, monkeypatch, listener)
    forget_masters()
