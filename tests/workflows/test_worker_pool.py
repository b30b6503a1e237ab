import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

import pytest
from workflows.running.worker_pool import WorkerPool

ROOT = Path(__file__).parents[2]
PID = "__import__('os').getpid()"
# Its main module holds prefect, as that of a deployment's process does.
UNDER_PREFECT = """
import prefect
from contextlib import closing
from workflows.running.worker_pool import WorkerPool

if __name__ == "__main__":
    import sys, time
    with closing(WorkerPool(1)) as pool:
        print(*pool.run(eval, ["[name for name in __import__('sys').modules if name.split('.')[0] == 'prefect']"]))
        print("weasyprint" in pool.run(eval, ["list(__import__('sys').modules)"])[0])
        print(*pool.run(eval, ["__import__('os').getpid()"]), flush=True)
        if sys.argv[1:]:
            time.sleep(60)
"""


def run_under_prefect(folder, *words):
    script = folder / "under_prefect.py"
    script.write_text(UNDER_PREFECT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, str(script), *words], env=environment, stdout=subprocess.PIPE, text=True)


def test_a_worker_never_imports_prefect_and_has_the_presses_ready(tmp_path):
    with run_under_prefect(tmp_path) as parent:
        assert parent.stdout is not None
        prefect_modules, presses, _pid = parent.stdout.read().splitlines()
    assert prefect_modules == "[]"
    assert presses == "True"


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    with run_under_prefect(tmp_path, "stay") as parent:
        assert parent.stdout is not None
        worker = int([parent.stdout.readline() for _ in range(3)][-1])
        assert Path(f"/proc/{worker}").exists()
        parent.kill()
    latest = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists():
        assert time.monotonic() < latest, "the worker outlived its parent"
        time.sleep(0.05)


def test_threads_share_one_pool_and_get_their_own_answers():
    with closing(WorkerPool(2)) as pool, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda number: pool.run(abs, [number, 1]), range(-40, 0))) == [
            [number, 1] for number in range(40, 0, -1)
        ]
        workers = {pid for pids in threads.map(lambda _: pool.run(eval, [PID, PID]), range(8)) for pid in pids}
    assert os.getpid() not in workers
    assert len(workers) <= 2


def test_after_a_worker_was_killed_the_next_call_gets_a_new_pool():
    with closing(WorkerPool(2)) as pool:
        first = pool.run(eval, [PID])
        with pytest.raises(BrokenProcessPool):
            pool.run(signal.raise_signal, [signal.SIGKILL])
        second = pool.run(eval, [PID])
    assert first != second


def test_a_dead_worker_is_replaced_once_however_many_threads_saw_it_die():
    def until_it_is_done(number):
        for _ in range(3):
            try:
                return pool.run(eval, [f"[{number}, __import__('time').sleep(0.2)][0]"])
            except BrokenProcessPool:
                continue
        return None

    with closing(WorkerPool(2)) as pool, ThreadPoolExecutor(8) as threads:
        pool.run(abs, [-1])
        answers = [threads.submit(until_it_is_done, number) for number in range(6)]
        with pytest.raises(BrokenProcessPool):
            pool.run(signal.raise_signal, [signal.SIGKILL])
        assert [answer.result() for answer in answers] == [[number] for number in range(6)]


def test_an_error_of_the_work_is_no_broken_pool():
    with closing(WorkerPool(1)) as pool:
        before = pool.run(eval, [PID])
        with pytest.raises(ZeroDivisionError):
            pool.run(eval, ["1 / 0"])
        assert pool.run(eval, [PID]) == before


def test_the_values_of_a_call_are_shared_out_among_the_workers_and_come_back_in_order():
    with closing(WorkerPool(2)) as pool:
        slow = [f"[{number}, __import__('time').sleep({0.3 - number / 20}), {PID}]" for number in range(6)]
        answers = pool.run(eval, slow)
    assert [number for number, _, _ in answers] == list(range(6))
    assert len({worker for _, _, worker in answers}) == 2


def test_a_pool_that_was_never_used_closes_too():
    WorkerPool(1).close()
