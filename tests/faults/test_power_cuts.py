"""The power goes while a letter is written: whatever the disk has of it, the next launch makes it whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import command
from faulty_office import GOOD, Office
from power_cuts import DIED, STEPS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CUTTER = Path(__file__).with_name("power_cuts.py")


@pytest.fixture(scope="module")
def undisturbed_two(tmp_path_factory):
    office = Office.at(tmp_path_factory.mktemp("hai"), GOOD)
    done = office.launch()
    assert done.code == 0, done.err
    return office.outcome()


def test_a_launch_that_dies_at_any_step_of_a_file_leaves_it_whole_or_not_at_all(undisturbed_two, tmp_path, tally):
    tally.begin("mất điện ở từng bước ghi một tệp")
    done = subprocess.run(
        [sys.executable, str(CUTTER), str(GOOD), str(tmp_path)], capture_output=True, text=True, check=True
    )
    deaths = json.loads(done.stdout)
    assert len(deaths) == 2 * len(STEPS)
    whole = dict(undisturbed_two.files)
    for name, code in deaths.items():
        with tally.one():
            assert code == DIED, name
            office = Office.at(tmp_path / name, GOOD)
            assert office.files().items() <= whole.items(), name
            office.assert_mended(undisturbed_two)


DAMAGES = {
    "chỉ còn tệp tạm": lambda path: path.rename(path.with_name(f".{path.name}.abcd1234")),
    "tệp bị cụt": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "tệp rỗng": lambda path: path.write_bytes(b""),
    "tệp toàn số 0": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
}


@pytest.mark.parametrize("recorded", [True, False], ids=["đã ghi mã băm", "chưa ghi mã băm"])
def test_what_a_power_cut_left_of_a_file_is_made_whole_by_the_next_launch(recorded, undisturbed_two, tmp_path, tally):
    tally.begin(f"mất điện để lại tệp hỏng, sổ {'đã' if recorded else 'chưa'} ghi mã băm")
    for name, damage in DAMAGES.items():
        office = Office.at(tmp_path / name, GOOD)
        launch_to_the_numbers_only(office) if not recorded else office.launch()
        with tally.one():
            for path in [path for path in office.out.rglob("*.*") if path.is_file()]:
                damage(path)
            assert office.files() != dict(undisturbed_two.files)
            office.assert_mended(undisturbed_two)


def launch_to_the_numbers_only(office):
    """A launch that dies when its files are there and before the register has their hashes."""
    program = command()[2].replace("main()", "").strip("; ")
    stop = "import os; from vanban.usecases.issuing import launch_campaign as one; one._record = lambda *_: os._exit(9)"
    words = ["launch", str(office.campaign), "--yes", "--database", office.database, "--out", str(office.out)]
    argv = f"import sys; sys.argv = {['vanban', *words]!r}"
    done = subprocess.run(
        [sys.executable, "-c", f"{stop}; {argv}; {program}; main()"], capture_output=True, check=False
    )
    assert done.returncode == 9, done.stderr
