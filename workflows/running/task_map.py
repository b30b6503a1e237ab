"""A ``map`` whose values are shared out among Prefect tasks: threads that have processes do them, and try again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture, wait
from prefect.utilities.annotations import quote

from vanban.domain.errors import VanbanError
from workflows.running.worker_pool import WorkerPool

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_TOGETHER = 25
"""Values of a task: of batches of 4, 100 letters or 5 to 10 seconds of work, beside which Prefect's own is little."""


def _may_mend(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A dead worker or a full disk may be better next time; what our rooms refuse they refuse again."""
    return not isinstance(state.data, VanbanError)


@task(
    name="Vẽ văn bản",
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=_may_mend,
    cache_policy=NO_CACHE,  # a cache key would hash every letter, and a file that is there and right is left alone
    persist_result=False,
)
def draw_batches(pool: WorkerPool, function: Callable[[_In], _Out], batches: Sequence[_In]) -> list[_Out]:
    """Vẽ thử các văn bản mẫu, hoặc vẽ nhiều lô nhỏ, trên mọi tiến trình."""
    return pool.run(function, batches)


def task_map(pool: WorkerPool) -> Callable[[Callable[[_In], _Out], Iterable[_In]], Iterator[_Out]]:
    """The map of the flow run that this is called in; outside of any, the same without tasks."""

    def run(function: Callable[[_In], _Out], values: Iterable[_In]) -> Iterator[_Out]:
        shares = _shares(iter(values))
        if FlowRunContext.get() is None:
            for share in shares:
                yield from pool.run(function, share)
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


def _shares(values: Iterator[_In]) -> Iterator[tuple[_In, ...]]:
    """One value, two, four …: the first letters are drawn at once, not when a hundred have been numbered."""
    size = 1
    while share := tuple(islice(values, size)):
        yield share
        size = min(2 * size, _TOGETHER)
