"""Puts the planted mistakes and the runner of commands on the import path of these tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

# Tests do not import each other as packages, and scripts/show_mistakes.py shares the table of mistakes.
sys.path.insert(0, str(Path(__file__).parent))

GOOD = Path(__file__).parent / "data" / "dot-mau"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good campaign, for a test to spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "dot-mau"))


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing lands in the project: defaults for --out and --database are of the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VANBAN_DATABASE", raising=False)
    monkeypatch.delenv("VANBAN_DEBUG", raising=False)
    monkeypatch.delenv("VANBAN_TEMPLATES", raising=False)
