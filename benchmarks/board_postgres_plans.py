"""What PostgreSQL does for the board, the overview and the register beside a million obligations, as EXPLAIN tells it.

Run as ``python -m benchmarks.board_postgres_plans``; docs/database.md shows what it prints.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from benchmarks.board_database import DAY, campaign_id
from benchmarks.board_postgres import BREADTHS, many_campaigns
from benchmarks.letters import ORGAN, SERIES, short_draft
from sqlalchemy import event

from vanban.store.database import Database
from vanban.store.register.issuing import expected_numbers
from vanban.store.register.register_rows import entries
from vanban.usecases.watching.deadline_board import campaigns_overview, deadline_board

Statement = tuple[str, dict[str, object]]
_WIDEST = 118


def statements_of(database: Database, look: Callable[[], object]) -> list[Statement]:
    """What is asked of the database while somebody looks, once each."""
    asked: dict[str, dict[str, object]] = {}

    def note(_connection: object, _cursor: object, statement: str, values: dict[str, object], *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.setdefault(statement, values)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        look()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return list(asked.items())


def plan_of(connection: psycopg.Connection, statement: Statement) -> list[str]:
    """The lines of EXPLAIN (ANALYZE) with rows and times, without guesses."""
    text, values = statement
    options = "ANALYZE, COSTS OFF, TIMING OFF, SUMMARY ON, BUFFERS OFF"
    return [line for (line,) in connection.execute(f"EXPLAIN ({options}) {text}", values)]


def looks(database: Database, campaigns: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each thing that is looked at, by its name."""
    campaign = campaign_id(campaigns // 2)
    yield "The board of one campaign", lambda: deadline_board(database, campaign, DAY)
    yield "The overview of all campaigns", lambda: campaigns_overview(database, DAY)
    yield "The register of one office", lambda: list(entries(database, organ_id=f"{ORGAN}-1", series=SERIES, year=2026))
    draft = short_draft(1, "dot-moi")
    yield "What a new letter asks", lambda: expected_numbers(database, [draft], day=DAY)


def tables_of(statement: str) -> str:
    """The table that a query begins with, and how many more it joins."""
    first = re.search(r"\bFROM (\w+)", statement)
    joined = statement.count(" JOIN ")
    return f"{first.group(1) if first else '?'}{f' and {joined} joined' if joined else ''}"


@contextmanager
def _explaining(database: Database) -> Iterator[psycopg.Connection]:
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET jit = off")
        yield connection


def main() -> None:
    """Print the plans as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--campaigns", type=int, default=1000, help="of a thousand obligations each")
    campaigns = parser.parse_args().campaigns
    with many_campaigns(campaigns, BREADTHS) as database, _explaining(database) as connection:
        for name, look in looks(database, campaigns):
            print(f"### {name}\n")
            for statement in statements_of(database, look):
                print(f"{tables_of(statement[0])}:\n\n```text")
                print("\n".join(line[:_WIDEST].rstrip() for line in plan_of(connection, statement)))
                print("```\n")


if __name__ == "__main__":
    main()
