"""Hostile files of every kind through ``vanban check``: exit code 0, 1 or 2, a clear sentence, within time and memory.

``scripts/fuzz_check.py`` runs the same cases, and as many more as there is time for.
"""

import random
import sys

import fuzz_docx
import fuzz_pdf
import pytest
from fuzz_cases import Case, case
from fuzz_runner import MOST_MB, MOST_SECONDS, Runner

SOON, LATER = range(12), range(12, 200)
GOOD = {"code": 0, "out": "", "err": "", "problems": None, "seconds": 0.1, "busy": 0.1, "peak_mb": 60.0}
REFUSED = GOOD | {"code": 2, "err": "thu.docx: tệp bị hỏng → lưu lại\n"}
REFUSED_IN_JSON = GOOD | {"code": 2, "problems": ["tệp bị hỏng → lưu lại"]}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")


@pytest.fixture
def runner(tmp_path):
    made = Runner(tmp_path)
    yield made
    made.close()


def found_in(runner, numbers):
    told = {}
    for number in numbers:
        hostile = case(number)
        if faults := runner.faults(hostile):
            told[number, hostile.damage] = faults
    return told


def test_hostile_files_are_judged_or_refused_and_nothing_else(runner):
    assert found_in(runner, SOON) == {}
    assert runner.codes[2] > 0
    assert runner.codes.get(0, 0) + runner.codes.get(1, 0) > 0


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_many_hostile_files_are_judged_or_refused_and_nothing_else(runner):
    assert found_in(runner, LATER) == {}
    assert set(runner.codes) == {0, 1, 2}


@pytest.mark.parametrize("module", [fuzz_docx, fuzz_pdf])
def test_every_damage_makes_files_and_no_two_alike(module):
    for damage, spoil in module.DAMAGES.items():
        made = {spoil(random.Random(number)) for number in range(4)}  # noqa: S311  # chance that can be had again
        assert len(made) > 1, damage


def test_a_number_stands_for_one_case():
    assert [case(number) for number in (3, 4, 5)] == [case(number) for number in (3, 4, 5)]
    assert {case(number).name.rpartition(".")[2] for number in range(40)} >= {"docx", "pdf", "zip"}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (GOOD | {"code": 3, "err": "Lỗi của phần mềm (KeyError)"}, "exit code 3"),
        (GOOD | {"code": 1, "out": "Traceback (most recent call last)"}, "an error of the software"),
        (GOOD | {"code": 0, "err": "warning: deprecated"}, "something on standard error"),
        (GOOD | {"code": 2, "err": "bad zip file"}, "without a clear sentence"),
        (GOOD | {"problems": "no JSON"}, "no JSON"),
        (GOOD | {"code": 2, "problems": ["bad zip file"]}, "without a clear sentence"),
        (GOOD | {"seconds": MOST_SECONDS + 1}, "46 seconds"),
        (GOOD | {"peak_mb": MOST_MB + 1}, "701 MB"),
    ],
)
def test_what_must_not_happen_is_told(runner, monkeypatch, answer, fault):
    monkeypatch.setattr(Runner, "_asked", lambda *_: answer)

    faults = runner.faults(Case(0, "docx", "thu.docx", b"", ()))

    assert any(fault in one for one in faults)


@pytest.mark.parametrize("answer", [GOOD, REFUSED, REFUSED_IN_JSON])
def test_what_may_happen_is_no_fault(runner, monkeypatch, answer):
    monkeypatch.setattr(Runner, "_asked", lambda *_: answer)

    assert runner.faults(Case(0, "docx", "thu.docx", b"", ())) == ()


def test_a_file_that_was_changed_and_one_that_was_left_are_told(runner, monkeypatch):
    def meddling(self, _arguments):
        (self.folder / "thu.docx").write_bytes(b"khac")
        (self.folder / "rac.tmp").touch()
        return GOOD

    monkeypatch.setattr(Runner, "_asked", meddling)

    faults = runner.faults(Case(0, "docx", "thu.docx", b"", ()))

    assert faults == ("the file was changed", "other files were left: ['rac.tmp']")


def test_a_worker_that_ends_is_told_and_another_takes_its_place(runner):
    good = Case(0, "docx", "thu.docx", fuzz_docx.bases()[0], ())
    assert runner.faults(good) == ()
    runner._process.kill()
    runner._process.wait()

    assert runner.faults(good) == ()
