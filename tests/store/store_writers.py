"""Writers for a race, forked from a server that has all their code loaded: they start in milliseconds."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from pathlib import Path

from store_drafts import BY, DAY, cascade_letter

from vanban.domain.errors import StoreUnavailable
from vanban.store.database import open_database
from vanban.store.register.issuing import issue

GO = "go"
"""The starting shot: a file of this name."""
RACE = multiprocessing.get_context("forkserver")
# Only what is installed: the fork server knows no path of the tests.
RACE.set_forkserver_preload(["psycopg", "sqlalchemy.dialects.postgresql", "vanban.store.register.issuing"])


def write_campaign(address: str, number: int, letters: int, folder: Path) -> None:
    """Issue the letters of a campaign in chunks of random size, noting after each what was told; 3 where it cannot."""
    database = open_database(address)
    chance = random.Random()  # noqa: S311  # chunk sizes, not secrets
    while not (folder / GO).exists():
        time.sleep(0.001)
    left = list(range(1, letters + 1))
    while left:
        # The letters below come once the directive has its number.
        size = 1 if len(left) == letters else chance.choice([1, 2, 5, 12])
        chunk, left = left[:size], left[size:]
        drafts = [cascade_letter(one, campaign=f"dot-{number}") for one in chunk]
        try:
            issued = issue(database, drafts, day=DAY, **BY)
        except StoreUnavailable:
            sys.exit(3)
        with (folder / f"journal-{number}.txt").open("a", encoding="utf-8") as told:
            told.writelines(f"{one.draft.key.letter_id} {one.code_number}\n" for one in issued)


def start_writer(address: str, number: int, letters: int, folder: Path) -> multiprocessing.Process:
    writer = RACE.Process(target=write_campaign, args=(address, number, letters, folder))
    writer.start()
    return writer
