"""Puts what these tests share on their import path, and gives them offices whose letters are numbered from the first."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

# Tests do not import each other as packages.
sys.path[:0] = [str(Path(__file__).parent), *(str(Path(__file__).parents[1] / room) for room in ("cli", "workflows"))]

from faulty_office import Office, Outcome, campaign_of  # noqa: E402
from scripts.private_postgres import MISSING, Cluster, cluster, programs  # noqa: E402

LETTERS = int(os.environ.get("VANBAN_FAULT_LETTERS", "60"))
"""Letters of the launches that are killed; ``VANBAN_FAULT_LETTERS`` asks for more."""
FEW_LETTERS = 10
"""Enough for a pool, where the number of letters does not matter."""


class Tally:
    """How often a fault was made, and how often all was there afterwards as if it had not been."""

    fault = ""
    tried = 0
    survived = 0

    def begin(self, fault: str) -> None:
        """The fault as the table of docs/operations.md names it."""
        self.fault = fault

    @contextmanager
    def one(self) -> Iterator[None]:
        """One fault inside; it is survived unless the test fails."""
        self.tried += 1
        yield
        self.survived += 1


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    """The counts of one test."""
    counts = Tally()
    yield counts
    record_property("faults", (counts.fault, counts.tried, counts.survived))


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing lands in the project, and nothing of whoever runs the tests is used."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("VANBAN_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign of as many letters as are to be killed in the making."""
    return campaign_of(LETTERS, tmp_path_factory.mktemp("nhieu"))


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign of a few letters."""
    return campaign_of(FEW_LETTERS, tmp_path_factory.mktemp("it"))


@pytest.fixture(scope="session")
def undisturbed_many(many: Path) -> Outcome:
    """What the launch of many letters leaves that nothing happens to."""
    return _undisturbed(many)


@pytest.fixture(scope="session")
def undisturbed_few(few: Path) -> Outcome:
    """What the launch of a few letters leaves that nothing happens to."""
    return _undisturbed(few)


def _undisturbed(campaign: Path) -> Outcome:
    office = Office.at(campaign.parent / "yen", campaign)
    done = office.launch()
    assert done.code == 0, done.err
    return office.outcome()


@pytest.fixture(scope="session")
def own_server() -> Iterator[Cluster]:
    """A PostgreSQL server that may be killed, since no other test uses it."""
    if programs() is None:
        pytest.skip(MISSING)
    with cluster() as server:
        yield server


@pytest.fixture
def only_to_read() -> Callable[[Path], AbstractContextManager[None]]:
    """Takes from this process and its children the right to write a file or into a folder, for a while."""

    @contextmanager
    def taken(path: Path) -> Iterator[None]:
        if os.geteuid():
            mode = path.stat().st_mode
            path.chmod(mode & ~0o222)
            try:
                yield
            finally:
                path.chmod(mode)
            return
        # Root may write whatever the mode says, but not through a mount that is read-only.
        for words in (["--bind", str(path), str(path)], ["-o", "remount,bind,ro", str(path)]):
            done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"root needs the right to mount: {done.stderr.strip()}")
        try:
            yield
        finally:
            subprocess.run(["umount", "-l", str(path)], check=True)

    return taken


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a disk of a given size in memory; called again, it changes the disk as the options say."""
    place = tmp_path / "o-dia"
    place.mkdir()

    def disk(options: str) -> Path:
        again = "remount," if os.path.ismount(place) else ""
        words = ["mount", "-t", "tmpfs", "-o", again + options, "tmpfs", str(place)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a disk of its own needs the right to mount one: {done.stderr.strip()}")
        return place

    yield disk
    if os.path.ismount(place):
        subprocess.run(["umount", "-l", str(place)], check=True)
