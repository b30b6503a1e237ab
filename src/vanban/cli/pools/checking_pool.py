"""A pool of this machine's cores to check files on."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from vanban.domain.judging.inspected import FileKind
from vanban.worker import begin_work, cores

if TYPE_CHECKING:
    from vanban.usecases.checking.check_file import CheckedFile, Run
    from vanban.usecases.checking.gather_files import Source

_WORTH_A_POOL = 100
"""With less to do, one process is through before a second has started."""
_PDF_IN_DOCX = 15
"""A PDF is so many times the work of a DOCX."""
_BATCH = 8
_BATCHES_PER_CORE = 4
"""So many are under way: no core waits, and of ten thousand files only these are held between worker and reader."""
_ENDED = "tiến trình kiểm tra bị dừng giữa chừng khi đọc tệp này (có thể do hết bộ nhớ) → kiểm tra riêng tệp này"


@contextmanager
def runner(sources: Sequence[Source]) -> Iterator[Run]:
    """Something that checks files over all cores, or in this process where there are few files or one core."""
    work = sum(_PDF_IN_DOCX if source.kind is FileKind.PDF else 1 for source in sources)
    if work < _WORTH_A_POOL or cores() == 1:
        yield map
        return
    pool = _Pool()
    try:
        yield pool.run
    finally:
        pool.close()


class _Pool:
    """Workers that check files in batches; a file that ends its worker is told of and holds up no other."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["vanban.usecases.checking.check_file", "vanban.worker"])
        self._workers = self._started()

    def run(self, check: Callable[[Source], CheckedFile], sources: Iterable[Source]) -> Iterator[CheckedFile]:
        """What is said of each file, in the order of the files."""
        waiting: deque[tuple[Sequence[Source], Future[list[CheckedFile]]]] = deque()
        coming = iter(sources)
        while batch := tuple(islice(coming, _BATCH)):
            waiting.append((batch, self._submitted(check, batch)))
            if len(waiting) >= cores() * _BATCHES_PER_CORE:
                yield from self._answer(check, waiting)
        while waiting:
            yield from self._answer(check, waiting)

    def close(self) -> None:
        """Ends the workers; what was not begun is dropped."""
        self._workers.shutdown(cancel_futures=True)

    def _submitted(self, check: Callable[[Source], CheckedFile], batch: Sequence[Source]) -> Future[list[CheckedFile]]:
        try:
            return self._workers.submit(_all_of, check, batch)
        except BrokenProcessPool as error:
            # The workers ended since; the answers that are waited for will say so first.
            lost: Future[list[CheckedFile]] = Future()
            lost.set_exception(error)
            return lost

    def _answer(
        self, check: Callable[[Source], CheckedFile], waiting: deque[tuple[Sequence[Source], Future[list[CheckedFile]]]]
    ) -> Iterable[CheckedFile]:
        """The answers of the batch that has waited longest."""
        batch, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            # All batches under way are lost, and nobody knows which file did it: these are checked one by one.
            batches = [batch, *(one for one, _ in waiting)]
            waiting.clear()
            return self._one_by_one(check, [source for one in batches for source in one])

    def _one_by_one(self, check: Callable[[Source], CheckedFile], sources: Sequence[Source]) -> Iterator[CheckedFile]:
        from vanban.usecases.checking.check_file import CheckedFile

        self._restart()
        for source in sources:
            try:
                yield self._workers.submit(check, source).result()
            except BrokenProcessPool:
                self._restart()
                yield CheckedFile(name=source.name, kind=source.kind, problem=_ENDED)

    def _restart(self) -> None:
        self.close()
        self._workers = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(max_workers=cores(), mp_context=self._context, initializer=begin_work)


def _all_of(check: Callable[[Source], CheckedFile], batch: Sequence[Source]) -> list[CheckedFile]:
    return [check(source) for source in batch]
