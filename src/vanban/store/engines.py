"""The engines of this process: SQLite opens a connection for each transaction, PostgreSQL keeps one for each thread."""

from __future__ import annotations

import atexit
import os
import threading

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.pool import NullPool, Pool, QueuePool

from vanban.store import dialects

_KEPT_CONNECTIONS = 4
"""Idle ones that a process keeps; where more threads write at once, the rest are closed when they are done."""

_lock = threading.Lock()
_engines: dict[str, Engine] = {}
"""PostgreSQL's by address: opening the same database again finds the connections of the first time."""
_inherited: list[Pool] = []
"""Pools of the process that forked this one, kept from being closed: their sockets are still in use there."""


def engine_of(url: URL) -> Engine:
    """The engine of a database of this process."""
    if url.get_backend_name() == "sqlite":
        # No pool: a connection carried over a fork corrupts SQLite, and opening one costs a millisecond.
        return _engine(url, NullPool)
    address = url.render_as_string(hide_password=False)
    with _lock:
        if address not in _engines:
            _engines[address] = _engine(url, QueuePool)
        return _engines[address]


def close_connections(url: URL) -> None:
    """Close the idle connections that this process keeps to a database."""
    with _lock:
        engine = _engines.pop(url.render_as_string(hide_password=False), None)
    if engine is not None:
        engine.dispose()


def _engine(url: URL, pool: type[Pool]) -> Engine:
    options = dialects.engine_options(url.get_backend_name())
    if pool is QueuePool:
        options |= {"pool_size": _KEPT_CONNECTIONS, "max_overflow": -1, "pool_use_lifo": True}
    engine = create_engine(url, poolclass=pool, **options)
    dialects.install(engine)
    return engine


def _close_all() -> None:
    while _engines:
        _engines.popitem()[1].dispose()


def _begin_anew_after_a_fork() -> None:
    """Leave the connections to the process that opened them: two on one socket would read each other's answers."""
    global _lock  # noqa: PLW0603  # another thread may have held it when the fork came
    _lock = threading.Lock()
    for engine in _engines.values():
        _inherited.append(engine.pool)
        engine.dispose(close=False)


atexit.register(_close_all)
os.register_at_fork(after_in_child=_begin_anew_after_a_fork)
