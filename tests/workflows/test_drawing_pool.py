"""Which processes draw, what is tried again, and how work is shared out among few workers and many."""

import sys
from contextlib import closing

import pytest
from prefect.states import Failed
from workflows.office import office
from workflows.running.drawing_pool import ClusterFailed, drawing_pool
from workflows.running.task_map import _TOGETHER, draw_batches, task_map
from workflows.running.worker_pool import WorkerPool

from vanban.domain.errors import NumberConflict, VanbanError
from vanban.storage.bucket import BucketStorage
from vanban.storage.folder import FolderStorage
from vanban.storage.places import UnusablePlace
from vanban.storage.storage import StorageFailed
from vanban.usecases.issuing.distant_work import StrangeWorker


class Recorded:
    """A pool that only tells how it was called."""

    def __init__(self, workers):
        self.workers = workers
        self.sizes = []

    def run(self, function, values):
        self.sizes.append(len(values))
        return [function(one) for one in values]

    def close(self):
        pass


def test_without_an_address_this_machine_draws(tmp_path):
    with closing(drawing_pool("", FolderStorage(tmp_path))) as pool:
        assert isinstance(pool, WorkerPool)


def test_without_dask_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "workflows.running.dask_pool", raising=False)
    with pytest.raises(VanbanError, match=r"Chưa cài thư viện Dask → Chạy 'sh scripts/install.sh cluster'"):
        drawing_pool("tcp://127.0.0.1:8786", FolderStorage(tmp_path))


@pytest.mark.parametrize(
    ("error", "tried"),
    [
        (StorageFailed("Kho S3 không trả lời."), True),
        (ClusterFailed("Cụm máy vẽ không trả lời."), True),
        (StrangeWorker("Máy vẽ khác."), False),
        (NumberConflict("Trùng số."), False),
    ],
)
def test_what_may_be_better_next_time_is_tried_again(error, tried):
    may_mend = draw_batches.retry_condition_fn
    assert may_mend(draw_batches, None, Failed(data=error)) is tried


@pytest.mark.parametrize(("workers", "times"), [(1, 1), (2, 1), (8, 4)])
def test_more_workers_get_larger_tasks_so_that_a_task_lasts_as_long(workers, times):
    pool, many = Recorded(workers), 20 * _TOGETHER
    assert list(task_map(pool)(abs, range(-many, 0))) == list(range(many, 0, -1))
    assert pool.sizes[0] == 1
    assert max(pool.sizes) == times * _TOGETHER


def test_outside_of_a_run_a_value_that_fails_keeps_none_from_being_done():
    pool = Recorded(1)

    def broken():
        yield from range(40)
        raise NumberConflict("Trùng số.")

    with pytest.raises(NumberConflict):
        list(task_map(pool)(abs, broken()))
    assert sum(pool.sizes) >= 31


def test_an_office_keeps_its_letters_and_draws_them_where_its_environment_says():
    told = {"VANBAN_OUT": "s3://kho-van-ban/snv", "VANBAN_DASK_ADDRESS": " tcp://10.0.0.5:8786 "}
    where = office(told)
    assert (where.out, where.dask) == (BucketStorage("kho-van-ban", "snv"), "tcp://10.0.0.5:8786")


def test_an_office_is_found_from_every_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert office({"VANBAN_OUT": "ra"}).out == FolderStorage(tmp_path / "ra")
    assert office({"VANBAN_OUT": ""}).out == FolderStorage(tmp_path / "output")
    with pytest.raises(UnusablePlace):
        office({"VANBAN_OUT": "ftp://may/van-ban"})
