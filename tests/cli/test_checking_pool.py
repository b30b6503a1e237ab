"""The pool that ``vanban check`` works on: in order, on all cores, whatever a file does to its worker."""

import os
from multiprocessing import forkserver
from pathlib import Path

import pytest
from ending_check import DEADLY, check

from vanban.cli.pools import checking_pool
from vanban.cli.pools.checking_pool import runner
from vanban.domain.judging.inspected import FileKind
from vanban.usecases.checking.gather_files import Source
from vanban.worker import cores


def sources(count, kind=FileKind.DOCX):
    return [Source(name=f"{number:03d}.docx", path=Path(f"{number:03d}.docx"), kind=kind) for number in range(count)]


@pytest.fixture(scope="module", autouse=True)
def fork_server_of_our_own():
    """The first pool of a process says what its fork server loads: other tests ask for other modules."""
    yield
    forkserver._forkserver._stop()


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(checking_pool, "cores", lambda: 2)


def test_many_files_are_checked_in_other_processes_and_told_in_their_order():
    many = sources(150)

    with runner(many) as run:
        told = list(run(check, many))

    assert [one.name for one in told] == [one.name for one in many]
    workers = {one.limits[0] for one in told}
    assert 1 <= len(workers) <= 2
    assert str(os.getpid()) not in workers


def test_what_is_told_comes_while_most_files_are_still_to_be_read():
    taken = []

    def coming():
        for source in sources(1000):
            taken.append(source)
            yield source

    with runner(sources(1000)) as run:
        first = next(iter(run(check, coming())))

    assert first.name == "000.docx"
    assert len(taken) <= 2 * 4 * 8, "no more is under way than the workers need"


@pytest.mark.parametrize("deadly_at", [0, 77, 149])
def test_a_file_that_ends_its_worker_is_named_and_all_others_are_checked(deadly_at):
    many = sources(150)
    many[deadly_at] = Source(name=DEADLY, path=Path(DEADLY), kind=FileKind.DOCX)

    with runner(many) as run:
        told = list(run(check, many))

    assert [one.name for one in told] == [one.name for one in many]
    assert [one.name for one in told if one.problem] == [DEADLY]
    assert "→" in told[deadly_at].problem


@pytest.mark.parametrize(
    ("count", "kind", "cores", "is_pool"),
    [
        (99, FileKind.DOCX, 2, False),
        (100, FileKind.DOCX, 2, True),
        (6, FileKind.PDF, 2, False),
        (7, FileKind.PDF, 2, True),
        (1000, FileKind.DOCX, 1, False),
    ],
)
def test_a_pool_is_started_only_where_it_saves_time(count, kind, cores, is_pool, monkeypatch):
    monkeypatch.setattr(checking_pool, "cores", lambda: cores)

    with runner(sources(count, kind)) as run:
        assert (run is not map) == is_pool


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not keep processes to cores")
def test_only_the_cores_that_a_process_may_use_are_counted():
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
