"""The processes that draw the letters of a flow: those of this machine, or those of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from vanban.domain.errors import VanbanError
from vanban.storage.storage import Storage
from vanban.worker import cores
from workflows.running.worker_pool import WorkerPool

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class ClusterFailed(VanbanError):
    """The cluster is away or has nobody left; it may do another time."""

    code = "CLUSTER"


class DrawingPool(Protocol):
    """Processes behind one call that the threads of a run share."""

    @property
    def workers(self) -> int:
        """How many values are worked on at the same time."""

    def run(self, function: Callable[[_In], _Out], values: Iterable[_In]) -> list[_Out]:
        """Runs a function over values and gives the answers in order."""

    def close(self) -> None:
        """Lets the processes go."""


def drawing_pool(dask: str, storage: Storage) -> DrawingPool:
    """A pool over this machine's cores, or over the cluster at an address such as ``tcp://10.0.0.5:8786``.

    Raises:
        ClusterFailed: the cluster is away, has no workers, or Dask is not installed.
        StrangeWorker: a worker would draw otherwise, or does not share the storage.
    """
    if not dask:
        return WorkerPool(cores())
    from workflows.running.dask_pool import DaskPool  # noqa: PLC0415  # half a second that one machine does without

    return DaskPool(dask, storage)
