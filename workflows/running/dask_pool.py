"""The workers of a Dask cluster, behind the same call as the processes of one machine."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

from vanban.domain.errors import VanbanError
from vanban.storage.storage import Storage
from vanban.usecases.issuing.distant_work import (
    Accord,
    StrangeWorker,
    do_work,
    end_accord,
    hold_to,
    make_accord,
    packed_work,
)
from workflows.running.drawing_pool import ClusterFailed

try:
    from distributed import Client, KilledWorker
    from distributed.comm import CommClosedError

    from workflows.running.dask_futures import NOT_OURS, error_of_the_work, wait_for
except ModuleNotFoundError as missing:
    raise VanbanError(
        "Chưa cài thư viện Dask → Chạy 'sh scripts/install.sh cluster', hoặc bỏ VANBAN_DASK_ADDRESS."
    ) from missing

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_CONNECT_SECONDS = 10
_FIRST_WORKER_SECONDS = 30
_LOST = (KilledWorker, CancelledError, CommClosedError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class _Joined:
    """A connection whose workers were looked at."""

    client: Client
    accord: Accord


class DaskPool:
    """The workers of a cluster for the tasks of a run, which are threads and may call it at the same time.

    Dask gives the work of a worker that dies to another; a cluster that is lost is joined anew by the next call.
    """

    def __init__(self, address: str, storage: Storage) -> None:
        self._address, self._storage = address, storage
        self._lock = threading.Lock()
        self._joined: _Joined | None = None
        self.workers = sum(self._join().client.ncores().values())

    def run(self, function: Callable[[_In], _Out], values: Iterable[_In]) -> list[_Out]:
        """Runs a function over values, which workers take one by one.

        Raises:
            ClusterFailed: the scheduler is away, no worker is left, or each that took a value died.
            StrangeWorker: a worker would draw otherwise, or does not share the storage.
        """
        joined = self._join()
        try:
            with self._told():
                sent = [packed_work(joined.accord, function, value) for value in values]
                futures = [joined.client.submit(do_work, one, pure=False) for one in sent]
                wait_for(futures, joined.client)
                refused = error_of_the_work(futures)
                if refused is None:
                    return cast("list[_Out]", joined.client.gather(futures))
        except ClusterFailed:
            self._leave(joined)
            raise
        # Told as it came: it is no trouble of the cluster.
        raise refused

    def close(self) -> None:
        """Leaves the cluster; its workers stay."""
        if self._joined is not None:
            self._leave(self._joined)

    def _join(self) -> _Joined:
        with self._lock:
            if self._joined is None:
                accord = make_accord(self._storage, secrets.token_hex(8))
                try:
                    self._joined = _Joined(self._connected(accord), accord)
                except BaseException:
                    end_accord(accord)
                    raise
            return self._joined

    def _connected(self, accord: Accord) -> Client:
        with self._told():
            client = Client(self._address, timeout=_CONNECT_SECONDS, set_as_default=False)
            try:
                client.wait_for_workers(1, timeout=_FIRST_WORKER_SECONDS)
                client.run(hold_to, accord)
            except BaseException:
                client.close()
                raise
        return client

    def _leave(self, joined: _Joined) -> None:
        with self._lock:
            # Every task that was on this cluster may come here; only the first has anything to leave.
            if self._joined is not joined:
                return
            self._joined = None
            joined.client.close()
            end_accord(joined.accord)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except NOT_OURS as error:
            raise StrangeWorker(
                "Một máy vẽ không có cùng bản vanban với máy phát hành → Cài cùng bản trên mọi máy, rồi khởi động lại"
                " máy vẽ."
            ) from error
        except _LOST as error:
            raise ClusterFailed(
                f"Cụm máy vẽ {self._address} không trả lời, hoặc không còn máy vẽ ({type(error).__name__}) → Kiểm tra"
                " 'make scheduler', 'make worker' và mạng; chạy lại thì làm tiếp, không cấp trùng số."
            ) from error
