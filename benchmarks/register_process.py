"""Numbers drawn in chunks; run as a process, it says when it is ready, waits for the starting shot and says done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.letters import SHORT_LETTER_DAY, short_draft

from vanban.domain.letters.draft import Draft
from vanban.store.database import Database, open_database
from vanban.store.register.issuing import issue

CHUNK = 100
_NOW = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)


def chunks_of(campaign: str, numbers: int) -> list[tuple[Draft, ...]]:
    """Drafts that no other campaign has, in chunks as a launch issues them."""
    drafts = tuple(short_draft(number, campaign) for number in range(1, numbers + 1))
    return [drafts[start : start + CHUNK] for start in range(0, numbers, CHUNK)]


def issue_chunks(database: Database, chunks: Sequence[Sequence[Draft]]) -> None:
    """Issue every chunk in a transaction of its own."""
    for chunk in chunks:
        issue(database, chunk, day=SHORT_LETTER_DAY, now=_NOW, actor="Nguyễn Văn A")


def main() -> None:
    """Everything that is not the register's work is done before the shot."""
    file, campaign, numbers = sys.argv[1:]
    chunks = chunks_of(campaign, int(numbers))
    database = open_database(file)
    print("ready", flush=True)
    sys.stdin.readline()
    issue_chunks(database, chunks)
    print("done", flush=True)


if __name__ == "__main__":
    main()
