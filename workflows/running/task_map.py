"""A ``map`` whose every value is a Prefect task: a thread that has a worker process do it, and tries again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from prefect import Task, task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import FlowRunContext
from prefect.futures import PrefectFutureList
from prefect.utilities.annotations import quote

from vanban.domain.errors import VanbanError
from workflows.running.worker_pool import WorkerPool

_In = TypeVar("_In")
_Out = TypeVar("_Out")


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
def draw_batch(pool: WorkerPool, function: Callable[[_In], _Out], batch: _In) -> _Out:
    """Vẽ thử một văn bản, hoặc vẽ một lô, trên một tiến trình."""
    return pool.run(function, batch)


def task_map(pool: WorkerPool) -> Callable[[Callable[[_In], _Out], Iterable[_In]], Iterator[_Out]]:
    """The map of the flow run that this is called in; outside of any, the same without tasks."""

    def run(function: Callable[[_In], _Out], values: Iterable[_In]) -> Iterator[_Out]:
        if FlowRunContext.get() is None:
            yield from (pool.run(function, value) for value in values)
            return
        # Quoted, so that Prefect does not search every paragraph of every letter for the results of other tasks.
        futures: PrefectFutureList[Any] = draw_batch.map(unmapped(pool), unmapped(function), quote(list(values)))
        try:
            for future in futures:
                yield future.result()
        except Exception:
            futures.wait()  # one batch that cannot be drawn does not keep the others from the disk
            raise

    return run
