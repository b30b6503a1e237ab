"""Work that another machine does, once it is sure to give what this one would give, and to put it where this one looks.

A worker needs the software and the way to the storage: no database, no campaign folder, no Prefect.
"""

from __future__ import annotations

import pickle
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from vanban.domain.errors import VanbanError
from vanban.storage.storage import Storage, StorageFailed
from vanban.usecases.issuing.press_mark import get_ready, press_mark

_In = TypeVar("_In")


class StrangeWorker(VanbanError):
    """A machine that would draw other letters, or put them where nobody looks for them."""

    code = "WORKER"


@dataclass(frozen=True, slots=True)
class Accord:
    """What a worker must have in common with whoever launches: the storage, shown by a file in it, and the press."""

    storage: Storage
    trial_file: str
    sha256: str
    mark: str


def make_accord(storage: Storage, token: str) -> Accord:
    """Leaves a file in the storage that only those see who share it; :func:`end_accord` takes it away.

    Args:
        storage: where the letters will be kept.
        token: no other launch has the same.

    Raises:
        StorageFailed: nothing can be written there.
        RenderFailed: nothing can be drawn here.
    """
    name = f".thu-chung-{token}"
    mark = press_mark()
    return Accord(storage, name, storage.write_whole(name, token.encode()), mark)


def end_accord(accord: Accord) -> None:
    """Removes the file of an accord; where that cannot be done it stays, hidden and of no use to anybody."""
    with suppress(StorageFailed):
        accord.storage.remove(accord.trial_file)


@cache
def hold_to(accord: Accord) -> None:
    """Looks, once in a process, whether it may work for whoever made the accord.

    Raises:
        StrangeWorker: it may not.
        StorageFailed: the storage cannot be reached from here.
    """
    here = socket.gethostname()
    if accord.storage.sha256_of(accord.trial_file) != accord.sha256:
        raise StrangeWorker(
            f"Máy vẽ '{here}' không thấy tệp vừa ghi vào {accord.storage} → Đặt VANBAN_OUT là s3://bucket/thư-mục, hoặc"
            " một thư mục dùng chung có cùng đường dẫn trên mọi máy."
        )
    if get_ready() != accord.mark:
        raise StrangeWorker(
            f"Máy vẽ '{here}' vẽ văn bản mẫu ra tệp khác với máy phát hành → Cài cùng bản vanban, thư viện và phông chữ"
            " trên mọi máy ('sh scripts/install.sh cluster'), rồi khởi động lại máy vẽ."
        )


def packed_work(accord: Accord, function: Callable[[_In], Any], value: _In) -> bytes:
    """A call as it is sent: opaque, so that nothing on its way looks into every paragraph of every letter."""
    return pickle.dumps((accord, function, value))


def do_work(packed: bytes) -> Any:
    """Does a call that was sent here, and gives back what it gives.

    Raises:
        StrangeWorker: this process may not work for whoever sent it.
    """
    accord, function, value = pickle.loads(packed)  # noqa: S301  # whoever reaches a worker may run anything on it
    hold_to(accord)
    return function(value)
