"""``vanban launch`` killed at any moment and started again leaves what an undisturbed launch leaves."""

import json
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command_line import command, vanban
from mistakes import change

LETTERS = 36
DEATHS = 5
SECONDS_TO_DIE = 10


@pytest.fixture
def many(folder):
    """35 letters, one each for the districts, their rooms and the departments but the issuer, and a notice."""
    change('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')(folder)
    change(
        '{ organisation = "Sở Giáo dục và Đào tạo", channel = "VBĐT" }',
        '{ group = "co-quan-chuyen-mon" }, { group = "phong-noi-vu" }',
    )(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file that has its final name."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def start(many: Path) -> subprocess.Popen[bytes]:
    words = command("launch", many, "--yes", "--database", "so.db", "--out", "ra")
    # A pipe would be held open by workers that outlive the launch, and waited for without an end.
    with Path("loi.txt").open("ab") as errors:
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)


def session(leader: int) -> list[int]:
    """The processes that a launch started and that are still at work."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = stat.read_text().rpartition(") ")
        except OSError:
            continue  # it ended meanwhile
        state, _, _, its_session, *_ = rest.split()
        if int(its_session) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found


def kill_at(many: Path, wanted: int, chance: random.Random) -> int:
    """Kills a launch once so many files are there, and returns how many there were; -1 if it was done before.

    The moments follow its progress, not the clock alone, so that they strike work on machines of any speed.
    """
    running = start(many)
    while len(files(Path("ra"))) < wanted and running.poll() is None:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.1 if wanted else 1.0))
    running.send_signal(signal.SIGKILL)
    running.wait()
    ended = time.monotonic() + SECONDS_TO_DIE
    while session(running.pid) and time.monotonic() < ended:
        time.sleep(0.02)
    left = session(running.pid)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert left == [], "workers outlive the launch that started them"
    assert "Traceback" not in Path("loi.txt").read_text(encoding="utf-8")
    return len(files(Path("ra"))) if running.returncode == -signal.SIGKILL else -1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for its processes in /proc")
def test_a_launch_killed_five_times_ends_as_if_it_had_not_been(many, tmp_path):
    chance = random.Random()  # noqa: S311  # moments of death, not secrets
    undisturbed = vanban("launch", many, "--yes", "--json", "--database", "yen.db", "--out", "yen")
    assert undisturbed.code == 0, undisturbed.err

    moments = [0, *sorted(chance.sample(range(1, 2 * LETTERS - 8), DEATHS - 1))]
    deaths = [kill_at(many, wanted, chance) for wanted in moments]
    done = vanban("launch", many, "--yes", "--json", "--database", "so.db", "--out", "ra")

    assert done.code == 0, done.err
    # The kills have to have struck a launch at work, or the rest proves nothing.
    assert sum(0 < death < 2 * LETTERS for death in deaths) >= DEATHS - 2, deaths
    whole, again = json.loads(undisturbed.out)["letters"], json.loads(done.out)["letters"]
    assert [one["code"] for one in whole] == [one["code"] for one in again]
    assert len(whole) == LETTERS
    assert files(tmp_path / "ra") == files(tmp_path / "yen")
    hashes = [{kind: file["sha256"] for kind, file in one["files"].items()} for one in again]
    assert hashes == [{kind: file["sha256"] for kind, file in one["files"].items()} for one in whole]
    assert vanban("audit", "verify", "--database", "so.db").code == 0
    assert vanban("register", "audit", "--database", "so.db").code == 0


@pytest.mark.slow
def test_half_the_files_are_lost_and_come_back_as_they_were(many, tmp_path):
    assert vanban("launch", many, "--yes", "--database", "so.db", "--out", "ra").code == 0
    before = files(tmp_path / "ra")
    chance = random.Random(7)  # noqa: S311  # which files, not secrets
    for name in chance.sample(sorted(before), len(before) // 2):
        (tmp_path / "ra" / name).unlink()

    assert vanban("launch", many, "--yes", "--database", "so.db", "--out", "ra").code == 0

    assert files(tmp_path / "ra") == before
    shutil.rmtree(tmp_path / "ra")
    assert vanban("launch", many, "--yes", "--database", "so.db", "--out", "ra").code == 0
    assert files(tmp_path / "ra") == before
