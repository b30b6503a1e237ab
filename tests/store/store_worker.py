"""A process that issues letters in chunks of random size until it is done or killed; run by the store's tests.

It prints ``ready`` once everything is imported and begins at a line on its standard input. After each chunk
it writes the numbers that it was told to its journal, as an office would print them on paper.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
from pathlib import Path

from sqlalchemy import event

sys.path.insert(0, str(Path(__file__).parent))

from store_drafts import BY, DAY, cascade_letter

from vanban.store.database import Database, open_database
from vanban.store.register.issuing import issue


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--open-only", action="store_true")
    parser.add_argument("--campaign", default="dot")
    parser.add_argument("--letters", type=int, default=1)
    parser.add_argument("--largest-chunk", type=int, default=30)
    parser.add_argument("--journal", type=Path, default=Path(os.devnull))
    parser.add_argument("--die-after-statement", type=int, default=0)
    options = parser.parse_args()
    print("ready", flush=True)  # noqa: T201  # the parent waits for it
    sys.stdin.readline()
    database = open_database(options.database)
    if options.die_after_statement:
        _die_after(database, options.die_after_statement)
    if not options.open_only:
        _issue_all(database, options)


def _issue_all(database: Database, options: argparse.Namespace) -> None:
    numbers = list(range(1, options.letters + 1))
    chance = random.Random()  # noqa: S311  # chunk sizes, not secrets
    while numbers:
        # The letters below come once the directive has its number.
        size = 1 if len(numbers) == options.letters else chance.randint(1, options.largest_chunk)
        chunk, numbers = numbers[:size], numbers[size:]
        issued = issue(database, [cascade_letter(number, campaign=options.campaign) for number in chunk], day=DAY, **BY)
        with options.journal.open("a", encoding="utf-8") as journal:
            journal.writelines(f"{document.draft.key.letter_id} {document.code_number}\n" for document in issued)


def _die_after(database: Database, statements: int) -> None:
    left = statements

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "after_cursor_execute", count)


if __name__ == "__main__":
    main()
