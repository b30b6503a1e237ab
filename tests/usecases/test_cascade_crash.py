"""A launch of 150 letters over three levels, killed again and again, comes to the same letters as one left alone."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_existing
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CAMPAIGN = Path(__file__).parents[2] / "examples" / "2024-khao-sat-hai-long"
KILLS = 20
"""Half of them while letters are planned, proofed and numbered, half while they are drawn and renamed."""
LETTERS = 150


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from vanban.cli.main import main; main()", "launch", str(CAMPAIGN), "--yes"]
    command += ["--out", str(folder), "--database", str(folder / "so.db"), "--json"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.*")
        if path.suffix in {".docx", ".pdf"} and not path.name.startswith(".")
    }


def kill(launch: subprocess.Popen[bytes]) -> None:
    os.killpg(launch.pid, signal.SIGKILL)
    launch.wait()


def numbered(folder: Path) -> int:
    database = open_existing(str(folder / "so.db"))
    return 0 if database is None else sum(1 for _ in entries(database))


def numbers(folder: Path) -> list[tuple[object, ...]]:
    database = open_existing(str(folder / "so.db"))
    return sorted((row.register_key, str(row.code), row.letter_key) for row in entries(database))


def owed(folder: Path) -> list[tuple[object, ...]]:
    database = open_existing(str(folder / "so.db"))
    return sorted((str(one.key), one.due_now, str(one.feeds)) for one in obligations(database))


def kill_at_many_points(folder: Path) -> int:
    """How many of the launches were alive when they were killed."""
    moments = random.Random(20241216)  # noqa: S311  # moments to kill at are no secret
    alive = 0
    for turn in range(KILLS):
        launch = start(folder)
        if turn < KILLS // 2:
            time.sleep(moments.uniform(0.4, 4.0))
        else:
            wanted = min(len(files(folder)) + moments.randint(1, 24), 2 * LETTERS - 1)
            while len(files(folder)) < wanted and launch.poll() is None:
                time.sleep(moments.uniform(0.005, 0.05))
        alive += launch.poll() is None
        kill(launch)
    return alive


def test_a_cascade_killed_at_twenty_points_comes_to_the_same_letters(tmp_path):
    undisturbed, killed = tmp_path / "a", tmp_path / "b"
    assert start(undisturbed).wait() == 0

    assert kill_at_many_points(killed) >= KILLS - 2
    assert start(killed).wait() == 0

    assert len(files(undisturbed)) == 2 * LETTERS
    assert files(killed) == files(undisturbed)
    assert numbered(killed) == LETTERS
    assert numbers(killed) == numbers(undisturbed)
    assert owed(killed) == owed(undisturbed)
    database = open_existing(str(killed / "so.db"))
    assert verify(database).sound
    assert audit_register(database) == ()
