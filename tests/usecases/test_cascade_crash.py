"""A launch of 150 letters over three levels, killed again and again, comes to the same letters as one left alone."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import Database, open_database
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CAMPAIGN = Path(__file__).parents[2] / "examples" / "2024-khao-sat-hai-long"
KILLS = 20
LETTERS = 150
KILLER = Path(__file__).with_name("killed_launches.py")


def launch(folder: Path, address: str) -> None:
    command = [sys.executable, "-c", "from vanban.cli.main import main; main()", "launch", str(CAMPAIGN), "--yes"]
    command += ["--out", str(folder), "--database", address, "--json"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.*")
        if path.suffix in {".docx", ".pdf"} and not path.name.startswith(".")
    }


def numbers(database: Database) -> list[tuple[object, ...]]:
    return sorted((row.register_key, str(row.code), row.letter_key) for row in entries(database))


def owed(database: Database) -> list[tuple[object, ...]]:
    return sorted((str(one.key), one.due_now, str(one.feeds)) for one in obligations(database))


def killed(folder: Path, address: str) -> int:
    """How many launches were alive when they were killed."""
    command = [sys.executable, str(KILLER), str(CAMPAIGN), str(folder), address, str(KILLS), str(2 * LETTERS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_a_cascade_killed_at_twenty_points_comes_to_the_same_letters(tmp_path, databases):
    undisturbed, disturbed = tmp_path / "a", tmp_path / "b"
    first, second = databases.new(), databases.new()
    launch(undisturbed, first)

    assert killed(disturbed, second) >= KILLS - 2
    launch(disturbed, second)

    assert len(files(undisturbed)) == 2 * LETTERS
    assert files(disturbed) == files(undisturbed)
    database, like = open_database(second), open_database(first)
    assert len(numbers(database)) == LETTERS
    assert numbers(database) == numbers(like)
    assert owed(database) == owed(like)
    assert verify(database).sound
    assert audit_register(database) == ()
