"""A ``map`` whose values are shared out among Prefect tasks: threads that have processes do them, and try again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture, wait
from prefect.utilities.annotations import quote

from vanban.domain.errors import VanbanError
from vanban.storage.storage import StorageFailed
from vanban.worker import cores
from workflows.running.drawing_pool import ClusterFailed, DrawingPool

_In = TypeVar("_In")
_Out = TypeVar("_Out")
THREADS = cores() + 1
"""One more than cores: there is work while a task ends and the next begins."""
_TOGETHER = 25
"""Values of a task: of batches of 16, 400 letters or 8 seconds of two cores, beside which Prefect's own is little."""
_AT_ONCE = 2
"""Workers for which this holds; more of them do more in the same time."""


def _may_mend(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A dead worker, a full disk or a bucket that is away may be better next time; a refusal is one again."""
    return not isinstance(state.data, VanbanError) or isinstance(state.data, StorageFailed | ClusterFailed)


@task(
    name="Vẽ văn bản",
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=_may_mend,
    cache_policy=NO_CACHE,  # a cache key would hash every letter, and a file that is there and right is left alone
    persist_result=False,
)
def draw_batches(pool: DrawingPool, function: Callable[[_In], _Out], batches: Sequence[_In]) -> list[_Out]:
    """Vẽ thử các văn bản mẫu, hoặc vẽ nhiều lô nhỏ, trên mọi tiến trình."""
    return pool.run(function, batches)


def task_map(pool: DrawingPool) -> Callable[[Callable[[_In], _Out], Iterable[_In]], Iterator[_Out]]:
    """The map of the flow run that this is called in; outside of any, the same without tasks."""

    def run(function: Callable[[_In], _Out], values: Iterable[_In]) -> Iterator[_Out]:
        shares = _shares(iter(values), max(_TOGETHER, _TOGETHER * pool.workers // _AT_ONCE))
        if FlowRunContext.get() is None:
            yield from _over_threads(pool, function, shares)
            return
        futures: list[PrefectFuture[Any]] = []
        try:
            # One by one, for the first are drawn while the next are numbered. Quoted, so that Prefect does not search
            # every paragraph of every letter for the results of other tasks.
            for share in shares:
                futures.append(draw_batches.submit(pool, function, quote(share)))  # noqa: PERF401  # kept on an error
            for future in futures:
                yield from future.result()
        except Exception:
            wait(futures)  # one letter that cannot be numbered or drawn does not keep the others from the disk
            raise

    return run


def _over_threads(
    pool: DrawingPool, function: Callable[[_In], _Out], shares: Iterable[Sequence[_In]]
) -> Iterator[_Out]:
    """What tasks do, without their states and retries."""
    with ThreadPoolExecutor(THREADS) as threads:
        futures: list[Future[list[_Out]]] = [threads.submit(pool.run, function, share) for share in shares]
        for future in futures:
            yield from future.result()


def _shares(values: Iterator[_In], together: int) -> Iterator[tuple[_In, ...]]:
    """One value, two, four …: the first letters are drawn at once, not when a hundred have been numbered."""
    size = 1
    while share := tuple(islice(values, size)):
        yield share
        size = min(2 * size, together)
