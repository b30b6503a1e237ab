"""Work that was given to a Dask cluster: waited for, and its own errors told from those of the cluster."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence

from distributed import Client, Future, KilledWorker, wait

NOT_OURS = (ImportError, AttributeError, pickle.UnpicklingError)
"""What a worker raises that has another version than ours."""
_LOOK_SECONDS = 15
"""How often it is looked whether anybody is left to do the work."""


def error_of_the_work(futures: Iterable[Future]) -> BaseException | None:
    """The first that the work itself raised; that workers died over it, or could not read it, is the cluster's own."""
    raised = (one.exception() for one in futures if one.status == "error")
    return next((error for error in raised if not isinstance(error, (KilledWorker, *NOT_OURS))), None)


def wait_for(futures: Sequence[Future], client: Client) -> None:
    """Waits as long as anybody works; Dask itself would wait for ever for a worker to come."""
    alone = False
    while True:
        try:
            with client.as_current():
                wait(list(futures), timeout=_LOOK_SECONDS)
        except TimeoutError:
            was_alone, alone = alone, not client.ncores()
            if was_alone and alone:
                raise
        else:
            return
